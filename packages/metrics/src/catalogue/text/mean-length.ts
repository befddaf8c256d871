import { defineMetric } from "../../definition/define-metric.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { col, length } from "../../row/builders.js";
import { averageMeasurement, averageOutcome, averageState } from "../numbers/average-state.js";

/** The mean length of the texts, lists or maps of a column. */
export const meanLength = defineMetric({
  type: "meanLength",
  summary:
    "The mean number of characters (Unicode code points) of the texts that are not null, or of elements of the lists and maps. No value for an empty input.",
  arguments: ["column"],
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  measurement: ({ column }) => averageMeasurement(length(col(column))),
  state: averageState,
  outcomeOf: (state, { column }) => averageOutcome(state, length(col(column))),
  examples: [
    {
      title: "characters, not bytes; nulls do not count",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [["abc"], [null], [""], ["ž🎉"], ["a"]],
      outcome: { kind: "value", value: 1.5, warnings: [], arithmetic: "double" },
    },
    {
      title: "all equal",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [["ab"], ["ab"]],
      outcome: { kind: "value", value: 2, warnings: [] },
    },
    {
      title: "one row",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [["a b "]],
      outcome: { kind: "value", value: 4, warnings: [] },
    },
    {
      title: "nulls only",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [[null]],
      outcome: { kind: "empty", reason: "no rows with a value" },
    },
    {
      title: "no rows",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [],
      outcome: { kind: "empty", reason: "no rows with a value" },
    },
  ],
});
