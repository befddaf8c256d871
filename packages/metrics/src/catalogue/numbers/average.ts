import { columnExample } from "../../definition/column-example.js";
import { defineMetric } from "../../definition/define-metric.js";
import { computedOutcome, emptyOutcome, valueOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { col } from "../../row/builders.js";
import { averageMeasurement, averageOutcome, averageState } from "./average-state.js";

/** The arithmetic mean of a column's values that are not null. */
export const average = defineMetric({
  type: "average",
  summary:
    "The mean of the values that are not null. No value for an empty input, nor when one is NaN or ±Infinity.",
  arguments: ["column"],
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  measurement: ({ column }) => averageMeasurement(col(column)),
  state: averageState,
  outcomeOf: (state, { column }) => averageOutcome(state, col(column)),
  examples: [
    columnExample("whole numbers", "integer", [1n, null, 4n], computedOutcome(2.5)),
    columnExample("doubles", "double", [1, null, 4], computedOutcome(2.5)),
    columnExample("decimals", "decimal(38,10)", ["1.50", null, "4.20"], {
      kind: "value",
      value: 2.85,
      warnings: [],
      arithmetic: "decimal",
    }),
    columnExample("a mean that is a whole number", "bigint", [2n ** 62n, 2n ** 62n], valueOutcome(2 ** 62)),
    columnExample("NaN and ±Infinity", "double", [2, Number.NaN, 5, Infinity, null, -Infinity], {
      kind: "failed",
      reason: "column 'x' holds 3 values that are NaN or infinite; nanCount counts them",
    }),
    columnExample("nulls only", "bigint", [null, null], emptyOutcome("no rows with a value")),
    columnExample("no rows", "decimal(38,10)", [], emptyOutcome("no rows with a value")),
  ],
});
