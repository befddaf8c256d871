import { defineMetric } from "../../definition/define-metric.js";
import { columnsField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { all, col } from "../../row/builders.js";
import { passingRows } from "./null-policy.js";
import { type ShareState, shareOf, type shareState } from "./share-of.js";

/** The share of rows in which all of several columns have a value. */
export const allComplete = defineMetric<
  { readonly columns: readonly string[] },
  ShareState,
  typeof shareState,
  readonly ["columns"]
>({
  type: "allComplete",
  summary:
    "The share of rows in which none of the columns is null, from 0 to 1. NaN is a value. No value for an empty input.",
  arguments: ["columns"],
  parameters: { columns: columnsField },
  display: ({ columns }) => columns.map(showName),
  ...shareOf(({ columns }) => passingRows(all(...columns.map((column) => col(column).isNotNull())))),
  examples: [
    {
      title: "both, one or none of two columns",
      parameters: { columns: ["x", "y"] },
      columns: { x: "double", y: "text" },
      rows: [
        [Number.NaN, ""],
        [1, null],
        [null, "a"],
        [null, null],
      ],
      outcome: { kind: "value", value: 0.25, warnings: [], detail: { kind: "share", counted: 1, tested: 4 } },
    },
    {
      title: "one row, one column",
      parameters: { columns: ["x"] },
      columns: { x: "bigint" },
      rows: [[9223372036854775807n]],
      outcome: { kind: "value", value: 1, warnings: [], detail: { kind: "share", counted: 1, tested: 1 } },
    },
    {
      title: "nulls only",
      parameters: { columns: ["x", "y"] },
      columns: { x: "date", y: "decimal(38,10)" },
      rows: [[null, null]],
      outcome: { kind: "value", value: 0, warnings: [], detail: { kind: "share", counted: 0, tested: 1 } },
    },
    {
      title: "no rows",
      parameters: { columns: ["x", "y"] },
      columns: { x: "double", y: "text" },
      rows: [],
      outcome: { kind: "empty", reason: "no rows were tested" },
    },
  ],
});
