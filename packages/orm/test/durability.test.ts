import { join } from "node:path";
import { expect, it } from "vitest";
import { openDataSource } from "../src/database/open-data-source.js";
import { temporaryDirectory } from "./support/temporary-directory.js";

const directory = temporaryDirectory();

const FULL = 2;

// What docs/reliability.md says about a loss of power. https://www.sqlite.org/pragma.html#pragma_synchronous
it.each(["sqlite", "better-sqlite3"] as const)(
  "%s flushes its log to the disk at every commit",
  async (type) => {
    const { dataSource } = await openDataSource({ type, database: join(directory, `${type}.db`) }, {});
    // better-sqlite3 would change it when it first reads a file that has a log.
    await dataSource.query("SELECT * FROM sqlite_master");

    expect(await dataSource.query("PRAGMA journal_mode")).toEqual([{ journal_mode: "wal" }]);
    expect(await dataSource.query("PRAGMA synchronous")).toEqual([{ synchronous: FULL }]);
    await dataSource.destroy();
  },
);
