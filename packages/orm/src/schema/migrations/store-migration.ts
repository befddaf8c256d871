import type { QueryRunner } from "typeorm";
import type { StoreDriver } from "../../database/drivers/store-driver.js";
import type { TableNaming } from "../../sql/store-tables.js";

/** A step from one version of the schema to the next, and back. Nothing is run: both ways are statements. */
export interface SchemaStep {
  /** Kept in the database beside the version. */
  readonly name: string;
  /** The statements of the step, in order; the query runner is asked for their SQL only. */
  up(queryRunner: QueryRunner): Promise<readonly string[]>;
  /** The statements that take it back. */
  down(queryRunner: QueryRunner): Promise<readonly string[]>;
}

/** How one version of the schema becomes the next, on a kind of database. */
export type StoreMigration = (driver: StoreDriver, naming: TableNaming) => SchemaStep;

/**
 * The SQL that TypeORM would run.
 *
 * @param queryRunner - what is worked with; runs nothing meanwhile
 * @param work - uses the query runner
 */
export async function statementsOf(
  queryRunner: QueryRunner,
  work: () => Promise<unknown>,
): Promise<readonly string[]> {
  queryRunner.enableSqlMemory();
  try {
    await work();
    return queryRunner.getMemorySql().upQueries.map(({ query }) => query);
  } finally {
    // On SQLite all work shares this query runner.
    queryRunner.clearSqlMemory();
    queryRunner.disableSqlMemory();
  }
}
