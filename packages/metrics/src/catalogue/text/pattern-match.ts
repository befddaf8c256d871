import { defineCount } from "../../definition/define-count.js";
import { columnField } from "../../definition/parameter-field.js";
import { type PatternParameter, patternField, patternText } from "../../definition/row-fields.js";
import { showName } from "../../definition/show-name.js";
import type { Predicate } from "../../row/predicate.js";
import type { CountState, countState } from "../../state/count-state.js";
import { countOf } from "../counts/count-of.js";

/** The parameters of {@link patternMatch}. */
export interface PatternMatchParameters {
  readonly column: string;
  readonly pattern: PatternParameter;
}

/** How many texts of a column a regular expression is found in. */
export const patternMatch = defineCount<
  PatternMatchParameters,
  CountState,
  typeof countState,
  readonly ["column", "pattern"]
>({
  type: "patternMatch",
  summary:
    "The number of texts in which a regular expression matches somewhere: anchor it with ^ and $ for the whole text. It means what it means in JavaScript with the flag u. Nulls are not tested. Its ratio is over the texts that are not null.",
  arguments: ["column", "pattern"],
  parameters: { column: columnField, pattern: patternField },
  display({ column, pattern }) {
    const { pattern: source, flags = "" } = patternText(pattern, "patternMatch");
    return [showName(column), `${String(new RegExp(source, "u")).replace(/u$/, "")}${flags}`];
  },
  ...countOf(
    ({ column, pattern }): Predicate => ({
      kind: "matches",
      of: { kind: "column", name: column },
      ...patternText(pattern, "patternMatch"),
    }),
  ),
  examples: [
    {
      title: "found anywhere",
      parameters: { column: "x", pattern: "[0-9]{2}" },
      columns: { x: "text" },
      rows: [["a12b"], ["1"], ["12"], [""], [null]],
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 0.5,
    },
    {
      title: "anchored, whatever the case; a line end before the end is not the end",
      parameters: { column: "x", pattern: { pattern: "^ab$", flags: "i" } },
      columns: { x: "text" },
      rows: [["ab"], ["AB"], ["ab\n"], ["xab"]],
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 0.5,
    },
    {
      title: "one row",
      parameters: { column: "x", pattern: "." },
      columns: { x: "text" },
      rows: [["🎉"]],
      outcome: { kind: "value", value: 1, warnings: [] },
      ratio: 1,
    },
    {
      title: "nulls only",
      parameters: { column: "x", pattern: "a" },
      columns: { x: "text" },
      rows: [[null]],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: null,
    },
    {
      title: "no rows",
      parameters: { column: "x", pattern: "a" },
      columns: { x: "text" },
      rows: [],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: null,
    },
  ],
});
