import type { SqlValue } from "@dqx/common";
import { countResult } from "../../aggregate/aggregate-result.js";
import type { ScanMeasurement } from "../../definition/measurement.js";
import { type MetricOutcome, shareOutcome } from "../../definition/metric-outcome.js";
import { fieldsCodec, type MergeableStateDefinition } from "../../state/state.js";
import { requireDouble } from "../../state/state-field.js";
import type { CountedRows } from "./null-policy.js";

/** How many rows were tested, and how many of them are counted. */
export interface ShareState {
  readonly tested: number;
  readonly counted: number;
}

/** The state of a share of rows. */
export const shareState: MergeableStateDefinition<ShareState> = {
  identity: { tested: 0, counted: 0 },
  merge: (a, b) => ({ tested: a.tested + b.tested, counted: a.counted + b.counted }),
  ...fieldsCodec<ShareState>(
    1,
    ({ tested, counted }) => [tested, counted],
    (fields) => ({ tested: requireDouble(fields, 0), counted: requireDouble(fields, 1) }),
  ),
};

/**
 * What a metric is that is the share of the tested rows that are counted: how it is measured and kept. No tested
 * rows are no value.
 *
 * @param rowsOf - how the rows are counted, by the metric's parameters
 */
export function shareOf<Parameters>(rowsOf: (parameters: Parameters) => CountedRows) {
  return {
    measurement(parameters: Parameters): ScanMeasurement<ShareState> {
      const { aggregates, tested, countOf } = rowsOf(parameters);
      return {
        kind: "scan",
        aggregates: [...aggregates, tested],
        stateOf: (results: readonly SqlValue[]) => ({
          tested: countResult(results, aggregates.length),
          counted: countOf(results),
        }),
      };
    },
    state: shareState,
    outcomeOf: ({ tested, counted }: ShareState): MetricOutcome =>
      shareOutcome(counted, tested, "no rows were tested"),
  };
}
