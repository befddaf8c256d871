import { defineCount } from "../../definition/define-count.js";
import { formatField } from "../../definition/format-field.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { col } from "../../row/builders.js";
import type { FormatName } from "../../row/format/formats.js";
import type { CountState, countState } from "../../state/count-state.js";
import { countOf } from "../counts/count-of.js";

/** The parameters of {@link formatMatch}. */
export interface FormatMatchParameters {
  readonly column: string;
  /** The format's name, such as `iban`. */
  readonly format: FormatName;
}

/** How many values of a column have a format. */
export const formatMatch = defineCount<
  FormatMatchParameters,
  CountState,
  typeof countState,
  readonly ["column", "format"]
>({
  type: "formatMatch",
  summary:
    "The number of values that have a format of the catalogue of formats. Nulls are not tested; every other text is, the empty one among them.",
  arguments: ["column", "format"],
  parameters: { column: columnField, format: formatField },
  display: ({ column, format }) => [showName(column), format],
  ...countOf(({ column, format }) => col(column).hasFormat(format)),
  examples: [
    {
      title: "texts, nulls not tested",
      parameters: { column: "x", format: "uuid" },
      columns: { x: "text" },
      rows: [["123e4567-e89b-12d3-a456-426614174000"], [null], [""], ["123e4567"]],
      outcome: { kind: "value", value: 1, warnings: [] },
      ratio: 1 / 3,
    },
    {
      title: "check digits are computed",
      parameters: { column: "x", format: "iban" },
      columns: { x: "text" },
      rows: [
        ["DE89370400440532013000"],
        ["DE88370400440532013000"],
        ["GB82WEST12345698765432"],
        ["gb82WEST12345698765432"],
      ],
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 0.5,
    },
    {
      title: "numbers lie within the bounds of the format",
      parameters: { column: "x", format: "latitude" },
      columns: { x: "double" },
      rows: [[90], [-90.5], [Number.NaN], [null]],
      outcome: { kind: "value", value: 1, warnings: [] },
      ratio: 1 / 3,
    },
    {
      title: "no rows",
      parameters: { column: "x", format: "email" },
      columns: { x: "text" },
      rows: [],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: null,
    },
  ],
});
