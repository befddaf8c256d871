import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { DataSource } from "typeorm";
import { afterEach, describe, expect, it, vi } from "vitest";
import { copyLog } from "../src/database/copy-log.js";
import { MetricDB } from "../src/index.js";
import { sampleMetric } from "../src/testing/fixture/sample-metric.js";
import { driversHere, sqliteOptions } from "./support/sqlite-drivers.js";
import { temporaryDirectory } from "./support/temporary-directory.js";

const directory = temporaryDirectory();
/** More rows than those whose log is copied by the COMMIT itself. */
const SIZE = 12_000;

function batchOf(executionId: string) {
  return Array.from({ length: SIZE }, (_, value) =>
    sampleMetric({ executionId, dataset: `d${value}`, value }),
  );
}

afterEach(() => {
  vi.restoreAllMocks();
});

const inThread = driversHere.filter(({ driver }) => driver.runsInThread);

describe.each(inThread)("the log of a large batch, with $title", ({ name, missing }) => {
  it.skipIf(missing)("is copied into the file after the COMMIT, by another thread", async () => {
    const file = join(directory, `${name.replace(":", "-")}.db`);
    const empty = await MetricDB.open(`sqlite:${file}`, { driver: name });
    await empty.close();
    const emptySize = statSync(file).size;
    await using db = await MetricDB.open(`sqlite:${file}`, { driver: name });

    await db.persist(batchOf("batch-0"));
    const atCommit = statSync(file).size;
    await db.persist([sampleMetric({ executionId: "small" })]);
    const afterwards = statSync(file).size;

    expect(atCommit).toBe(emptySize);
    expect(afterwards).toBeGreaterThan(emptySize + SIZE * 100);
  });

  it.skipIf(missing)("is bounded however many follow, and empty when the store is closed", async () => {
    const file = join(directory, `${name.replace(":", "-")}-bounded.db`);
    const db = await MetricDB.open(`sqlite:${file}`, { driver: name });
    const sizes: number[] = [];
    for (let batch = 0; batch < 5; batch++) {
      await db.persist(batchOf(`batch-${batch}`));
      sizes.push(statSync(`${file}-wal`).size);
    }
    await db.close();

    // The indexes that a batch changes grow with what is stored, and the log with them; five batches would be five times.
    expect(Math.max(...sizes)).toBeLessThan(2 * Math.min(...sizes));
    expect(existsSync(`${file}-wal`) ? statSync(`${file}-wal`).size : 0).toBe(0);
    const database = await new DataSource(sqliteOptions(file)).initialize();
    expect(await database.query("PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
    expect(await database.query("SELECT count(*) AS count FROM dq_metric")).toEqual([{ count: 5 * SIZE }]);
    await database.destroy();
  });
});

it("says why when no other thread can copy a log", async () => {
  const warn = vi.spyOn(process, "emitWarning").mockReturnValue(undefined);

  await copyLog({ package: "no-such-driver" }, "metrics.db");

  expect(warn).toHaveBeenCalledExactlyOnceWith(
    expect.stringMatching(/^The log of metrics\.db is copied .* Cannot find module 'no-such-driver'/),
    { type: "DQXWarning", code: "DQX_CHECKPOINT" },
  );
});

it("leaves the log to the next COMMIT when the thread fails", async () => {
  const warn = vi.spyOn(process, "emitWarning").mockReturnValue(undefined);
  const [driver] = inThread.filter(({ missing }) => !missing);

  await copyLog({ package: driver?.name ?? "libsql" }, join(directory, "no-such-directory", "metrics.db"));

  expect(warn).toHaveBeenCalledExactlyOnceWith(
    expect.stringContaining("is copied into the file in the program's own thread"),
    { type: "DQXWarning", code: "DQX_CHECKPOINT" },
  );
});
