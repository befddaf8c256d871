import { join } from "node:path";
import { ExecutionId } from "@dqx/common";
import { DataSource } from "typeorm";
import { expect, it } from "vitest";
import { MetricDB } from "../src/index.js";
import { killWhilePersisting } from "./support/kill-while-persisting.js";
import { temporaryDirectory } from "./support/temporary-directory.js";

const directory = await temporaryDirectory();
const kills = Number(process.env.DQX_KILLS ?? 4);
const SIZE = 1_500;

it("leaves a batch whole or not at all in a SQLite file when the process is killed while it persists", {
  timeout: 60_000 + kills * 10_000,
}, async () => {
  for (let kill = 0; kill < kills; kill++) {
    const database = join(directory, `killed-${kill}.db`);
    const acknowledged = await killWhilePersisting(`sqlite:${database}`, SIZE, Math.random() * 200);

    await using db = await MetricDB.open(`sqlite:${database}`);
    const sizes = await Promise.all(
      Array.from({ length: acknowledged + 1 }, async (_, batch) => {
        return (await db.getByExecutionId(ExecutionId(`batch-${batch}`))).length;
      }),
    );

    expect(sizes.slice(0, acknowledged)).toEqual(Array.from({ length: acknowledged }, () => SIZE));
    // The last one was under way: it may have been committed before anybody was told.
    expect([0, SIZE]).toContain(sizes.at(-1));
    await expectSound(database);
  }
});

async function expectSound(database: string): Promise<void> {
  const file = await new DataSource({ type: "sqlite", database }).initialize();
  expect(await file.query("PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
  expect(await file.query("PRAGMA foreign_key_check")).toEqual([]);
  await file.destroy();
}
