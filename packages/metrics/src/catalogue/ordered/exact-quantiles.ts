import { defineMetric } from "../../definition/define-metric.js";
import { valueOutcome } from "../../definition/metric-outcome.js";
import { choiceField, columnField, sharesField } from "../../definition/parameter-field.js";
import { type QuantilesOfColumn, withQuantiles } from "../../definition/quantiles-spec.js";
import { showName } from "../../definition/show-name.js";
import { plainColumn } from "../../row/plain-expression.js";
import { toDouble } from "../../state/exact-number.js";
import { exactQuantile } from "./exact-quantile.js";
import { measureOrder, orderStatisticsState, type QuantileMethod, quantileOf } from "./order-statistics.js";

/** The parameters of {@link exactQuantiles}. */
export interface ExactQuantilesParameters extends QuantilesOfColumn {
  /** `linear` by default. */
  readonly method?: QuantileMethod;
}

/** Several quantiles of a column, exactly. */
export const exactQuantiles = withQuantiles(
  defineMetric({
    type: "exactQuantiles",
    summary:
      "The number of finite values; their exact quantiles are in the detail, as exactQuantile has them. An expression uses one of them by `at`.",
    arguments: ["column", "shares"],
    parameters: {
      column: columnField,
      shares: sharesField,
      method: choiceField(["linear", "discrete"], "linear"),
    },
    display: ({ column, shares, method }: ExactQuantilesParameters) => [
      showName(column),
      `[${shares.join(", ")}]`,
      ...(method === "discrete" ? [method] : []),
    ],
    measurement: ({ column, shares }) => measureOrder(plainColumn(column), shares),
    counts: true,
    state: orderStatisticsState,
    stateKey: ({ column, shares }) => ({ type: "orderStatistics", parameters: { column, shares } }),
    outcomeOf({ count, statistics }, { shares, method = "linear" }) {
      const outcome = valueOutcome(count);
      if (outcome.kind !== "value") return outcome;
      const quantiles = statistics.map((statistic, index) => {
        const at = shares[index] ?? 0;
        const { base, rest } = quantileOf(count, statistic, at, method);
        return { at, value: toDouble(base).value + rest };
      });
      return { ...outcome, detail: { kind: "quantiles", quantiles, rows: count } };
    },
    examples: [
      {
        title: "quartiles",
        parameters: { column: "x", shares: [0.75, 0.25] },
        columns: { x: "bigint" },
        rows: [[4n], [1n], [null], [2n], [3n]],
        outcome: {
          kind: "value",
          value: 4,
          warnings: [],
          detail: {
            kind: "quantiles",
            quantiles: [
              { at: 0.25, value: 1.75 },
              { at: 0.75, value: 3.25 },
            ],
            rows: 4,
          },
        },
      },
      {
        title: "nulls only",
        parameters: { column: "x", shares: [0.5] },
        columns: { x: "double" },
        rows: [[null]],
        outcome: {
          kind: "value",
          value: 0,
          warnings: [],
          detail: { kind: "quantiles", quantiles: [], rows: 0 },
        },
      },
    ],
  }),
  ({ column, method }, share, ...others) =>
    exactQuantile.spec({ column, share, ...(method !== undefined && { method }) }, ...others),
);
