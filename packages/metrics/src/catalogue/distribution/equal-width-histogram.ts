import { countResult, numberResult } from "../../aggregate/aggregate-result.js";
import { defineMetric } from "../../definition/define-metric.js";
import { resultColumn } from "../../definition/measurement.js";
import { valueOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { plainCall, plainColumn } from "../../row/plain-expression.js";
import type { RowExpression } from "../../row/row-expression.js";
import { toDouble } from "../../state/exact-number.js";
import { fieldsCodec, type StateDefinition } from "../../state/state.js";
import { requireDouble, requireList } from "../../state/state-field.js";
import { finiteValues } from "../ordered/order-statistics.js";
import { binCounts, binsDetail } from "./bin-counts.js";
import { binsField } from "./bins-field.js";

/** The range of the finite values, and how many are in each bin. */
interface EqualWidthState {
  readonly count: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly counts: readonly number[];
  readonly nulls: number;
  readonly nonFinite: number;
}

// The range of the whole is not known to any part of it.
const state: StateDefinition<EqualWidthState> = {
  identity: { count: 0, minimum: 0, maximum: 0, counts: [], nulls: 0, nonFinite: 0 },
  ...fieldsCodec<EqualWidthState>(
    1,
    ({ count, minimum, maximum, counts, nulls, nonFinite }) => [
      count,
      minimum,
      maximum,
      [...counts],
      nulls,
      nonFinite,
    ],
    (fields) => {
      const list = requireList(fields, 3);
      return {
        count: requireDouble(fields, 0),
        minimum: requireDouble(fields, 1),
        maximum: requireDouble(fields, 2),
        counts: list.map((_, index) => requireDouble(list, index)),
        nulls: requireDouble(fields, 4),
        nonFinite: requireDouble(fields, 5),
      };
    },
  ),
};

/** The values of a column in bins of one width between the smallest and the largest value. */
export const equalWidthHistogram = defineMetric({
  type: "equalWidthHistogram",
  summary:
    "The number of finite values; how many there are in each of some bins of one width, from the smallest value to the largest, is in the detail, and beside them nulls and values that are not finite. Bins are computed in doubles, and are one when all values are equal.",
  arguments: ["column", "bins"],
  parameters: { column: columnField, bins: binsField },
  display: ({ column, bins }) => [showName(column), String(bins)],
  measurement({ column, bins }) {
    const of = plainColumn(column);
    return {
      kind: "passes",
      before: [
        [
          { kind: "minimum", of },
          { kind: "maximum", of },
        ],
      ],
      aggregates: [
        finiteValues(plainColumn(column)),
        { kind: "minimum", of },
        { kind: "maximum", of },
        { kind: "rows" },
        { kind: "nonNull", of },
        { kind: "nonFinite", of },
        ...binCounts(column, edgesOf(bins)),
      ],
      stateOf: (results) => ({
        count: countResult(results, 0),
        minimum: toDouble(numberResult(results, 1) ?? 0).value,
        maximum: toDouble(numberResult(results, 2) ?? 0).value,
        nulls: countResult(results, 3) - countResult(results, 4),
        nonFinite: countResult(results, 5),
        counts: results.slice(6).map((_, index) => countResult(results, 6 + index)),
      }),
    };
  },
  counts: true,
  state,
  outcomeOf({ count, minimum, maximum, counts, nulls, nonFinite }, { bins }) {
    const outcome = valueOutcome(count);
    if (outcome.kind !== "value") return outcome;
    const outside = { below: 0, above: 0, nulls, nonFinite };
    if (count === 0) return { ...outcome, detail: binsDetail([], [], outside) };
    if (minimum === maximum) {
      return { ...outcome, detail: binsDetail([minimum, maximum], [count], outside) };
    }
    const edges = Array.from({ length: bins + 1 }, (_, index) =>
      index === bins ? maximum : minimum + (maximum - minimum) * (index / bins),
    );
    return { ...outcome, detail: binsDetail(edges, counts, outside) };
  },
  examples: [
    {
      title: "four values in two bins",
      parameters: { column: "x", bins: 2 },
      columns: { x: "bigint" },
      rows: [[0n], [4n], [5n], [10n], [null]],
      outcome: {
        kind: "value",
        value: 4,
        warnings: [],
        detail: {
          kind: "bins",
          bins: [
            { from: 0, to: 5, rows: 2 },
            { from: 5, to: 10, rows: 2 },
          ],
          below: 0,
          above: 0,
          nulls: 1,
          nonFinite: 0,
        },
      },
    },
    {
      title: "all equal",
      parameters: { column: "x", bins: 4 },
      columns: { x: "double" },
      rows: [[1.5], [1.5], [Number.NaN]],
      outcome: {
        kind: "value",
        value: 2,
        warnings: [],
        detail: {
          kind: "bins",
          bins: [{ from: 1.5, to: 1.5, rows: 2 }],
          below: 0,
          above: 0,
          nulls: 0,
          nonFinite: 1,
        },
      },
    },
    {
      title: "no rows",
      parameters: { column: "x", bins: 2 },
      columns: { x: "decimal(38,10)" },
      rows: [],
      outcome: {
        kind: "value",
        value: 0,
        warnings: [],
        detail: { kind: "bins", bins: [], below: 0, above: 0, nulls: 0, nonFinite: 0 },
      },
    },
  ],
});

// The first and the last edge are values of the column, so that rounding leaves no value out.
function edgesOf(bins: number): readonly RowExpression[] {
  const [low, high] = [resultColumn(0), resultColumn(1)];
  const width = plainCall("sub", plainCall("div", high, 1), plainCall("div", low, 1));
  const inner = Array.from({ length: bins - 1 }, (_, index) =>
    plainCall("add", plainCall("div", low, 1), plainCall("mul", width, (index + 1) / bins)),
  );
  return [low, ...inner, high];
}
