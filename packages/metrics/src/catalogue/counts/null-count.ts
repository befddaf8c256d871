import { countResult } from "../../aggregate/aggregate-result.js";
import { defineMetric } from "../../definition/define-metric.js";
import { valueOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { countState } from "../../state/count-state.js";

/** How many values of a column are null; 0 for an empty input. */
export const nullCount = defineMetric({
  type: "nullCount",
  summary: "The number of nulls in a column; 0 for an empty input. NaN is not null.",
  arguments: ["column"],
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  measurement: ({ column }) => ({
    kind: "scan",
    aggregates: [{ kind: "rows" }, { kind: "nonNull", of: { kind: "column", name: column } }],
    stateOf: (results) => ({ count: countResult(results, 0) - countResult(results, 1) }),
  }),
  state: countState,
  outcomeOf: ({ count }) => valueOutcome(count),
});
