import { defineMetric } from "../../definition/define-metric.js";
import type { SchemaColumn } from "../../definition/measurement.js";
import { emptyOutcome, valueOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { findColumn, schemaFactState } from "./schema-fact.js";

/** Where a column stands. */
export const columnPosition = defineMetric({
  type: "columnPosition",
  summary:
    "The place of a column among all, from 1 on. No value when there is none of that name. Nothing is read.",
  arguments: ["column"],
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  measurement: (parameters) => ({
    kind: "schema",
    stateOf: (columns) => ({ fact: placeOf(columns, parameters.column) }),
  }),
  state: schemaFactState,
  outcomeOf: ({ fact }, { column }) =>
    fact === null ? emptyOutcome(`there is no column '${column}'`) : valueOutcome(fact),
  examples: [
    {
      title: "the second column",
      parameters: { column: "y" },
      columns: { x: "text", y: "date" },
      rows: [],
      outcome: { kind: "value", value: 2, warnings: [] },
    },
    {
      title: "not there",
      parameters: { column: "z" },
      columns: { x: "text" },
      rows: [],
      outcome: { kind: "empty", reason: "there is no column 'z'" },
    },
  ],
});

function placeOf(columns: readonly SchemaColumn[], name: string): number | null {
  const found = findColumn(columns, name);
  return found === undefined ? null : 1 + columns.indexOf(found);
}
