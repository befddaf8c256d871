import { countResult } from "../../aggregate/aggregate-result.js";
import { defineMetric } from "../../definition/define-metric.js";
import { valueOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { countState } from "../../state/count-state.js";

/** How many values of a column are NaN or ±Infinity; 0 for types that have none. */
export const nanCount = defineMetric({
  type: "nanCount",
  summary: "The number of values that are NaN or ±Infinity; 0 for types that have none. Nulls do not count.",
  arguments: ["column"],
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  measurement: ({ column }) => ({
    kind: "scan",
    aggregates: [{ kind: "nonFinite", of: { kind: "column", name: column } }],
    stateOf: (results) => ({ count: countResult(results, 0) }),
  }),
  state: countState,
  outcomeOf: ({ count }) => valueOutcome(count),
});
