import { defineMetric } from "../../definition/define-metric.js";
import { emptyOutcome } from "../../definition/metric-outcome.js";
import { choiceField, columnField, shareField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { plainColumn } from "../../row/plain-expression.js";
import { interpolatedOutcome } from "./interpolated-outcome.js";
import { measureOrder, orderStatisticsState, type QuantileMethod, quantileOf } from "./order-statistics.js";

/** The parameters of {@link exactQuantile}. */
export interface ExactQuantileParameters {
  readonly column: string;
  /** From 0 to 1. */
  readonly share: number;
  /** `linear` by default. */
  readonly method?: QuantileMethod;
}

/** A quantile of a column, exactly. */
export const exactQuantile = defineMetric({
  type: "exactQuantile",
  summary:
    'The value below which a share of the finite values lies, exactly: interpolated between the values around (n - 1) · share (R-7 of Hyndman and Fan, percentile_cont), or with `method: "discrete"` the smallest value that at least that share does not exceed (R-1, percentile_disc). Nulls and NaN are no values. No value when there are none.',
  arguments: ["column", "share"],
  parameters: {
    column: columnField,
    share: shareField,
    method: choiceField(["linear", "discrete"], "linear"),
  },
  display: ({ column, share, method }: ExactQuantileParameters) => [
    showName(column),
    String(share),
    ...(method === "discrete" ? [method] : []),
  ],
  measurement: ({ column, share }) => measureOrder(plainColumn(column), [share]),
  state: orderStatisticsState,
  stateKey: ({ column, share }) => ({ type: "orderStatistics", parameters: { column, shares: [share] } }),
  outcomeOf({ count, statistics: [statistic] }, { share, method = "linear" }) {
    if (statistic === undefined) return emptyOutcome("no rows with a finite value");
    return interpolatedOutcome(quantileOf(count, statistic, share, method));
  },
  examples: [
    {
      title: "between two values",
      parameters: { column: "x", share: 0.25 },
      columns: { x: "bigint" },
      rows: [[4n], [1n], [null], [2n], [3n]],
      outcome: { kind: "value", value: 1.75, warnings: [], arithmetic: "double" },
    },
    {
      title: "the smallest value that the share does not exceed",
      parameters: { column: "x", share: 0.25, method: "discrete" },
      columns: { x: "bigint" },
      rows: [[4n], [1n], [2n], [3n]],
      outcome: { kind: "value", value: 1, warnings: [] },
    },
    {
      title: "NaN and infinities are no values",
      parameters: { column: "x", share: 1 },
      columns: { x: "double" },
      rows: [[1.5], [Number.NaN], [Number.POSITIVE_INFINITY], [-2.5], [Number.NEGATIVE_INFINITY]],
      outcome: { kind: "value", value: 1.5, warnings: [], arithmetic: "double" },
    },
    {
      title: "all equal",
      parameters: { column: "x", share: 0.9 },
      columns: { x: "decimal(38,10)" },
      rows: [["1.25"], ["1.25"], ["1.25"]],
      outcome: { kind: "value", value: 1.25, warnings: [], arithmetic: "decimal" },
    },
    {
      title: "one row beyond the digits of a double",
      parameters: { column: "x", share: 0.5 },
      columns: { x: "bigint" },
      rows: [[9007199254740993n]],
      outcome: {
        kind: "value",
        value: 9007199254740992,
        warnings: ["9007199254740993 has more digits than a double holds; 9007199254740992 is used"],
      },
    },
    {
      title: "no rows",
      parameters: { column: "x", share: 0 },
      columns: { x: "double" },
      rows: [],
      outcome: { kind: "empty", reason: "no rows with a finite value" },
    },
  ],
});
