import { defineCount } from "../../definition/define-count.js";
import { predicateField } from "../../definition/row-fields.js";
import { col } from "../../row/builders.js";
import type { Predicate } from "../../row/predicate.js";
import { showPredicate } from "../../row/show-row.js";
import type { CountState, countState } from "../../state/count-state.js";
import { countOf } from "./count-of.js";

/** The parameters of {@link countIf}. */
export interface CountIfParameters {
  readonly predicate: Predicate;
}

/** How many rows there are for which a predicate is true. */
export const countIf = defineCount<CountIfParameters, CountState, typeof countState, readonly ["predicate"]>({
  type: "countIf",
  summary:
    "The number of rows for which a predicate is true. Its ratio is over the rows for which it is true or false; it is unknown where a value is null that it looks at.",
  arguments: ["predicate"],
  parameters: { predicate: predicateField },
  display: ({ predicate }) => [showPredicate(predicate)],
  ...countOf(({ predicate }) => predicate),
  examples: [
    {
      title: "two columns compared; a row with a null is not tested, NaN is",
      parameters: { predicate: col("x").isGt(col("y")) },
      columns: { x: "double", y: "double" },
      rows: [
        [2, 1],
        [1, 2],
        [null, 1],
        [1, null],
        [Number.NaN, 1],
        [Number.POSITIVE_INFINITY, 1],
      ],
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 0.5,
    },
    {
      title: "nulls can be asked for, and are tested then",
      parameters: { predicate: col("x").isNull() },
      columns: { x: "text" },
      rows: [["a"], [null], [null], [""]],
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 0.5,
    },
    {
      title: "one row, a whole number past 2^53",
      parameters: { predicate: col("x").isGt(9007199254740992n) },
      columns: { x: "bigint" },
      rows: [[9007199254740993n]],
      outcome: { kind: "value", value: 1, warnings: [] },
      ratio: 1,
    },
    {
      title: "all equal decimals",
      parameters: { predicate: col("x").isGeq(1.5) },
      columns: { x: "decimal(38,10)" },
      rows: [["1.5000000000"], ["1.5000000000"]],
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 1,
    },
    {
      title: "no rows",
      parameters: { predicate: col("x").isGt(0) },
      columns: { x: "integer" },
      rows: [],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: null,
    },
  ],
});
