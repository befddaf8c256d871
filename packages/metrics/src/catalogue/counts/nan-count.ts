import { countResult } from "../../aggregate/aggregate-result.js";
import { columnExample } from "../../definition/column-example.js";
import { defineCount } from "../../definition/define-count.js";
import { valueOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { countState } from "../../state/count-state.js";

/** How many values of a column are NaN or ±Infinity; 0 for types that have none. */
export const nanCount = defineCount({
  type: "nanCount",
  summary: "The number of values that are NaN or ±Infinity; 0 for types that have none. Nulls do not count.",
  arguments: ["column"],
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  measurement: ({ column }) => ({
    kind: "scan",
    aggregates: [{ kind: "nonFinite", of: { kind: "column", name: column } }],
    stateOf: (results) => ({ count: countResult(results, 0) }),
  }),
  tested: ({ column }) => ({ kind: "nonNull", of: { kind: "column", name: column } }),
  state: countState,
  outcomeOf: ({ count }) => valueOutcome(count),
  examples: [
    {
      title: "NaN and both infinities, among the values that are not null",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [[Number.NaN], [Number.POSITIVE_INFINITY], [Number.NEGATIVE_INFINITY], [0], [null]],
      outcome: { kind: "value", value: 3, warnings: [] },
      ratio: 0.75,
    },
    {
      title: "whole numbers have none",
      parameters: { column: "x" },
      columns: { x: "bigint" },
      rows: [[9223372036854775807n], [null]],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: 0,
    },
    {
      title: "no rows",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: null,
    },
    columnExample(
      "NaN and ±Infinity",
      "double",
      [2, Number.NaN, 5, Infinity, null, -Infinity],
      valueOutcome(3),
    ),
    columnExample("nothing but NaN", "double", [Number.NaN, Number.NaN], valueOutcome(2)),
    columnExample("nothing but Infinity", "double", [Infinity, Infinity], valueOutcome(2)),
    columnExample("nothing but -Infinity", "double", [-Infinity, -Infinity], valueOutcome(2)),
    columnExample("finite doubles", "double", [1e308, 1e308], valueOutcome(0)),
    columnExample("whole numbers have none", "integer", [1n, null, 4n], valueOutcome(0)),
    columnExample("decimals have none", "decimal(38,10)", ["1", null, "4"], valueOutcome(0)),
    columnExample("nulls only", "double", [null, null], valueOutcome(0)),
  ],
});
