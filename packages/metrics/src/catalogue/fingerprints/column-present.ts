import { defineMetric } from "../../definition/define-metric.js";
import { valueOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { findColumn, schemaFactState } from "./schema-fact.js";

/** Whether a column is there. */
export const columnPresent = defineMetric({
  type: "columnPresent",
  summary: "1 when the data has a column of that name, otherwise 0. Nothing is read.",
  arguments: ["column"],
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  measurement: (parameters) => ({
    kind: "schema",
    stateOf: (columns) => ({ fact: findColumn(columns, parameters.column) === undefined ? 0 : 1 }),
  }),
  state: schemaFactState,
  outcomeOf: ({ fact }) => valueOutcome(fact ?? 0),
  examples: [
    {
      title: "there, whatever the rows",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [],
      outcome: { kind: "value", value: 1, warnings: [] },
    },
    {
      title: "not there",
      parameters: { column: "y" },
      columns: { x: "text" },
      rows: [],
      outcome: { kind: "value", value: 0, warnings: [] },
    },
  ],
});
