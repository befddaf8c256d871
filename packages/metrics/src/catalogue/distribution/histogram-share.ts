import { defineMetric } from "../../definition/define-metric.js";
import { emptyOutcome, failedOutcome, valueOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { type MetricLiteral, showLiteral } from "../../row/metric-literal.js";
import { divideExact } from "../../state/exact-number.js";
import { isBinValue } from "./bin-value.js";
import {
  binLimitField,
  binValueField,
  DEFAULT_LIMIT,
  distributionMeasurement,
  type HistogramParameters,
  nullBinsField,
  showNullBins,
  unknownDistribution,
} from "./distribution-measurement.js";
import { distributionState } from "./distribution-state.js";

/** The parameters of {@link histogramShare}. */
export interface HistogramShareParameters extends HistogramParameters {
  /** The value whose share is wanted; null for the share of nulls. */
  readonly value: MetricLiteral | null;
}

/** The share of a histogram's rows that have one value. It is read from the state of the histogram. */
export const histogramShare = defineMetric({
  type: "histogramShare",
  summary:
    'The share of rows that have a value, nulls in the total, from 0 to 1; with `nulls: "ignore"` of the rows without a null. No value for an empty input, nor for a value beyond the histogram\'s limit.',
  arguments: ["column", "value"],
  parameters: {
    column: columnField,
    value: binValueField,
    limit: binLimitField,
    nulls: nullBinsField,
  },
  display: ({ column, value, limit = DEFAULT_LIMIT, nulls }: HistogramShareParameters) => [
    showName(column),
    value === null ? "null" : showLiteral(value),
    ...(limit === DEFAULT_LIMIT ? [] : [`limit ${limit}`]),
    ...showNullBins(nulls),
  ],
  measurement: distributionMeasurement,
  state: distributionState,
  stateKey: ({ column, limit = DEFAULT_LIMIT, nulls }) => ({
    type: "histogram",
    parameters: { column, limit, nulls },
  }),
  outcomeOf(state, { value: wanted, limit = DEFAULT_LIMIT }) {
    const unknown = unknownDistribution(state);
    if (unknown !== undefined) return unknown;
    const { bins, other } = state;
    const rows = bins.reduce((sum, bin) => sum + bin.rows, other.rows);
    if (rows === 0) return emptyOutcome("no rows");
    const bin = bins.slice(0, limit).find(({ value }) => isBinValue(value, wanted));
    if (bin === undefined && (other.values > 0 || bins.length > limit)) {
      return failedOutcome(
        `${wanted === null ? "null" : showLiteral(wanted)} is none of the ${limit} most frequent values; give a larger limit`,
      );
    }
    return valueOutcome(divideExact(BigInt(bin?.rows ?? 0), rows));
  },
  examples: [
    {
      title: "of the rows without a null",
      parameters: { column: "x", value: "paid", nulls: "ignore" },
      columns: { x: "text" },
      rows: [["paid"], [null], ["open"], [null]],
      outcome: { kind: "value", value: 0.5, warnings: [] },
    },
    {
      title: "nothing but nulls, which are left out",
      parameters: { column: "x", value: null, nulls: "ignore" },
      columns: { x: "text" },
      rows: [[null], [null]],
      outcome: { kind: "empty", reason: "no rows" },
    },
    {
      title: "the share of a text, nulls in the total",
      parameters: { column: "x", value: "paid" },
      columns: { x: "text" },
      rows: [["paid"], [null], ["open"], ["paid"]],
      outcome: { kind: "value", value: 0.5, warnings: [] },
    },
    {
      title: "the share of nulls",
      parameters: { column: "x", value: null },
      columns: { x: "double" },
      rows: [[1], [null], [2], [3]],
      outcome: { kind: "value", value: 0.25, warnings: [] },
    },
    {
      title: "a decimal is found by its number",
      parameters: { column: "x", value: 1.5 },
      columns: { x: "decimal(38,10)" },
      rows: [["1.5"], ["1.25"]],
      outcome: { kind: "value", value: 0.5, warnings: [] },
    },
    {
      title: "a value that no row has",
      parameters: { column: "x", value: 7n },
      columns: { x: "bigint" },
      rows: [[1n], [2n]],
      outcome: { kind: "value", value: 0, warnings: [] },
    },
    {
      title: "no rows",
      parameters: { column: "x", value: "paid" },
      columns: { x: "text" },
      rows: [],
      outcome: { kind: "empty", reason: "no rows" },
    },
    {
      title: "a value beyond the limit",
      parameters: { column: "x", value: "b", limit: 1 },
      columns: { x: "text" },
      rows: [["a"], ["a"], ["b"]],
      outcome: {
        kind: "failed",
        reason: '"b" is none of the 1 most frequent values; give a larger limit',
      },
    },
  ],
});
