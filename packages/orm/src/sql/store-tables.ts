import { identifier, type Statement } from "./sql.js";

/** How the store's tables are called in one database. */
export interface TableNaming {
  /** Put before the name of every table and index. */
  readonly prefix: string;
  /** The PostgreSQL schema they are in; the connection's default schema when absent. */
  readonly schema?: string;
}

/** The store's tables as they are written in statements. */
export interface StoreTables {
  readonly execution: Statement;
  readonly metric: Statement;
  readonly result: Statement;
  readonly batch: Statement;
  readonly migration: Statement;
}

/** The table of executions, without a prefix. */
export const EXECUTION_TABLE = "dq_execution";
/** The table of metrics, without a prefix. */
export const METRIC_TABLE = "dq_metric";
/** The table of results, without a prefix. */
export const RESULT_TABLE = "dq_result";
/** The table of batches that were stored, without a prefix. */
export const BATCH_TABLE = "dq_batch";
/** The table of the schema's versions, without a prefix. */
export const MIGRATION_TABLE = "dq_migration";

/** What TypeORM wants to know of where a table is. */
export function inSchema({ schema }: TableNaming): { readonly schema?: string } {
  return schema === undefined ? {} : { schema };
}

/** The store's tables, quoted and qualified. */
export function storeTables({ prefix, schema }: TableNaming): StoreTables {
  const table = (name: string) => identifier(...(schema === undefined ? [] : [schema]), prefix + name);
  return {
    execution: table(EXECUTION_TABLE),
    metric: table(METRIC_TABLE),
    result: table(RESULT_TABLE),
    batch: table(BATCH_TABLE),
    migration: table(MIGRATION_TABLE),
  };
}
