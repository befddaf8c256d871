import { defineMetric } from "../../definition/define-metric.js";
import { emptyOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { plainColumn } from "../../row/plain-expression.js";
import { addExact, negateExact } from "../../state/exact-number.js";
import { interpolatedOutcome } from "./interpolated-outcome.js";
import { measureOrder, orderStatisticsState, quantileOf } from "./order-statistics.js";

const QUARTILES: readonly [number, number] = [0.25, 0.75];

/** The range of the middle half of a column's values, exactly. */
export const interquartileRange = defineMetric({
  type: "interquartileRange",
  summary:
    "The third quartile less the first, exactly, both interpolated (R-7 of Hyndman and Fan). Nulls and NaN are no values. No value when there are none.",
  arguments: ["column"],
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  measurement: ({ column }) => measureOrder(plainColumn(column), QUARTILES),
  state: orderStatisticsState,
  stateKey: ({ column }) => ({ type: "orderStatistics", parameters: { column, shares: QUARTILES } }),
  outcomeOf({ count, statistics: [first, third] }) {
    if (first === undefined || third === undefined) return emptyOutcome("no rows with a finite value");
    const [low, high] = [
      quantileOf(count, first, QUARTILES[0], "linear"),
      quantileOf(count, third, QUARTILES[1], "linear"),
    ];
    return interpolatedOutcome({
      base: addExact(high.base, negateExact(low.base)),
      rest: high.rest - low.rest,
    });
  },
  examples: [
    {
      title: "of whole numbers",
      parameters: { column: "x" },
      columns: { x: "bigint" },
      rows: [[4n], [1n], [null], [2n], [3n]],
      outcome: { kind: "value", value: 1.5, warnings: [], arithmetic: "double" },
    },
    {
      title: "of numbers that doubles cannot tell apart",
      parameters: { column: "x" },
      columns: { x: "bigint" },
      rows: [
        [9007199254740993n],
        [9007199254740994n],
        [9007199254740995n],
        [9007199254740996n],
        [9007199254740997n],
      ],
      outcome: { kind: "value", value: 2, warnings: [] },
    },
    {
      title: "all equal",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [[0.1], [0.1], [Number.NaN]],
      outcome: { kind: "value", value: 0, warnings: [], arithmetic: "double" },
    },
    {
      title: "nulls only",
      parameters: { column: "x" },
      columns: { x: "decimal(38,10)" },
      rows: [[null]],
      outcome: { kind: "empty", reason: "no rows with a finite value" },
    },
  ],
});
