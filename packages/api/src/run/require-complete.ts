import { type Analysis, plannedStatements } from "@dqx/sql";
import type { Assertion } from "../check/assertion.js";
import type { Availability } from "../prepare/availability.js";
import type { AssertionResult } from "../result/suite-result.js";
import type { MetricOutcomes } from "../verdict/metric-outcomes.js";
import { IncompleteRunError } from "./incomplete-run-error.js";
import type { PlannedDataset } from "./plan-datasets.js";

/**
 * Holds a run to its plan: every planned statement was run or skipped with a reason, and every needed metric has
 * an outcome.
 *
 * @param planned - how the datasets were to be measured
 * @param analyses - what was measured, by dataset
 * @param derived - the metrics that were to be computed from others
 * @param outcomes - what became of all metrics
 * @throws {@link IncompleteRunError} naming what is missing
 */
export function requireAllMeasured(
  planned: readonly PlannedDataset[],
  analyses: ReadonlyMap<string, Analysis>,
  { derived }: Pick<Availability, "derived">,
  outcomes: MetricOutcomes,
): void {
  for (const { source, requests, planning } of planned) {
    const { statements = [], skipped = [] } = analyses.get(source.name) ?? {};
    const accounted = new Set([...statements, ...skipped].map(({ sql }) => sql));
    const expected = planning.kind === "planned" ? plannedStatements(planning.plan) : [];
    for (const { sql } of expected) {
      if (!accounted.has(sql))
        throw lost(`a statement on dataset '${source.name}' was neither run nor skipped`);
    }
    for (const { spec, dates } of requests) {
      for (const date of dates) requireOutcome(outcomes, { spec, dataset: source.name, date });
    }
  }
  for (const point of derived) requireOutcome(outcomes, point);
}

/**
 * Holds a run to its assertions: each has one result, and each that was skipped says why.
 *
 * @param assertions - all assertions of the run
 * @param results - what became of them
 * @throws {@link IncompleteRunError} naming what is missing
 */
export function requireAllJudged(
  assertions: readonly Assertion[],
  results: readonly AssertionResult[],
): void {
  if (results.length !== assertions.length) {
    throw lost(`${assertions.length} assertions were planned and ${results.length} judged`);
  }
  const silent = results.find(({ message }) => message === "");
  if (silent !== undefined) throw lost(`assertion '${silent.name}' is ${silent.status} without a reason`);
}

function requireOutcome(
  outcomes: MetricOutcomes,
  { spec, dataset, date }: Availability["derived"][number] | Point,
): void {
  if (outcomes.get(spec, dataset, date) !== undefined) return;
  throw lost(`nothing became of ${spec.name} for ${date} on dataset '${dataset}'`);
}

type Point = {
  readonly spec: Parameters<MetricOutcomes["get"]>[0];
  readonly dataset: string;
  readonly date: Parameters<MetricOutcomes["get"]>[2];
};

function lost(what: string): IncompleteRunError {
  return new IncompleteRunError(
    `The run is incomplete: ${what}. This is a defect of DQX; please report it with the suite's plan.`,
  );
}
