import { defineMetric } from "../../definition/define-metric.js";
import { valueOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { dataTypeMeasurement, dataTypeNames, dataTypeState, rowsOf } from "./data-type-state.js";

/** What the texts of a column look like, and how many rows look like each. */
export const dataTypes = defineMetric({
  type: "dataTypes",
  summary:
    "The number of types that the texts of a column look like, null being one; the rows of each are in the detail: integral (digits, perhaps a sign), fractional (a point or an exponent), boolean (true or false, in any case), date (a day of ISO 8601, perhaps with a time), text (all others, the empty one and those with spaces around them) and null.",
  arguments: ["column"],
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  measurement: dataTypeMeasurement,
  state: dataTypeState,
  outcomeOf(state) {
    const bins = dataTypeNames
      .map((name) => ({ value: name === "null" ? null : name, rows: state[name] }))
      .filter(({ rows }) => rows > 0)
      .toSorted((a, b) => b.rows - a.rows);
    const outcome = valueOutcome(bins.length);
    if (outcome.kind !== "value") return outcome;
    return {
      ...outcome,
      detail: { kind: "distribution", bins, other: { values: 0, rows: 0 }, rows: rowsOf(state) },
    };
  },
  examples: [
    {
      title: "each type",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [
        ["12"],
        ["-7"],
        ["+0"],
        ["1.5"],
        [".5e-3"],
        ["TRUE"],
        ["2025-01-31"],
        ["2025-01-31 12:30:00Z"],
        [" 12"],
        [""],
        ["１２"],
        ["2025-13-01"],
        [null],
      ],
      outcome: {
        kind: "value",
        value: 6,
        warnings: [],
        detail: {
          kind: "distribution",
          bins: [
            { value: "text", rows: 4 },
            { value: "integral", rows: 3 },
            { value: "fractional", rows: 2 },
            { value: "date", rows: 2 },
            { value: "boolean", rows: 1 },
            { value: null, rows: 1 },
          ],
          other: { values: 0, rows: 0 },
          rows: 13,
        },
      },
    },
    {
      title: "no rows",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [],
      outcome: {
        kind: "value",
        value: 0,
        warnings: [],
        detail: { kind: "distribution", bins: [], other: { values: 0, rows: 0 }, rows: 0 },
      },
    },
  ],
});
