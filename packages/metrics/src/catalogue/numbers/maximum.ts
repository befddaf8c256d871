import { numberResult } from "../../aggregate/aggregate-result.js";
import { defineMetric } from "../../definition/define-metric.js";
import { emptyOutcome, valueOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { extremeState } from "../../state/extreme-state.js";

const state = extremeState(1);

/** The largest finite value of a column. */
export const maximum = defineMetric({
  type: "maximum",
  summary: "The largest finite value; nulls, NaN and ±Infinity are no values. No value for an empty input.",
  arguments: ["column"],
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  measurement: ({ column }) => ({
    kind: "scan",
    aggregates: [{ kind: "maximum", of: { kind: "column", name: column } }],
    stateOf: (results) => ({ extreme: numberResult(results, 0) }),
  }),
  state,
  outcomeOf: ({ extreme }) =>
    extreme === null ? emptyOutcome("no rows with a value") : valueOutcome(extreme),
});
