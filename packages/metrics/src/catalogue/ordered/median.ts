import { defineMetric } from "../../definition/define-metric.js";
import { emptyOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { plainColumn } from "../../row/plain-expression.js";
import { interpolatedOutcome } from "./interpolated-outcome.js";
import { measureOrder, orderStatisticsState, quantileOf } from "./order-statistics.js";

/** The median of a column, exactly. */
export const median = defineMetric({
  type: "median",
  summary:
    "The middle of the sorted finite values, exactly: the mean of the two in the middle when their number is even. Nulls and NaN are no values. No value when there are none.",
  arguments: ["column"],
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  measurement: ({ column }) => measureOrder(plainColumn(column), [0.5]),
  state: orderStatisticsState,
  stateKey: ({ column }) => ({ type: "orderStatistics", parameters: { column, shares: [0.5] } }),
  outcomeOf({ count, statistics: [statistic] }) {
    if (statistic === undefined) return emptyOutcome("no rows with a finite value");
    return interpolatedOutcome(quantileOf(count, statistic, 0.5, "linear"));
  },
  examples: [
    {
      title: "of an even number of values",
      parameters: { column: "x" },
      columns: { x: "bigint" },
      rows: [[4n], [1n], [null], [2n], [3n]],
      outcome: { kind: "value", value: 2.5, warnings: [], arithmetic: "double" },
    },
    {
      title: "of decimals that a double cannot tell apart from their neighbours",
      parameters: { column: "x" },
      columns: { x: "decimal(38,10)" },
      rows: [["0.1"], ["0.3"], ["0.2"]],
      outcome: { kind: "value", value: 0.2, warnings: [], arithmetic: "decimal" },
    },
    {
      title: "NaN and infinities are no values",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [[Number.NaN], [7.5], [Number.POSITIVE_INFINITY]],
      outcome: { kind: "value", value: 7.5, warnings: [], arithmetic: "double" },
    },
    {
      title: "no rows",
      parameters: { column: "x" },
      columns: { x: "bigint" },
      rows: [],
      outcome: { kind: "empty", reason: "no rows with a finite value" },
    },
  ],
});
