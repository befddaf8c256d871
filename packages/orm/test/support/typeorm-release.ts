import { DataSource } from "typeorm";

/** Whether the tests run with TypeORM 1, which does not know the `sqlite3` package; see `vitest.config.ts`. */
export const isTypeORM1 = !knowsSqlite3();

function knowsSqlite3(): boolean {
  try {
    // Its driver is given, so that none has to be installed.
    const driver = { verbose: () => undefined };
    return new DataSource({ type: "sqlite", database: ":memory:", driver }).options.type === "sqlite";
  } catch {
    return false;
  }
}
