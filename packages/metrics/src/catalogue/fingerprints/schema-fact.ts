import type { SchemaColumn } from "../../definition/measurement.js";
import { fieldsCodec, type StateDefinition } from "../../state/state.js";
import { optionalNumber } from "../../state/state-field.js";

/** A fact of the columns as a number; null when it is not known. */
export interface SchemaFact {
  readonly fact: number | null;
}

/** The state of facts of the columns, which are those of no part of the rows. */
export const schemaFactState: StateDefinition<SchemaFact> = {
  identity: { fact: null },
  ...fieldsCodec<SchemaFact>(
    1,
    ({ fact }) => [fact],
    (fields) => {
      const fact = optionalNumber(fields, 0);
      if (fact !== null && typeof fact !== "number") throw new RangeError("not a double");
      return { fact };
    },
  ),
};

/** The column of a name: the very name, or the only one that differs from it by case alone. */
export function findColumn(columns: readonly SchemaColumn[], name: string): SchemaColumn | undefined {
  const folded = columns.filter((column) => column.name.toLowerCase() === name.toLowerCase());
  return columns.find((column) => column.name === name) ?? (folded.length === 1 ? folded[0] : undefined);
}
