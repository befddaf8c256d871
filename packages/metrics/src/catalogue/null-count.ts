import { countResult } from "../aggregate-result.js";
import { type CountState, countState } from "../count-state.js";
import { defineMetric } from "../define-metric.js";
import { valueOutcome } from "../metric-outcome.js";
import { columnField } from "../parameter-field.js";
import { showName } from "../show-name.js";

/** How many values of a column are null; 0 for an empty input. */
export const nullCount = defineMetric<{ readonly column: string }, CountState, typeof countState>({
  type: "nullCount",
  summary: "The number of nulls in a column; 0 for an empty input. NaN is not null.",
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  columns: ({ column }) => [{ column, type: "any" }],
  aggregates: ({ column }) => [{ kind: "rows" }, { kind: "nonNull", column }],
  state: countState,
  stateOf: (results) => ({ count: countResult(results, 0) - countResult(results, 1) }),
  outcomeOf: ({ count }) => valueOutcome(count),
});
