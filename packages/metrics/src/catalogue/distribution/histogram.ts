import { defineMetric } from "../../definition/define-metric.js";
import { valueOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { withShares } from "../../definition/shares-spec.js";
import { showName } from "../../definition/show-name.js";
import { distributionDetail } from "./distribution-detail.js";
import {
  binLimitField,
  DEFAULT_LIMIT,
  distributionMeasurement,
  type HistogramParameters,
  nullBinsField,
  showNullBins,
  unknownDistribution,
} from "./distribution-measurement.js";
import { distributionState } from "./distribution-state.js";
import { histogramShare } from "./histogram-share.js";

/** The values of a column, and how many rows have each. */
export const histogram = withShares(
  defineMetric({
    type: "histogram",
    summary:
      'The number of distinct values, null being one; with `nulls: "ignore"` rows with a null are left out. The rows of each value are in the detail. Values beyond the limit share one bin.',
    arguments: ["column"],
    parameters: { column: columnField, limit: binLimitField, nulls: nullBinsField },
    display: ({ column, limit = DEFAULT_LIMIT, nulls }: HistogramParameters) => [
      showName(column),
      ...(limit === DEFAULT_LIMIT ? [] : [`limit ${limit}`]),
      ...showNullBins(nulls),
    ],
    measurement: distributionMeasurement,
    counts: true,
    state: distributionState,
    outcomeOf(state, { limit = DEFAULT_LIMIT }) {
      const { bins, other } = state;
      const outcome = unknownDistribution(state) ?? valueOutcome(bins.length + other.values);
      if (outcome.kind !== "value") return outcome;
      return { ...outcome, detail: distributionDetail(state, limit) };
    },
    examples: [
      {
        title: "null is a bin of its own",
        parameters: { column: "x" },
        columns: { x: "text" },
        rows: [["paid"], [null], ["open"], ["paid"], ["paid"], [null]],
        outcome: {
          kind: "value",
          value: 3,
          warnings: [],
          detail: {
            kind: "distribution",
            bins: [
              { value: "paid", rows: 3 },
              { value: null, rows: 2 },
              { value: "open", rows: 1 },
            ],
            other: { values: 0, rows: 0 },
            rows: 6,
          },
        },
      },
      {
        title: "nulls are left out",
        parameters: { column: "x", nulls: "ignore" },
        columns: { x: "text" },
        rows: [["paid"], [null], ["open"], ["paid"], [null]],
        outcome: {
          kind: "value",
          value: 2,
          warnings: [],
          detail: {
            kind: "distribution",
            bins: [
              { value: "paid", rows: 2 },
              { value: "open", rows: 1 },
            ],
            other: { values: 0, rows: 0 },
            rows: 3,
          },
        },
      },
      {
        title: "values beyond the limit share one bin",
        parameters: { column: "x", limit: 1 },
        columns: { x: "bigint" },
        rows: [[1n], [2n], [2n], [3n], [2n]],
        outcome: {
          kind: "value",
          value: 3,
          warnings: [],
          detail: {
            kind: "distribution",
            bins: [{ value: 2, rows: 3 }],
            other: { values: 2, rows: 2 },
            rows: 5,
          },
        },
      },
      {
        title: "no rows",
        parameters: { column: "x" },
        columns: { x: "boolean" },
        rows: [],
        outcome: {
          kind: "value",
          value: 0,
          warnings: [],
          detail: { kind: "distribution", bins: [], other: { values: 0, rows: 0 }, rows: 0 },
        },
      },
    ],
  }),
  ({ column, limit, nulls }, value, ...others) =>
    histogramShare.spec(
      { column, value, ...(limit !== undefined && { limit }), ...(nulls !== undefined && { nulls }) },
      ...others,
    ),
);
