import {
  defineMetric,
  fieldsCodec,
  flagField,
  type ParameterField,
  requireText,
  type SchemaChange,
  type StateDefinition,
  valueOutcome,
} from "@dqx/metrics";
import { compareColumns } from "./compare-columns.js";
import { type BaselineColumn, readColumns } from "./schema-baseline.js";

/** The parameters of {@link schemaChanges}. */
export interface SchemaChangesParameters {
  /** The columns as they should be, in their order. */
  readonly columns: readonly BaselineColumn[];
  /** Whether their order matters. */
  readonly ordered?: boolean;
  /** Whether changes count that break nothing. */
  readonly additive?: boolean;
}

interface SchemaState {
  readonly changes: readonly SchemaChange[];
}

const state: StateDefinition<SchemaState> = {
  identity: { changes: [] },
  ...fieldsCodec<SchemaState>(
    1,
    ({ changes }) => [{ text: JSON.stringify(changes) }],
    (fields) => ({ changes: JSON.parse(requireText(fields, 0)) as readonly SchemaChange[] }),
  ),
};

const columnsOfBaseline: ParameterField<readonly BaselineColumn[]> = {
  description: "columns with their names, kinds of type and whether they may hold nulls, in their order",
  decode: (value, place) => readColumns(value, place),
  canonical: (columns) =>
    columns.map(({ name, kind, nullable }) => ({ name, kind, ...(nullable !== undefined && { nullable }) })),
};

/**
 * How many columns differ from what they should be: breaking changes alone, or all of them. Which ones is in the
 * detail. Kinds of types are compared, so that the names that engines have for one are equal. Nothing is read.
 */
export const schemaChanges = defineMetric({
  type: "schemaChanges",
  summary:
    "The number of breaking changes of the columns against a baseline, or with `additive` that of all changes. Nothing is read.",
  parameters: {
    columns: columnsOfBaseline,
    ordered: flagField("whether the order of the columns matters"),
    additive: flagField("whether changes count that break nothing"),
  },
  display: ({ columns, ordered, additive }: SchemaChangesParameters) => [
    columns.length === 1 ? "1 column" : `${columns.length} columns`,
    ...(ordered ? ["ordered"] : []),
    ...(additive ? ["additive ones too"] : []),
  ],
  measurement: ({ columns, ordered = false }) => ({
    kind: "schema",
    stateOf: (found) => ({ changes: compareColumns(columns, found, ordered) }),
  }),
  state,
  outcomeOf({ changes }, { additive = false }) {
    const counted = changes.filter(({ effect }) => additive || effect === "breaking");
    const outcome = valueOutcome(counted.length);
    return outcome.kind === "value" ? { ...outcome, detail: { kind: "schema", changes } } : outcome;
  },
  examples: [],
});
