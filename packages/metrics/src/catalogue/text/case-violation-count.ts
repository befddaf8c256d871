import { defineCount } from "../../definition/define-count.js";
import { choiceField, columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { col, lower, upper } from "../../row/builders.js";
import type { CountState, countState } from "../../state/count-state.js";
import { countOf } from "../counts/count-of.js";

/** The parameters of {@link caseViolationCount}. */
export interface CaseViolationParameters {
  readonly column: string;
  /** The case that all letters are to have. */
  readonly case: "upper" | "lower";
}

/** How many texts of a column have a letter in the wrong case. */
export const caseViolationCount = defineCount<
  CaseViolationParameters,
  CountState,
  typeof countState,
  readonly ["column", "case"]
>({
  type: "caseViolationCount",
  summary:
    "The number of texts that differ from themselves in upper or in lower case; beyond ASCII by the engine's own table of letters. A text without letters has no wrong one, and nulls are not tested. Its ratio is over the texts that are not null.",
  arguments: ["column", "case"],
  parameters: { column: columnField, case: choiceField(["upper", "lower"]) },
  display: ({ column, case: wanted }) => [showName(column), wanted],
  ...countOf(({ column, case: wanted }) =>
    col(column).isNeq(wanted === "upper" ? upper(col(column)) : lower(col(column))),
  ),
  tested: ({ column }) => ({ kind: "nonNull", of: { kind: "column", name: column } }),
  examples: [
    {
      title: "upper case is wanted",
      parameters: { column: "x", case: "upper" },
      columns: { x: "text" },
      rows: [["DE"], ["De"], ["de"], ["12"], [""], [null]],
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 0.4,
    },
    {
      title: "lower case is wanted",
      parameters: { column: "x", case: "lower" },
      columns: { x: "text" },
      rows: [["DE"], ["de"]],
      outcome: { kind: "value", value: 1, warnings: [] },
      ratio: 0.5,
    },
    {
      title: "one row",
      parameters: { column: "x", case: "lower" },
      columns: { x: "text" },
      rows: [["A"]],
      outcome: { kind: "value", value: 1, warnings: [] },
      ratio: 1,
    },
    {
      title: "nulls only",
      parameters: { column: "x", case: "lower" },
      columns: { x: "text" },
      rows: [[null]],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: null,
    },
    {
      title: "no rows",
      parameters: { column: "x", case: "upper" },
      columns: { x: "text" },
      rows: [],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: null,
    },
  ],
});
