import { countResult } from "../../aggregate/aggregate-result.js";
import { defineMetric } from "../../definition/define-metric.js";
import { valueOutcome } from "../../definition/metric-outcome.js";
import { columnField, edgesField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { all, col } from "../../row/builders.js";
import { plainColumn } from "../../row/plain-expression.js";
import type { RowExpression } from "../../row/row-expression.js";
import { fieldsCodec, type MergeableStateDefinition } from "../../state/state.js";
import { requireDouble, requireList } from "../../state/state-field.js";
import { binCounts, binsDetail } from "./bin-counts.js";

/** The parameters of {@link edgeHistogram}. */
export interface EdgeHistogramParameters {
  readonly column: string;
  /** Ascending. */
  readonly edges: readonly number[];
}

/** How many values are in each bin, and how many rows are in none. */
interface EdgeState {
  /** Those of the bins; none for the state of nothing. */
  readonly counts: readonly number[];
  readonly below: number;
  readonly above: number;
  readonly nulls: number;
  readonly nonFinite: number;
}

const state: MergeableStateDefinition<EdgeState> = {
  identity: { counts: [], below: 0, above: 0, nulls: 0, nonFinite: 0 },
  merge: (a, b) => ({
    counts: (a.counts.length > 0 ? a : b).counts.map(
      (_, index) => (a.counts[index] ?? 0) + (b.counts[index] ?? 0),
    ),
    below: a.below + b.below,
    above: a.above + b.above,
    nulls: a.nulls + b.nulls,
    nonFinite: a.nonFinite + b.nonFinite,
  }),
  ...fieldsCodec<EdgeState>(
    1,
    ({ counts, below, above, nulls, nonFinite }) => [[...counts], below, above, nulls, nonFinite],
    (fields) => {
      const list = requireList(fields, 0);
      return {
        counts: list.map((_, index) => requireDouble(list, index)),
        below: requireDouble(fields, 1),
        above: requireDouble(fields, 2),
        nulls: requireDouble(fields, 3),
        nonFinite: requireDouble(fields, 4),
      };
    },
  ),
};

/** How many values of a column lie between given edges. */
export const edgeHistogram = defineMetric({
  type: "edgeHistogram",
  summary:
    "The number of values from the first to the last of some edges, both included; those of each bin are in the detail, from an edge on and below the next, and beside them the rows outside, nulls and values that are not finite. The states of parts merge.",
  arguments: ["column", "edges"],
  parameters: { column: columnField, edges: edgesField },
  display: ({ column, edges }: EdgeHistogramParameters) => [showName(column), `[${edges.join(", ")}]`],
  measurement({ column, edges }) {
    const [of, value] = [plainColumn(column), col(column)];
    const literals = edges.map((edge): RowExpression => ({ kind: "literal", value: edge }));
    const [first, last] = [edges[0] ?? 0, edges.at(-1) ?? 0];
    return {
      kind: "scan",
      aggregates: [
        { kind: "countIf", predicate: all(value.isFinite(), value.isLt(first)) },
        { kind: "countIf", predicate: all(value.isFinite(), value.isGt(last)) },
        { kind: "rows" },
        { kind: "nonNull", of },
        { kind: "nonFinite", of },
        ...binCounts(column, literals),
      ],
      stateOf: (results) => ({
        counts: results.slice(5).map((_, index) => countResult(results, 5 + index)),
        below: countResult(results, 0),
        above: countResult(results, 1),
        nulls: countResult(results, 2) - countResult(results, 3),
        nonFinite: countResult(results, 4),
      }),
    };
  },
  counts: true,
  state,
  outcomeOf({ counts, ...outside }, { edges }) {
    const outcome = valueOutcome(counts.reduce((sum, rows) => sum + rows, 0));
    return outcome.kind === "value" ? { ...outcome, detail: binsDetail(edges, counts, outside) } : outcome;
  },
  examples: [
    {
      title: "an edge belongs to the bin above it, the last one to the bin below",
      parameters: { column: "x", edges: [0, 10, 20] },
      columns: { x: "bigint" },
      rows: [[0n], [9n], [10n], [20n], [21n], [-1n], [null]],
      outcome: {
        kind: "value",
        value: 4,
        warnings: [],
        detail: {
          kind: "bins",
          bins: [
            { from: 0, to: 10, rows: 2 },
            { from: 10, to: 20, rows: 2 },
          ],
          below: 1,
          above: 1,
          nulls: 1,
          nonFinite: 0,
        },
      },
    },
    {
      title: "NaN and infinities are in no bin",
      parameters: { column: "x", edges: [-0.5, 0.5] },
      columns: { x: "double" },
      rows: [[0.5], [Number.NaN], [Number.POSITIVE_INFINITY], [Number.NEGATIVE_INFINITY]],
      outcome: {
        kind: "value",
        value: 1,
        warnings: [],
        detail: {
          kind: "bins",
          bins: [{ from: -0.5, to: 0.5, rows: 1 }],
          below: 0,
          above: 0,
          nulls: 0,
          nonFinite: 3,
        },
      },
    },
    {
      title: "decimals by their digits",
      parameters: { column: "x", edges: [0.1, 0.3] },
      columns: { x: "decimal(38,10)" },
      rows: [["0.1"], ["0.3"], ["0.3000000001"]],
      outcome: {
        kind: "value",
        value: 2,
        warnings: [],
        detail: {
          kind: "bins",
          bins: [{ from: 0.1, to: 0.3, rows: 2 }],
          below: 0,
          above: 1,
          nulls: 0,
          nonFinite: 0,
        },
      },
    },
    {
      title: "nulls only",
      parameters: { column: "x", edges: [0, 1] },
      columns: { x: "bigint" },
      rows: [[null]],
      outcome: {
        kind: "value",
        value: 0,
        warnings: [],
        detail: {
          kind: "bins",
          bins: [{ from: 0, to: 1, rows: 0 }],
          below: 0,
          above: 0,
          nulls: 1,
          nonFinite: 0,
        },
      },
    },
  ],
});
