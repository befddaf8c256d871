import { countResult } from "../../aggregate/aggregate-result.js";
import { columnExample } from "../../definition/column-example.js";
import { defineCount } from "../../definition/define-count.js";
import type { ScanMeasurement } from "../../definition/measurement.js";
import { valueOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { type CountState, countState } from "../../state/count-state.js";

/** How many values of a column are null; 0 for an empty input. */
export const nullCount = defineCount({
  type: "nullCount",
  summary: "The number of nulls in a column; 0 for an empty input. NaN is not null.",
  arguments: ["column"],
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  measurement: ({ column }): ScanMeasurement<CountState> => ({
    kind: "scan",
    aggregates: [{ kind: "rows" }, { kind: "nonNull", of: { kind: "column", name: column } }],
    stateOf: (results) => ({ count: countResult(results, 0) - countResult(results, 1) }),
  }),
  tested: () => ({ kind: "rows" }),
  state: countState,
  outcomeOf: ({ count }) => valueOutcome(count),
  examples: [
    {
      title: "one of four rows; NaN and the empty text are values",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [[Number.NaN], [null], [0], [Number.POSITIVE_INFINITY]],
      outcome: { kind: "value", value: 1, warnings: [] },
      ratio: 0.25,
    },
    {
      title: "nulls only",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [[null], [null]],
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 1,
    },
    {
      title: "no rows",
      parameters: { column: "x" },
      columns: { x: "date" },
      rows: [],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: null,
    },
    columnExample("whole numbers", "integer", [1n, null, 4n], valueOutcome(1)),
    columnExample(
      "an empty text and the text null are values",
      "text",
      ["", null, "null", null],
      valueOutcome(2),
    ),
    columnExample(
      "NaN and ±Infinity are values",
      "double",
      [2, Number.NaN, 5, Infinity, null, -Infinity],
      valueOutcome(1),
    ),
  ],
});
