import { numberResult } from "../../aggregate/aggregate-result.js";
import { columnExample } from "../../definition/column-example.js";
import { defineMetric } from "../../definition/define-metric.js";
import { emptyOutcome, valueOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { extremeState } from "../../state/extreme-state.js";

const state = extremeState(1);

/** The largest finite value of a column. */
export const maximum = defineMetric({
  type: "maximum",
  summary:
    "The largest finite value; that of days, timestamps and instants as seconds since 1970 in UTC, a day being its first instant. Nulls, NaN and ±Infinity are no values. No value for an empty input.",
  arguments: ["column"],
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  measurement: ({ column }) => ({
    kind: "scan",
    aggregates: [{ kind: "maximum", of: { kind: "column", name: column } }],
    stateOf: (results) => ({ extreme: numberResult(results, 0) }),
  }),
  state,
  outcomeOf: ({ extreme }) =>
    extreme === null ? emptyOutcome("no rows with a value") : valueOutcome(extreme),
  examples: [
    columnExample("whole numbers", "integer", [1n, null, 4n], valueOutcome(4)),
    columnExample("decimals", "decimal(38,10)", ["1.50", null, "4.25"], {
      kind: "value",
      value: 4.25,
      warnings: [],
      arithmetic: "decimal",
    }),
    columnExample(
      "NaN and ±Infinity are no extremes",
      "double",
      [2, Number.NaN, 5, Infinity, null, -Infinity],
      valueOutcome(5),
    ),
    columnExample("digits that a double does not have", "bigint", [9_007_199_254_740_993n, 0n], {
      kind: "value",
      value: 9007199254740992,
      warnings: ["9007199254740993 has more digits than a double holds; 9007199254740992 is used"],
    }),
    columnExample(
      "nothing but NaN",
      "double",
      [Number.NaN, Number.NaN],
      emptyOutcome("no rows with a value"),
    ),
    columnExample(
      "nothing but Infinity",
      "double",
      [Infinity, Infinity],
      emptyOutcome("no rows with a value"),
    ),
    columnExample(
      "nothing but -Infinity",
      "double",
      [-Infinity, -Infinity],
      emptyOutcome("no rows with a value"),
    ),
    columnExample("days, as seconds since 1970", "date", ["1969-12-31", null, "2024-02-29"], {
      kind: "value",
      value: 1_709_164_800,
      warnings: [],
      arithmetic: "decimal",
    }),
    columnExample(
      "instants, to the microsecond",
      "timestamptz",
      ["2024-02-29 00:00:00.000001+00", "2024-02-29 01:00:00+02"],
      { kind: "value", value: 1_709_164_800.000001, warnings: [], arithmetic: "decimal" },
    ),
    columnExample("nulls only", "bigint", [null, null], emptyOutcome("no rows with a value")),
    columnExample("no rows", "decimal(38,10)", [], emptyOutcome("no rows with a value")),
  ],
});
