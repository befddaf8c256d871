import { countResult } from "../../aggregate/aggregate-result.js";
import { defineCount } from "../../definition/define-count.js";
import { resultColumn } from "../../definition/measurement.js";
import { valueOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { not } from "../../row/builders.js";
import { plainColumn } from "../../row/plain-expression.js";
import { distinctState } from "../../state/distinct-state.js";
import { strictField } from "./strict-field.js";

/** The parameters of {@link monotonicityViolations}. */
export interface MonotonicityParameters {
  readonly column: string;
  /** The column that the rows are ordered by. */
  readonly orderBy: string;
  /** Whether equal neighbours are violations, too; false by default. */
  readonly strict?: boolean | undefined;
}

/** How often the values of a column fall in an order of the rows. */
export const monotonicityViolations = defineCount({
  type: "monotonicityViolations",
  summary:
    "The number of rows whose value is less than that of the row before, by the order of another column; `strict` counts equal neighbours, too. Among rows of one place in the order the smaller value is first. Rows in which one of both columns is null, NaN or infinite are left out. The ratio is of the rows that have one before them.",
  arguments: ["column"],
  parameters: {
    column: columnField,
    orderBy: columnField,
    strict: strictField,
  },
  display: ({ column, orderBy, strict }: MonotonicityParameters) => [
    showName(column),
    `by ${showName(orderBy)}`,
    ...(strict === true ? ["strict"] : []),
  ],
  measurement({ column, orderBy, strict }) {
    const [of, previous] = [plainColumn(column), resultColumn(0)];
    return {
      kind: "sequence",
      by: [],
      orderBy: [plainColumn(orderBy), of],
      windows: [{ kind: "previous", of }],
      aggregates: [
        {
          kind: "countIf",
          predicate: { kind: "compare", operator: strict === true ? "leq" : "lt", left: of, right: previous },
        },
      ],
      stateOf: (results) => ({ count: countResult(results, 0) }),
    };
  },
  // The neighbours of two parts are in neither.
  state: distinctState,
  outcomeOf: ({ count }) => valueOutcome(count),
  tested: () => ({ kind: "rows", where: not({ kind: "isNull", of: resultColumn(0) }) }),
  examples: [
    {
      title: "the value falls once; equal neighbours are allowed",
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
      outcome: { kind: "value", value: 1, warnings: [] },
      ratio: 1 / 3,
    },
    {
      title: "strictly",
      parameters: { column: "x", orderBy: "t", strict: true },
      columns: { x: "double", t: "bigint" },
      rows: [
        [0.5, 1n],
        [Number.NaN, 2n],
        [0.5, 3n],
        [0.75, 4n],
      ],
      outcome: { kind: "value", value: 1, warnings: [] },
      ratio: 0.5,
    },
    {
      title: "nulls only",
      parameters: { column: "x", orderBy: "t" },
      columns: { x: "decimal(38,10)", t: "bigint" },
      rows: [[null, null]],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: null,
    },
  ],
});
