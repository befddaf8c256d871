import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openDataSource } from "../src/database/open-data-source.js";
import { driversHere } from "./support/sqlite-drivers.js";
import { temporaryDirectory } from "./support/temporary-directory.js";

const FULL = 2;

// What docs/reliability.md says about a loss of power. https://www.sqlite.org/pragma.html#pragma_synchronous
describe.each(driversHere)("$title", ({ name, missing }) => {
  const directory = temporaryDirectory();

  it.skipIf(missing)("flushes its log to the disk at every commit", async () => {
    const { dataSource } = await openDataSource(`sqlite:${join(directory, "durable.db")}`, { driver: name });
    // better-sqlite3 would change it when it first reads a file that has a log.
    await dataSource.query("SELECT * FROM sqlite_master");

    expect(await dataSource.query("PRAGMA journal_mode")).toEqual([{ journal_mode: "wal" }]);
    expect(await dataSource.query("PRAGMA synchronous")).toEqual([{ synchronous: FULL }]);
    await dataSource.destroy();
  });
});
