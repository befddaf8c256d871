import { countResult } from "../../aggregate/aggregate-result.js";
import { defineMetric } from "../../definition/define-metric.js";
import { valueOutcome } from "../../definition/metric-outcome.js";
import { type CountState, countState } from "../../state/count-state.js";

/** How many rows there are; 0 for an empty input. */
export const numRows = defineMetric<Record<never, never>, CountState, typeof countState>({
  type: "numRows",
  summary: "The number of rows; 0 for an empty input.",
  arguments: [],
  parameters: {},
  display: () => [],
  measurement: () => ({
    kind: "scan",
    aggregates: [{ kind: "rows" }],
    stateOf: (results) => ({ count: countResult(results, 0) }),
  }),
  counts: true,
  state: countState,
  outcomeOf: ({ count }) => valueOutcome(count),
  examples: [
    {
      title: "rows count whatever they hold",
      parameters: {},
      columns: { x: "double" },
      rows: [[1], [null], [Number.NaN]],
      outcome: valueOutcome(3),
    },
    { title: "no rows", parameters: {}, columns: { x: "text" }, rows: [], outcome: valueOutcome(0) },
  ],
});
