import { MetricDB } from "@dqx/orm";
import { PostgresServer } from "@dqx/test-support/postgres-server";
import type { BenchRow, Comparison } from "../bench-row.js";
import { compareHistory } from "../history-lookups.js";
import { keptSqliteStore, type LargeStore, makePostgresStore } from "../large-store.js";
import { RawPostgres } from "../raw-postgres.js";
import { RawSqlite } from "../raw-sqlite.js";
import { compareSize } from "../store-size.js";
import { compareValues, selectValue } from "../value-lookups.js";

const SMALL: LargeStore = { metrics: 10_000, copies: 1, apart: "execution" };
const LARGE: LargeStore = { ...SMALL, copies: 100 };
const FULL: LargeStore = { ...SMALL, copies: 1000 };

/** Reads of a large store against the same selects by the bare driver, and what it takes on the disk. */
export const lookupsRow: BenchRow = {
  name: "lookups",
  async run(_, { full }): Promise<readonly Comparison[]> {
    const store = full ? FULL : LARGE;
    return [...(await onSqlite(store)), ...(await onPostgres(store))];
  },
};

async function onSqlite(store: LargeStore): Promise<readonly Comparison[]> {
  const large = await keptSqliteStore(store);
  await using smallDb = await MetricDB.open(`sqlite:${await keptSqliteStore(SMALL)}`, { driver: "sqlite3" });
  await using largeDb = await MetricDB.open(`sqlite:${large}`, { driver: "sqlite3" });
  await using raw = await RawSqlite.open(large);
  const prepared = raw.prepare(selectValue(raw));
  return [
    ...(await compareValues({
      database: "SQLite",
      large: store,
      small: SMALL,
      smallDb,
      largeDb,
      raw,
      prepared,
    })),
    await compareHistory("SQLite", store, largeDb, raw),
    await compareSize("SQLite", store, raw),
  ];
}

async function onPostgres(store: LargeStore): Promise<readonly Comparison[]> {
  await using server = await PostgresServer.start();
  const large = await makePostgresStore(server, "large", store);
  await using smallDb = await MetricDB.open(await makePostgresStore(server, "small", SMALL));
  await using largeDb = await MetricDB.open(large);
  await using raw = await RawPostgres.open(large);
  return [
    ...(await compareValues({ database: "PostgreSQL", large: store, small: SMALL, smallDb, largeDb, raw })),
    await compareHistory("PostgreSQL", store, largeDb, raw),
    await compareSize("PostgreSQL", store, raw),
  ];
}
