import type { StoreDriver } from "../../database/drivers/store-driver.js";
import { loadTypeORM } from "../../database/load-typeorm.js";
import { inSchema, type TableNaming } from "../../sql/store-tables.js";
import { type SchemaStep, statementsOf } from "./store-migration.js";

/** Remembers which batches were stored, so that one that is sent again is not stored twice. */
export function addBatches(_driver: StoreDriver, naming: TableNaming): SchemaStep {
  const { Table, TableForeignKey } = loadTypeORM();
  const { prefix, schema } = naming;
  const table = new Table({
    ...inSchema(naming),
    name: `${prefix}dq_batch`,
    columns: [
      { name: "execution_id", type: "varchar", length: "255", isPrimary: true },
      { name: "batch_id", type: "varchar", length: "255", isPrimary: true },
    ],
    foreignKeys: [
      new TableForeignKey({
        name: `${prefix}dq_batch_execution_fk`,
        columnNames: ["execution_id"],
        referencedTableName: `${prefix}dq_execution`,
        ...(schema !== undefined && { referencedSchema: schema }),
        referencedColumnNames: ["id"],
      }),
    ],
  });
  return {
    name: "add-batches",
    up: (queryRunner) => statementsOf(queryRunner, () => queryRunner.createTable(table)),
    down: (queryRunner) => statementsOf(queryRunner, () => queryRunner.dropTable(table)),
  };
}
