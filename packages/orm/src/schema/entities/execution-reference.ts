import type { EntitySchemaOptions } from "typeorm";
import { EXECUTION_TABLE, type TableNaming } from "../../sql/store-tables.js";

/** The foreign key by which a table's rows belong to an execution. */
export function executionReference(
  table: string,
  naming: TableNaming,
): NonNullable<EntitySchemaOptions<unknown>["foreignKeys"]>[number] {
  return {
    name: `${naming.prefix}${table}_execution_fk`,
    target: EXECUTION_TABLE,
    columnNames: ["execution_id"],
    referencedColumnNames: ["id"],
  };
}
