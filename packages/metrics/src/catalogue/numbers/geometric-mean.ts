import { countResult, numberResult } from "../../aggregate/aggregate-result.js";
import { defineMetric } from "../../definition/define-metric.js";
import type { ScanMeasurement } from "../../definition/measurement.js";
import {
  computedOutcome,
  emptyOutcome,
  failedOutcome,
  nonFiniteOutcome,
} from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { col, ln } from "../../row/builders.js";
import { toDouble } from "../../state/exact-number.js";
import { fieldsCodec, type MergeableStateDefinition } from "../../state/state.js";
import { requireDouble } from "../../state/state-field.js";

/** How many values there are of each sign, and the sum of the logarithms of the positive ones. */
export interface GeometricMeanState {
  readonly count: number;
  readonly zeros: number;
  readonly negative: number;
  readonly nonFinite: number;
  readonly logarithms: number;
}

const state: MergeableStateDefinition<GeometricMeanState> = {
  identity: { count: 0, zeros: 0, negative: 0, nonFinite: 0, logarithms: 0 },
  merge: (a, b) => ({
    count: a.count + b.count,
    zeros: a.zeros + b.zeros,
    negative: a.negative + b.negative,
    nonFinite: a.nonFinite + b.nonFinite,
    logarithms: a.logarithms + b.logarithms,
  }),
  ...fieldsCodec<GeometricMeanState>(
    1,
    ({ count, zeros, negative, nonFinite, logarithms }) => [count, zeros, negative, nonFinite, logarithms],
    (fields) => ({
      count: requireDouble(fields, 0),
      zeros: requireDouble(fields, 1),
      negative: requireDouble(fields, 2),
      nonFinite: requireDouble(fields, 3),
      logarithms: requireDouble(fields, 4),
    }),
  ),
};

/** The geometric mean of a column's values: the n-th root of their product. */
export const geometricMean = defineMetric({
  type: "geometricMean",
  summary:
    "The n-th root of the product of the values that are not null, by the mean of their logarithms; 0 when one of them is 0. No value for an empty input, nor when one is negative, NaN or ±Infinity.",
  arguments: ["column"],
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  measurement({ column }): ScanMeasurement<GeometricMeanState> {
    const of = col(column);
    return {
      kind: "scan",
      aggregates: [
        { kind: "nonNull", of },
        { kind: "sum", of: ln(of) },
        { kind: "countIf", predicate: of.isEq(0) },
        { kind: "countIf", predicate: of.isLt(0) },
        { kind: "nonFinite", of },
      ],
      stateOf: (results) => ({
        count: countResult(results, 0),
        logarithms: toDouble(numberResult(results, 1) ?? 0).value,
        zeros: countResult(results, 2),
        negative: countResult(results, 3),
        nonFinite: countResult(results, 4),
      }),
    };
  },
  state,
  outcomeOf({ count, zeros, negative, nonFinite, logarithms }, { column }) {
    if (count === 0) return emptyOutcome("no rows with a value");
    if (nonFinite > 0) return nonFiniteOutcome(column, nonFinite);
    if (negative > 0) {
      return failedOutcome(
        `column '${column}' holds ${negative === 1 ? "1 negative value" : `${negative} negative values`}, of which there is no geometric mean`,
      );
    }
    return computedOutcome(zeros > 0 ? 0 : Math.exp(logarithms / count));
  },
  examples: [
    {
      title: "the cube root of 1 · 3 · 9",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [[1], [9], [null], [3]],
      outcome: { kind: "value", value: 3, warnings: [], arithmetic: "double" },
    },
    {
      title: "a zero makes it zero",
      parameters: { column: "x" },
      columns: { x: "integer" },
      rows: [[2n], [0n]],
      outcome: { kind: "value", value: 0, warnings: [], arithmetic: "double" },
    },
    {
      title: "whole numbers past 2^53",
      parameters: { column: "x" },
      columns: { x: "bigint" },
      rows: [[1152921504606846976n], [1n], [1n], [1n], [1n], [1n], [1n], [1n], [1n], [1n], [1n], [1n]],
      outcome: { kind: "value", value: 32, warnings: [], arithmetic: "double" },
    },
    {
      title: "decimals, all equal",
      parameters: { column: "x" },
      columns: { x: "decimal(38,10)" },
      rows: [["0.2500000000"], ["0.2500000000"]],
      outcome: { kind: "value", value: 0.25, warnings: [], arithmetic: "double" },
    },
    {
      title: "one row",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [[5]],
      outcome: { kind: "value", value: 5, warnings: [], arithmetic: "double" },
    },
    {
      title: "a negative value",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [[2], [-2]],
      outcome: {
        kind: "failed",
        reason: "column 'x' holds 1 negative value, of which there is no geometric mean",
      },
    },
    {
      title: "NaN and infinity",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [[2], [Number.NaN], [Number.POSITIVE_INFINITY]],
      outcome: {
        kind: "failed",
        reason: "column 'x' holds 2 values that are NaN or infinite; nanCount counts them",
      },
    },
    {
      title: "nulls only",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [[null]],
      outcome: { kind: "empty", reason: "no rows with a value" },
    },
    {
      title: "no rows",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [],
      outcome: { kind: "empty", reason: "no rows with a value" },
    },
  ],
});
