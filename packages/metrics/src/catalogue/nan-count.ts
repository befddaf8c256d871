import { countResult } from "../aggregate-result.js";
import { type CountState, countState } from "../count-state.js";
import { defineMetric } from "../define-metric.js";
import { valueOutcome } from "../metric-outcome.js";
import { columnField } from "../parameter-field.js";
import { showName } from "../show-name.js";

/** How many values of a column are NaN or ±Infinity; 0 for types that have none. */
export const nanCount = defineMetric<{ readonly column: string }, CountState, typeof countState>({
  type: "nanCount",
  summary: "The number of values that are NaN or ±Infinity; 0 for types that have none. Nulls do not count.",
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  columns: ({ column }) => [{ column, type: "numeric" }],
  aggregates: ({ column }) => [{ kind: "nonFinite", column }],
  state: countState,
  stateOf: (results) => ({ count: countResult(results, 0) }),
  outcomeOf: ({ count }) => valueOutcome(count),
});
