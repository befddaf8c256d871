import { countResult } from "../../aggregate/aggregate-result.js";
import { defineMetric } from "../../definition/define-metric.js";
import { resultColumn } from "../../definition/measurement.js";
import { shareOutcome } from "../../definition/metric-outcome.js";
import { columnField, keyColumnsField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { plainColumn } from "../../row/plain-expression.js";
import type { StateDefinition } from "../../state/state.js";
import { type ShareState, shareState } from "../counts/share-of.js";
import { strictField } from "./strict-field.js";

/** The parameters of {@link monotonicity}. */
export interface MonotonicityShareParameters {
  readonly column: string;
  /** The column that the rows are ordered by. */
  readonly orderBy: string;
  /** The columns that make a sequence of its own where they are equal; one sequence by default. */
  readonly per?: readonly string[];
  /** Whether equal neighbours are violations, too; false by default. */
  readonly strict?: boolean | undefined;
}

// The neighbours of two parts are in neither.
const { merge: _, ...state } = shareState;

/** How much of a column never falls in an order of the rows. */
export const monotonicity = defineMetric<
  MonotonicityShareParameters,
  ShareState,
  StateDefinition<ShareState>,
  readonly ["column"]
>({
  type: "monotonicity",
  summary:
    "The share of the rows whose value is not less than that of the row before, by the order of another column; with `strict`, that is greater. Rows are compared with the row before that has equal values in the columns `per`, in which NULL equals NULL. Among rows of one place in the order the smaller value is first. Rows in which the value or its place is null, NaN or infinite are left out, and the first row of a sequence is not tested. No value when no row is tested.",
  arguments: ["column"],
  parameters: { column: columnField, orderBy: columnField, per: keyColumnsField, strict: strictField },
  display: ({ column, orderBy, per = [], strict }) => [
    showName(column),
    `by ${showName(orderBy)}`,
    ...(per.length === 0 ? [] : [`per ${per.map(showName).join(", ")}`]),
    ...(strict === true ? ["strict"] : []),
  ],
  measurement({ column, orderBy, per = [], strict }) {
    const [of, previous] = [plainColumn(column), resultColumn(0)];
    const operator = strict === true ? "gt" : "geq";
    return {
      kind: "sequence",
      by: per.map(plainColumn),
      orderBy: [plainColumn(orderBy), of],
      windows: [{ kind: "previous", of }],
      aggregates: [
        { kind: "countIf", predicate: { kind: "compare", operator, left: of, right: previous } },
        { kind: "nonNull", of: previous },
      ],
      stateOf: (results) => ({ counted: countResult(results, 0), tested: countResult(results, 1) }),
    };
  },
  state,
  outcomeOf: ({ counted, tested }) => shareOutcome(counted, tested, "no row has another one before it"),
  examples: [
    {
      title: "the value falls once in three steps; equal neighbours are allowed",
      parameters: { column: "x", orderBy: "t" },
      columns: { x: "bigint", t: "date" },
      rows: [
        [1n, "2024-02-28"],
        [9007199254740993n, "2024-03-01"],
        [9007199254740993n, "2024-02-29"],
        [9007199254740992n, "2024-03-02"],
        [null, "2024-03-03"],
        [0n, null],
      ],
      outcome: {
        kind: "value",
        value: 2 / 3,
        warnings: [],
        detail: { kind: "share", counted: 2, tested: 3 },
      },
    },
    {
      title: "strictly, per key",
      parameters: { column: "x", orderBy: "t", per: ["k"], strict: true },
      columns: { k: "text", x: "double", t: "bigint" },
      rows: [
        ["a", 0.5, 1n],
        ["b", 9, 2n],
        ["a", Number.NaN, 3n],
        ["a", 0.5, 4n],
        ["a", 0.75, 5n],
        [null, 3, 6n],
        [null, 4, 7n],
      ],
      outcome: {
        kind: "value",
        value: 2 / 3,
        warnings: [],
        detail: { kind: "share", counted: 2, tested: 3 },
      },
    },
    {
      title: "one row",
      parameters: { column: "x", orderBy: "t" },
      columns: { x: "decimal(38,10)", t: "bigint" },
      rows: [["1.0000000000", 1n]],
      outcome: { kind: "empty", reason: "no row has another one before it" },
    },
    {
      title: "nulls only",
      parameters: { column: "x", orderBy: "t" },
      columns: { x: "timestamp", t: "bigint" },
      rows: [[null, null]],
      outcome: { kind: "empty", reason: "no row has another one before it" },
    },
    {
      title: "no rows",
      parameters: { column: "x", orderBy: "t" },
      columns: { x: "double", t: "timestamp" },
      rows: [],
      outcome: { kind: "empty", reason: "no row has another one before it" },
    },
  ],
});
