import { escapeControls, inSlices, type LocalDate, type SqlValue } from "@dqx/common";
import { failedOutcome, type SimpleMetricSpec } from "@dqx/metrics";
import * as Either from "effect/Either";
import { type BoundAggregate, rowCount } from "../plan/bound-aggregate.js";
import type { PlannedMetric, ScanPlan } from "../plan/plan-scan.js";
import type { MeasuredMetric } from "./analysis.js";
import type { Reading, Readings } from "./readings.js";

/**
 * Turns what the engine said into metrics.
 *
 * @param plan - what was asked
 * @param readings - what was answered
 * @returns one entry for each metric of the plan and each of its dates
 */
export async function measure(plan: ScanPlan, readings: Readings): Promise<readonly MeasuredMetric[]> {
  const measured: MeasuredMetric[] = [];
  await inSlices(pointsOf(plan), ([metric, date]) => measured.push(measurePoint(metric, date, readings)));
  return measured;
}

function* pointsOf({ metrics }: ScanPlan): Iterable<readonly [PlannedMetric, LocalDate]> {
  for (const metric of metrics) for (const date of metric.dates) yield [metric, date];
}

function measurePoint(metric: PlannedMetric, date: LocalDate, readings: Readings): MeasuredMetric {
  const measured = measureMetric(metric, date, (bound) => readings.of(date, bound));
  const { outcome } = measured;
  if (outcome.kind !== "value" || !isOverNoRows(metric, date, readings)) return measured;
  return { ...measured, outcome: { ...outcome, rows: 0 } };
}

// Whether it is known that there is no row that the metric could have seen.
function isOverNoRows({ aggregates }: PlannedMetric, date: LocalDate, readings: Readings): boolean {
  return [rowCount, ...Either.getOrElse(aggregates, () => [])]
    .filter(({ aggregate }) => aggregate.kind === "rows")
    .map((bound) => Either.getOrUndefined(readings.of(date, bound)))
    .some((count) => count === 0n || count === 0);
}

function measureMetric(
  { spec, aggregates }: PlannedMetric,
  date: LocalDate,
  readingOf: (bound: BoundAggregate) => Reading,
): MeasuredMetric {
  if (Either.isLeft(aggregates)) return failed(spec, date, aggregates.left.reason);
  const results: SqlValue[] = [];
  for (const bound of aggregates.right) {
    const reading = readingOf(bound);
    if (Either.isLeft(reading)) return failed(spec, date, reading.left);
    results.push(reading.right);
  }
  try {
    const state = spec.measurement.stateOf(results);
    return { spec, date, outcome: spec.measurement.outcomeOf(state), state };
  } catch (cause) {
    return failed(
      spec,
      date,
      `its results make no sense: ${cause instanceof Error ? cause.message : String(cause)}`,
    );
  }
}

/** A metric that could not be measured. */
export function failed(spec: SimpleMetricSpec, date: LocalDate, reason: string): MeasuredMetric {
  return { spec, date, outcome: failedOutcome(escapeControls(reason)) };
}
