import type { StoreDriver } from "../../database/drivers/store-driver.js";
import { loadTypeORM } from "../../database/load-typeorm.js";
import { inSchema, type TableNaming } from "../../sql/store-tables.js";
import { type SchemaStep, statementsOf } from "./store-migration.js";

/**
 * Makes the execution the first part of the metrics' key, where a database can have such a key. With an index on
 * `seq` alone, PostgreSQL goes through the rows of all executions to find the first ones of a page.
 */
export function keyByExecution(driver: StoreDriver, naming: TableNaming): SchemaStep {
  const name = "key-by-execution";
  if (!driver.hasCompositeKeys) return { name, up: async () => [], down: async () => [] };
  const { Table, TableIndex } = loadTypeORM();
  const table = `${naming.prefix}dq_metric`;
  const key = `${table}_key`;
  const index = new TableIndex({ name: `${table}_execution`, columnNames: ["execution_id", "seq"] });
  // Its definition as far as it matters here: what the key is.
  const keyedBy = (columns: readonly string[], primaryKeyConstraintName?: string) =>
    new Table({
      ...inSchema(naming),
      name: table,
      columns: ["execution_id", "seq"].map((column) => ({
        name: column,
        type: "",
        isPrimary: columns.includes(column),
        ...(primaryKeyConstraintName && { primaryKeyConstraintName }),
      })),
    });
  return {
    name,
    up: (queryRunner) =>
      statementsOf(queryRunner, async () => {
        await queryRunner.dropPrimaryKey(keyedBy(["seq"]));
        await queryRunner.createPrimaryKey(keyedBy([]), ["execution_id", "seq"], key);
        await queryRunner.dropIndex(keyedBy([]), index);
      }),
    down: (queryRunner) =>
      statementsOf(queryRunner, async () => {
        await queryRunner.createIndex(keyedBy([]), index);
        await queryRunner.dropPrimaryKey(keyedBy(["execution_id", "seq"], key));
        await queryRunner.createPrimaryKey(keyedBy([]), ["seq"]);
      }),
  };
}
