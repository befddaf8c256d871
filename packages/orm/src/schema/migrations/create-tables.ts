import type { Table as TableDefinition } from "typeorm";
import type { StoreDriver } from "../../database/drivers/store-driver.js";
import { loadTypeORM } from "../../database/load-typeorm.js";
import { inSchema, type TableNaming } from "../../sql/store-tables.js";
import { type SchemaStep, statementsOf } from "./store-migration.js";

/**
 * The first schema: executions, metrics and results. Frozen: what comes later is a migration of its own, so
 * this file says its names and types again instead of taking them from the entities, which move on.
 */
export function createTables(driver: StoreDriver, naming: TableNaming): SchemaStep {
  const tables = tablesOf(driver, naming);
  return {
    name: "create-tables",
    up: (queryRunner) =>
      statementsOf(queryRunner, async () => {
        for (const table of tables) await queryRunner.createTable(table);
      }),
    down: (queryRunner) =>
      statementsOf(queryRunner, async () => {
        for (const table of tables.toReversed()) await queryRunner.dropTable(table);
      }),
  };
}

function tablesOf({ types }: StoreDriver, naming: TableNaming): readonly TableDefinition[] {
  const { Table, TableForeignKey, TableIndex } = loadTypeORM();
  const { prefix, schema } = naming;
  const seq = {
    name: "seq",
    type: types.sequence,
    isPrimary: true,
    isGenerated: true,
    generationStrategy: "increment" as const,
  };
  const text = (name: string, isNullable = false) => ({ name, type: "text", isNullable });
  const varchar = (name: string, length: number, isNullable = false) => ({
    name,
    type: "varchar",
    length: String(length),
    isNullable,
  });
  const number = (name: string, type: string, isNullable = false) => ({ name, type, isNullable });
  const index = (table: string, name: string, columnNames: string[], filter: { where?: string } = {}) =>
    new TableIndex({ name: `${prefix}${table}_${name}`, columnNames, ...filter });
  const ofExecution = (table: string) =>
    new TableForeignKey({
      name: `${prefix}${table}_execution_fk`,
      columnNames: ["execution_id"],
      referencedTableName: `${prefix}dq_execution`,
      ...(schema !== undefined && { referencedSchema: schema }),
      referencedColumnNames: ["id"],
    });

  return [
    new Table({
      ...inSchema(naming),
      name: `${prefix}dq_execution`,
      columns: [
        seq,
        { ...varchar("id", 255), isUnique: true },
        varchar("suite", 255, true),
        varchar("date", 10, true),
        text("tags", true),
        varchar("tags_hash", 32, true),
        text("datasets", true),
        varchar("status", 16, true),
        number("started_at", "bigint"),
        number("finished_at", "bigint", true),
        text("versions", true),
        text("host", true),
        varchar("parent_id", 255, true),
      ],
      indices: [index("dq_execution", "key", ["suite", "date", "tags_hash", "seq"])],
    }),
    new Table({
      ...inSchema(naming),
      name: `${prefix}dq_metric`,
      columns: [
        seq,
        varchar("execution_id", 255),
        varchar("dataset", 255),
        varchar("metric_type", 255),
        text("metric_name"),
        text("parameters"),
        varchar("spec_hash", 32),
        varchar("date", 10),
        text("tags"),
        varchar("tags_hash", 32),
        number("value", types.double),
        number("negative_zero", "smallint"),
        number("state", types.bytes, true),
        text("meta"),
        number("created_at", "bigint"),
        number("expires_at", "bigint", true),
      ],
      indices: [
        index("dq_metric", "lookup", ["execution_id", "dataset", "spec_hash", "tags_hash", "date", "seq"]),
        index("dq_metric", "execution", ["execution_id", "seq"]),
        index("dq_metric", "expiry", ["expires_at"], { where: '"expires_at" IS NOT NULL' }),
      ],
      foreignKeys: [ofExecution("dq_metric")],
    }),
    new Table({
      ...inSchema(naming),
      name: `${prefix}dq_result`,
      columns: [
        seq,
        varchar("execution_id", 255),
        text("check_name"),
        text("assertion"),
        varchar("severity", 16),
        varchar("status", 16),
        number("value", types.double, true),
        text("expression"),
        text("bounds", true),
        text("message", true),
        text("tags"),
        number("created_at", "bigint"),
      ],
      indices: [index("dq_result", "execution", ["execution_id", "seq"])],
      foreignKeys: [ofExecution("dq_result")],
    }),
  ];
}
