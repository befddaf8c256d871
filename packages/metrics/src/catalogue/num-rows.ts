import { countResult } from "../aggregate-result.js";
import { type CountState, countState } from "../count-state.js";
import { defineMetric } from "../define-metric.js";
import { valueOutcome } from "../metric-outcome.js";

/** How many rows there are; 0 for an empty input. */
export const numRows = defineMetric<Record<never, never>, CountState, typeof countState>({
  type: "numRows",
  summary: "The number of rows; 0 for an empty input.",
  parameters: {},
  display: () => [],
  columns: () => [],
  aggregates: () => [{ kind: "rows" }],
  state: countState,
  stateOf: (results) => ({ count: countResult(results, 0) }),
  outcomeOf: ({ count }) => valueOutcome(count),
});
