import { Either, escapeControls, inSlices, type LocalDate, type SqlValue } from "@dqx/common";
import { failedOutcome, type SchemaColumn, type SimpleMetricSpec } from "@dqx/metrics";
import { rowCount } from "../plan/bound-aggregate.js";
import type { PlannedMetric, ScanPlan } from "../plan/plan-scan.js";
import type { MeasuredMetric } from "./analysis.js";
import { groupedRows } from "./read-groups.js";
import type { Readings } from "./readings.js";

/**
 * Turns what the engine said into metrics.
 *
 * @param plan - what was asked
 * @param readings - what was answered
 * @returns one entry for each metric of the plan and each of its dates
 */
export async function measure(plan: ScanPlan, readings: Readings): Promise<readonly MeasuredMetric[]> {
  const measured: MeasuredMetric[] = [];
  const known: Known = { readings, states: new Map(), schema: plan.schema };
  await inSlices(pointsOf(plan), ([metric, date]) => measured.push(measurePoint(metric, date, known)));
  return measured;
}

/** What is known of a relation, and the states that were made of it. */
interface Known {
  readonly readings: Readings;
  readonly states: Map<string, Uint8Array>;
  readonly schema: readonly SchemaColumn[];
}

function* pointsOf({ metrics }: ScanPlan): Iterable<readonly [PlannedMetric, LocalDate]> {
  for (const metric of metrics) for (const date of metric.dates) yield [metric, date];
}

function measurePoint(metric: PlannedMetric, date: LocalDate, known: Known): MeasuredMetric {
  const measured = measureMetric(metric, date, known);
  const { outcome } = measured;
  if (outcome.kind !== "value" || !isOverNoRows(metric, date, known.readings)) return measured;
  return { ...measured, outcome: { ...outcome, rows: 0 } };
}

// Whether it is known that there is no row that the metric could have seen.
function isOverNoRows({ spec, aggregates }: PlannedMetric, date: LocalDate, readings: Readings): boolean {
  if (spec.measurement.kind === "schema") return false;
  return [rowCount, ...Either.getOrElse(aggregates, () => [])]
    .filter(({ aggregate }) => aggregate.kind === "rows")
    .map((bound) => Either.getOrUndefined(readings.of(date, bound)))
    .some((count) => count === 0n || count === 0);
}

function measureMetric(
  metric: PlannedMetric,
  date: LocalDate,
  { readings, states, schema }: Known,
): MeasuredMetric {
  const { spec, aggregates } = metric;
  if (Either.isLeft(aggregates)) return failed(spec, date, aggregates.left.reason);
  const results = Either.all(aggregates.right.map((bound) => readings.of(date, bound)));
  if (Either.isLeft(results)) return failed(spec, date, results.left);
  const groups = metric.shape.kind === "groups" ? readings.groupsOf(date, metric.shape) : Either.right(null);
  if (Either.isLeft(groups)) return failed(spec, date, groups.left);
  try {
    const key = `${date} ${spec.measurement.stateId}`;
    const state = states.get(key) ?? stateOf(metric, groups.right, results.right, schema);
    states.set(key, state);
    return { spec, date, outcome: spec.measurement.outcomeOf(state), state };
  } catch (cause) {
    return failed(
      spec,
      date,
      `its results make no sense: ${cause instanceof Error ? cause.message : String(cause)}`,
    );
  }
}

function stateOf(
  { spec: { measurement }, shape }: PlannedMetric,
  groups: SqlValue,
  results: readonly SqlValue[],
  schema: readonly SchemaColumn[],
): Uint8Array {
  if (measurement.kind === "schema") return measurement.stateOf(schema);
  if (measurement.kind !== "groups") return measurement.stateOf(results);
  if (shape.kind !== "groups") throw new RangeError("it was not measured by groups");
  return measurement.stateOf(groupedRows(shape, groups, results));
}

/** A metric that could not be measured. */
export function failed(spec: SimpleMetricSpec, date: LocalDate, reason: string): MeasuredMetric {
  return { spec, date, outcome: failedOutcome(escapeControls(reason)) };
}
