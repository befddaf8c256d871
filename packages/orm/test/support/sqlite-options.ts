import { DataSource, type DataSourceOptions } from "typeorm";

/** Whether the tests run with TypeORM 1, which does not know the `sqlite3` package; see `vitest.config.ts`. */
export const isTypeORM1 = !knowsSqlite3();

/** TypeORM's options for a SQLite database, for data sources of the tests' own. */
export function sqliteOptions(database: string): DataSourceOptions {
  return { type: isTypeORM1 ? "better-sqlite3" : "sqlite", database };
}

function knowsSqlite3(): boolean {
  try {
    return new DataSource({ type: "sqlite", database: ":memory:" }).options.type === "sqlite";
  } catch {
    return false;
  }
}
