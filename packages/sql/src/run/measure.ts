import type { LocalDate, SqlValue } from "@dqx/common";
import { failedOutcome, type SimpleMetricSpec } from "@dqx/metrics";
import * as Either from "effect/Either";
import type { BoundAggregate } from "../plan/bound-aggregate.js";
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
export function measure(plan: ScanPlan, readings: Readings): readonly MeasuredMetric[] {
  return plan.metrics.flatMap((metric) =>
    metric.dates.map((date) => measureMetric(metric, date, (bound) => readings.of(date, bound))),
  );
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
  return { spec, date, outcome: failedOutcome(reason) };
}
