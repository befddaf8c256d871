import { defineMetric } from "../../definition/define-metric.js";
import type { SchemaColumn } from "../../definition/measurement.js";
import { emptyOutcome, valueOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { findColumn, schemaFactState } from "./schema-fact.js";

/** Whether a column may hold nulls. */
export const columnNullable = defineMetric({
  type: "columnNullable",
  summary:
    "1 when the column may hold nulls by its definition, otherwise 0. No value when there is no column of that name, or the engine does not say. Nothing is read.",
  arguments: ["column"],
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  measurement: (parameters) => ({
    kind: "schema",
    stateOf: (columns) => ({ fact: nullability(findColumn(columns, parameters.column)) }),
  }),
  state: schemaFactState,
  outcomeOf: ({ fact }, { column }) =>
    fact === null
      ? emptyOutcome(`the engine does not say whether a column '${column}' may hold nulls`)
      : valueOutcome(fact),
  examples: [
    {
      title: "the engine does not say",
      parameters: { column: "y" },
      columns: { x: "text" },
      rows: [],
      outcome: { kind: "empty", reason: "the engine does not say whether a column 'y' may hold nulls" },
    },
  ],
});

function nullability(column: SchemaColumn | undefined): number | null {
  if (column?.nullable === undefined) return null;
  return column.nullable ? 1 : 0;
}
