import { defineMetric } from "../../definition/define-metric.js";
import { type SchemaColumn, type SchemaColumnKind, schemaColumnKinds } from "../../definition/measurement.js";
import { emptyOutcome, valueOutcome } from "../../definition/metric-outcome.js";
import { choiceField, columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { findColumn, schemaFactState } from "./schema-fact.js";

/** The parameters of {@link columnHasType}. */
export interface ColumnTypeParameters {
  readonly column: string;
  readonly kind: SchemaColumnKind;
}

/** Whether a column has a type. */
export const columnHasType = defineMetric({
  type: "columnHasType",
  summary:
    "1 when the column is of that kind of type, whatever the engine calls it, otherwise 0. No value when there is no column of that name. Nothing is read.",
  arguments: ["column", "kind"],
  parameters: { column: columnField, kind: choiceField(schemaColumnKinds) },
  display: ({ column, kind }: ColumnTypeParameters) => [showName(column), kind],
  measurement: (parameters) => ({
    kind: "schema",
    stateOf: (columns) => ({ fact: isOfKind(findColumn(columns, parameters.column), parameters.kind) }),
  }),
  state: schemaFactState,
  outcomeOf: ({ fact }, { column }) =>
    fact === null ? emptyOutcome(`there is no column '${column}'`) : valueOutcome(fact),
  examples: [
    {
      title: "a decimal",
      parameters: { column: "x", kind: "decimal" },
      columns: { x: "decimal(38,10)" },
      rows: [],
      outcome: { kind: "value", value: 1, warnings: [] },
    },
    {
      title: "a whole number is no decimal",
      parameters: { column: "x", kind: "decimal" },
      columns: { x: "bigint" },
      rows: [],
      outcome: { kind: "value", value: 0, warnings: [] },
    },
    {
      title: "not there",
      parameters: { column: "z", kind: "text" },
      columns: { x: "text" },
      rows: [],
      outcome: { kind: "empty", reason: "there is no column 'z'" },
    },
  ],
});

function isOfKind(column: SchemaColumn | undefined, kind: string): number | null {
  if (column === undefined) return null;
  return column.kind === kind ? 1 : 0;
}
