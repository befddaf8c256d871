import { join } from "node:path";
import { expect, it } from "vitest";
import { openDataSource } from "../src/open-data-source.js";
import { temporaryDirectory } from "./support/temporary-directory.js";

const directory = await temporaryDirectory();

// What docs/reliability.md says about a loss of power. https://www.sqlite.org/pragma.html#pragma_synchronous
it.each([
  ["sqlite", "at every commit", 2],
  ["better-sqlite3", "at checkpoints", 1],
] as const)("%s writes to a log that is flushed to the disk %s", async (type, _, synchronous) => {
  const { dataSource } = await openDataSource({ type, database: join(directory, `${type}.db`) }, {});
  // better-sqlite3 changes it when it first reads a file that has a log.
  await dataSource.query("SELECT * FROM sqlite_master");

  expect(await dataSource.query("PRAGMA journal_mode")).toEqual([{ journal_mode: "wal" }]);
  expect(await dataSource.query("PRAGMA synchronous")).toEqual([{ synchronous }]);
  await dataSource.destroy();
});
