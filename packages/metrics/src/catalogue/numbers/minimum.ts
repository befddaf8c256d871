import { numberResult } from "../../aggregate/aggregate-result.js";
import { columnExample } from "../../definition/column-example.js";
import { defineMetric } from "../../definition/define-metric.js";
import { emptyOutcome, valueOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { extremeState } from "../../state/extreme-state.js";

const state = extremeState(-1);

/** The smallest finite value of a column. */
export const minimum = defineMetric({
  type: "minimum",
  summary:
    "The smallest finite value; that of days, timestamps and instants as seconds since 1970 in UTC, a day being its first instant. Nulls, NaN and ±Infinity are no values. No value for an empty input.",
  arguments: ["column"],
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  measurement: ({ column }) => ({
    kind: "scan",
    aggregates: [{ kind: "minimum", of: { kind: "column", name: column } }],
    stateOf: (results) => ({ extreme: numberResult(results, 0) }),
  }),
  state,
  outcomeOf: ({ extreme }) =>
    extreme === null ? emptyOutcome("no rows with a value") : valueOutcome(extreme),
  examples: [
    columnExample("whole numbers", "integer", [1n, null, 4n], valueOutcome(1)),
    columnExample("decimals", "decimal(38,10)", ["1.50", null, "4.25"], {
      kind: "value",
      value: 1.5,
      warnings: [],
      arithmetic: "decimal",
    }),
    columnExample(
      "NaN and ±Infinity are no extremes",
      "double",
      [2, Number.NaN, 5, Infinity, null, -Infinity],
      valueOutcome(2),
    ),
    columnExample("digits that a double does not have", "bigint", [-9_007_199_254_740_993n, 0n], {
      kind: "value",
      value: -9007199254740992,
      warnings: ["-9007199254740993 has more digits than a double holds; -9007199254740992 is used"],
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
      value: -86_400,
      warnings: [],
      arithmetic: "decimal",
    }),
    columnExample(
      "timestamps, to the microsecond",
      "timestamp",
      ["1969-12-31 23:59:59.999999", "1970-01-01 00:00:00"],
      { kind: "value", value: -0.000001, warnings: [], arithmetic: "decimal" },
    ),
    columnExample("nulls only", "bigint", [null, null], emptyOutcome("no rows with a value")),
    columnExample("no rows", "decimal(38,10)", [], emptyOutcome("no rows with a value")),
  ],
});
