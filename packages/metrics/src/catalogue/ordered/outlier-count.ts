import type { Aggregate } from "../../aggregate/aggregate.js";
import { countResult, numberResult } from "../../aggregate/aggregate-result.js";
import { defineCount } from "../../definition/define-count.js";
import { resultColumn } from "../../definition/measurement.js";
import { emptyOutcome, valueOutcome } from "../../definition/metric-outcome.js";
import { choiceField, columnField, positiveNumberField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { all, any, col } from "../../row/builders.js";
import { plainCall, plainColumn } from "../../row/plain-expression.js";
import type { Predicate } from "../../row/predicate.js";
import type { RowExpression } from "../../row/row-expression.js";
import { toDouble } from "../../state/exact-number.js";
import { fieldsCodec, type StateDefinition } from "../../state/state.js";
import { requireDouble } from "../../state/state-field.js";
import { finiteValues } from "./order-statistics.js";
import { atLeastField, DEFAULT_AT_LEAST } from "./outlier-fields.js";

/** How outliers are told. */
export type OutlierMethod = "iqr" | "zscore" | "mad";

/** The parameters of {@link outlierCount}. */
export interface OutlierParameters {
  readonly column: string;
  /** `iqr` by default. */
  readonly method?: OutlierMethod;
  /** How far is too far: 1.5 interquartile ranges, 3 standard deviations, or a modified z-score of 3.5 by default. */
  readonly k?: number | undefined;
  /** The smallest number of values that outliers are told among; 12 by default. */
  readonly atLeast?: number;
}

/** How many finite values there are, how many are outliers, and whether the values spread at all. */
interface OutlierState {
  readonly count: number;
  readonly outliers: number;
  /** The measure of spread; 0 when too many values are equal. */
  readonly spread: number;
}

// The bounds of the whole are not known to any part of it.
const state: StateDefinition<OutlierState> = {
  identity: { count: 0, outliers: 0, spread: 0 },
  ...fieldsCodec<OutlierState>(
    1,
    ({ count, outliers, spread }) => [count, outliers, spread],
    (fields) => ({
      count: requireDouble(fields, 0),
      outliers: requireDouble(fields, 1),
      spread: requireDouble(fields, 2),
    }),
  ),
};

/** The rows whose value is far from the others of the same column. */
export const outlierCount = defineCount({
  type: "outlierCount",
  summary:
    "The number of finite values that are outliers among those of the same rows. `iqr`: more than k = 1.5 interquartile ranges below the first or above the third quartile (Tukey, 1977). `zscore`: more than k = 3 sample standard deviations from the mean. `mad`: a modified z-score 0.6745 · |x - median| / MAD above k = 3.5 (Iglewicz and Hoaglin, 1993). The bounds are computed in doubles. No value for fewer than `atLeast` values, nor by `mad` when more than half of the values are equal and others are not.",
  arguments: ["column"],
  parameters: {
    column: columnField,
    method: choiceField(["iqr", "zscore", "mad"], "iqr"),
    k: positiveNumberField,
    atLeast: atLeastField,
  },
  display: ({ column, method = "iqr", k, atLeast = DEFAULT_AT_LEAST }: OutlierParameters) => [
    showName(column),
    method,
    ...(k === undefined ? [] : [`k ${k}`]),
    ...(atLeast === DEFAULT_AT_LEAST ? [] : [`at least ${atLeast}`]),
  ],
  measurement({ column, method = "iqr", k }) {
    const { before, isOutlier, spread } = rules[method](column, k);
    return {
      kind: "passes",
      before,
      aggregates: [
        finiteValues(plainColumn(column)),
        { kind: "countIf", predicate: all(col(column).isFinite(), isOutlier) },
        { kind: "maximum", of: spread },
      ],
      stateOf: (results) => ({
        count: countResult(results, 0),
        outliers: countResult(results, 1),
        spread: toDouble(numberResult(results, 2) ?? 0).value,
      }),
    };
  },
  state,
  outcomeOf({ count, outliers, spread }, { method, atLeast = DEFAULT_AT_LEAST }) {
    if (count < atLeast) return emptyOutcome(`too few rows: ${count} with a finite value, of ${atLeast}`);
    if (method === "mad" && spread === 0 && outliers > 0) {
      return emptyOutcome("more than half of the values are equal, so that their median deviation is 0");
    }
    // Equal values are no outliers, however their mean is rounded.
    return valueOutcome(spread === 0 && method === "zscore" ? 0 : outliers);
  },
  tested: ({ column }) => finiteValues(plainColumn(column)),
  examples: [
    {
      title: "beyond the fences of Tukey",
      parameters: { column: "x", atLeast: 5 },
      columns: { x: "bigint" },
      rows: [[1n], [2n], [3n], [4n], [100n], [null]],
      outcome: { kind: "value", value: 1, warnings: [] },
      ratio: 0.2,
    },
    {
      title: "on the fence is not beyond it",
      parameters: { column: "x", atLeast: 1 },
      columns: { x: "bigint" },
      rows: [[1n], [2n], [3n], [4n], [7n]],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: 0,
    },
    {
      title: "by the modified z-score; infinities are no values",
      parameters: { column: "x", method: "mad", atLeast: 5 },
      columns: { x: "double" },
      rows: [[1], [2], [3], [4], [-50], [Number.POSITIVE_INFINITY], [Number.NaN]],
      outcome: { kind: "value", value: 1, warnings: [] },
      ratio: 0.2,
    },
    {
      title: "by the modified z-score, where more than half are equal",
      parameters: { column: "x", method: "mad", atLeast: 3 },
      columns: { x: "bigint" },
      rows: [[1n], [1n], [1n], [9n]],
      outcome: {
        kind: "empty",
        reason: "more than half of the values are equal, so that their median deviation is 0",
      },
    },
    {
      title: "by the z-score, all equal",
      parameters: { column: "x", method: "zscore", atLeast: 2 },
      columns: { x: "decimal(38,10)" },
      rows: [["0.1"], ["0.1"], ["0.1"]],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: 0,
    },
    {
      title: "by the z-score, of big numbers",
      parameters: { column: "x", method: "zscore", k: 2 },
      columns: { x: "bigint" },
      rows: [...Array.from({ length: 12 }, (_, index) => [9007199254740000n + BigInt(index)]), [0n]],
      outcome: { kind: "value", value: 1, warnings: [] },
      ratio: 1 / 13,
    },
    {
      title: "too few rows",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [[1], [2], [300]],
      outcome: { kind: "empty", reason: "too few rows: 3 with a finite value, of 12" },
    },
    {
      title: "nulls only",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [[null]],
      outcome: { kind: "empty", reason: "too few rows: 0 with a finite value, of 12" },
    },
  ],
});

/** How a method tells outliers. */
interface OutlierRule {
  readonly before: readonly (readonly Aggregate[])[];
  readonly isOutlier: Predicate;
  /** The measure of spread, the same for all rows. */
  readonly spread: RowExpression;
}

const rules: Readonly<Record<OutlierMethod, (column: string, k?: number) => OutlierRule>> = {
  iqr(column, k = 1.5) {
    const of = plainColumn(column);
    const [low, high] = [resultColumn(0), resultColumn(1)];
    const range = plainCall("sub", high, low);
    const reach = plainCall("mul", range, k);
    return {
      before: [[quantile(of, 0.25), quantile(of, 0.75)]],
      isOutlier: any(greater(plainCall("sub", low, reach), of), greater(of, plainCall("add", high, reach))),
      spread: range,
    };
  },
  mad(column, k = 3.5) {
    const of = plainColumn(column);
    const distance = plainCall("abs", plainCall("sub", of, resultColumn(0)));
    const deviation = resultColumn(1);
    return {
      before: [[quantile(of, 0.5)], [quantile(distance, 0.5)]],
      isOutlier: greater(plainCall("mul", distance, 0.6745), plainCall("mul", deviation, k)),
      spread: deviation,
    };
  },
  // Squared, since the variance is at hand: (x - mean)² > k² · s².
  zscore(column, k = 3) {
    const double = plainCall("div", plainColumn(column), 1);
    const [sum, population, count] = [resultColumn(0), resultColumn(1), resultColumn(2)];
    const distance = plainCall("sub", double, plainCall("div", sum, count));
    const sample = plainCall("div", plainCall("mul", population, count), plainCall("sub", count, 1));
    return {
      before: [
        [
          { kind: "sum", of: double },
          { kind: "populationVariance", of: double },
          finiteValues(plainColumn(column)),
        ],
      ],
      isOutlier: greater(plainCall("mul", distance, distance), plainCall("mul", sample, k * k)),
      spread: population,
    };
  },
};

function quantile(of: RowExpression, at: number): Aggregate {
  return { kind: "quantile", of, at, method: "continuous" };
}

function greater(left: RowExpression, right: RowExpression): Predicate {
  return { kind: "compare", operator: "gt", left, right };
}
