import { numberResult } from "../../aggregate/aggregate-result.js";
import { defineMetric } from "../../definition/define-metric.js";
import { emptyOutcome, valueOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { col, length } from "../../row/builders.js";
import { extremeState } from "../../state/extreme-state.js";

const state = extremeState(1);

/** The length of the longest text, list or map of a column. */
export const maxLength = defineMetric({
  type: "maxLength",
  summary:
    "The number of characters (Unicode code points) of the longest text that is not null; of lists and maps, the largest number of elements. No value for an empty input.",
  arguments: ["column"],
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  measurement: ({ column }) => ({
    kind: "scan",
    aggregates: [{ kind: "maximum", of: length(col(column)) }],
    stateOf: (results) => ({ extreme: numberResult(results, 0) }),
  }),
  state,
  outcomeOf: ({ extreme }) =>
    extreme === null ? emptyOutcome("no rows with a value") : valueOutcome(extreme),
  examples: [
    {
      title: "characters, not bytes; the empty text has none",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [["abc"], [null], [""], ["ž🎉"]],
      outcome: { kind: "value", value: 3, warnings: [] },
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
