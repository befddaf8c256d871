import { defineMetric } from "../../definition/define-metric.js";
import { emptyOutcome, valueOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { withShares } from "../../definition/shares-spec.js";
import { showName } from "../../definition/show-name.js";
import { divideExact } from "../../state/exact-number.js";
import { distributionDetail } from "./distribution-detail.js";
import {
  binLimitField,
  DEFAULT_LIMIT,
  distributionMeasurement,
  type HistogramParameters,
  unknownDistribution,
} from "./distribution-measurement.js";
import { distributionState } from "./distribution-state.js";
import { histogramShare } from "./histogram-share.js";

/** The most frequent values of a column, and the share of the rows that they have. */
export const topValues = withShares(
  defineMetric({
    type: "topValues",
    summary:
      "The share of rows that have one of the most frequent values, as many as the limit, null being one, from 0 to 1; the values and their rows are in the detail. No value for an empty input.",
    arguments: ["column", "limit"],
    parameters: { column: columnField, limit: binLimitField },
    display: ({ column, limit = DEFAULT_LIMIT }: HistogramParameters) => [showName(column), String(limit)],
    measurement: distributionMeasurement,
    state: distributionState,
    stateKey: ({ column, limit = DEFAULT_LIMIT }) => ({ type: "histogram", parameters: { column, limit } }),
    outcomeOf(state, { limit = DEFAULT_LIMIT }) {
      const unknown = unknownDistribution(state);
      if (unknown !== undefined) return unknown;
      const detail = distributionDetail(state, limit);
      if (detail.rows === 0) return emptyOutcome("no rows");
      const outcome = valueOutcome(divideExact(BigInt(detail.rows - detail.other.rows), detail.rows));
      return outcome.kind === "value" ? { ...outcome, detail } : outcome;
    },
    examples: [
      {
        title: "the most frequent of three values",
        parameters: { column: "x", limit: 1 },
        columns: { x: "text" },
        rows: [["a"], ["b"], ["a"], [null]],
        outcome: {
          kind: "value",
          value: 0.5,
          warnings: [],
          detail: {
            kind: "distribution",
            bins: [{ value: "a", rows: 2 }],
            other: { values: 2, rows: 2 },
            rows: 4,
          },
        },
      },
      {
        title: "all equal",
        parameters: { column: "x", limit: 3 },
        columns: { x: "boolean" },
        rows: [[true], [true]],
        outcome: {
          kind: "value",
          value: 1,
          warnings: [],
          detail: {
            kind: "distribution",
            bins: [{ value: true, rows: 2 }],
            other: { values: 0, rows: 0 },
            rows: 2,
          },
        },
      },
      {
        title: "no rows",
        parameters: { column: "x", limit: 3 },
        columns: { x: "bigint" },
        rows: [],
        outcome: { kind: "empty", reason: "no rows" },
      },
    ],
  }),
  ({ column, limit }, value, ...others) =>
    histogramShare.spec({ column, value, ...(limit !== undefined && { limit }) }, ...others),
);
