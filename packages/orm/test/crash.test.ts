import { join } from "node:path";
import { ExecutionId } from "@dqx/common";
import { DataSource } from "typeorm";
import { expect, inject, it } from "vitest";
import { MetricDB, type StoreSettings } from "../src/index.js";
import { killWhilePersisting } from "./support/kill-while-persisting.js";
import { temporaryDirectory } from "./support/temporary-directory.js";

const directory = await temporaryDirectory();
/** How often a writer is killed, on each database; `DQX_KILLS=100` for the full test. */
const kills = Number(process.env.DQX_KILLS ?? 3);
const SIZE = 1_500;

const databases: readonly (readonly [
  name: string,
  place: (kill: number) => { readonly location: string; readonly settings: StoreSettings },
])[] = [
  ["a SQLite file", (kill) => ({ location: `sqlite:${join(directory, `killed-${kill}.db`)}`, settings: {} })],
  [
    "PostgreSQL",
    (kill) => ({ location: inject("postgres"), settings: { schema: `killed_${process.pid}_${kill}` } }),
  ],
];

it.each(databases)(
  "leaves a batch whole or not at all in %s when the process is killed while it persists",
  { timeout: 60_000 + kills * 10_000 },
  async (name, place) => {
    for (let kill = 0; kill < kills; kill++) {
      const { location, settings } = place(kill);
      const acknowledged = await killWhilePersisting(location, settings, SIZE, Math.random() * 200);

      await using db = await MetricDB.open(location, settings);
      const sizes = await Promise.all(
        Array.from({ length: acknowledged + 1 }, async (_, batch) => {
          return (await db.getByExecutionId(ExecutionId(`batch-${batch}`))).length;
        }),
      );

      expect(sizes.slice(0, acknowledged)).toEqual(Array.from({ length: acknowledged }, () => SIZE));
      // The last one was under way: it may have been committed before anybody was told.
      expect([0, SIZE]).toContain(sizes.at(-1));
      if (name === "a SQLite file") await expectSound(join(directory, `killed-${kill}.db`));
    }
  },
);

async function expectSound(database: string): Promise<void> {
  const file = await new DataSource({ type: "sqlite", database }).initialize();
  expect(await file.query("PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
  expect(await file.query("PRAGMA foreign_key_check")).toEqual([]);
  await file.destroy();
}
