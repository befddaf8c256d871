import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ExecutionId } from "@dqx/common";
import { DataSource } from "typeorm";
import { describe, expect, it } from "vitest";
import { sqlite } from "../src/database/drivers/sqlite.js";
import { retryWhileBusy } from "../src/database/retry-while-busy.js";
import { MetricDB } from "../src/index.js";
import { sampleMetric } from "../src/testing/fixture/sample-metric.js";
import { sqliteOptions } from "./support/sqlite-drivers.js";
import { temporaryDirectory } from "./support/temporary-directory.js";

const directory = temporaryDirectory();
const busy = Object.assign(new Error("database is locked"), { driverError: { code: "SQLITE_BUSY" } });

describe("a database that another writer keeps busy", () => {
  it("is waited for, without an error and without a block of this process", async () => {
    const database = join(directory, "metrics.db");
    await using db = await MetricDB.open(`sqlite:${database}`);
    const other = await new DataSource(sqliteOptions(database)).initialize();
    await other.query("BEGIN IMMEDIATE");

    let written = false;
    const writing = db.persist([sampleMetric()]).then(() => {
      written = true;
    });
    await sleep(200);
    const whileBusy = written;
    await other.query("COMMIT");
    await writing;
    await other.destroy();

    expect(whileBusy).toBe(false);
    expect(await db.getByExecutionId(ExecutionId("exec-1"))).toHaveLength(1);
  });

  it("does not stop stores of one process that wait for one another", async () => {
    const url = `sqlite:${join(directory, "many.db")}`;
    const stores = await Promise.all(Array.from({ length: 8 }, () => MetricDB.open(url)));

    await Promise.all(
      stores.flatMap((db, store) =>
        Array.from({ length: 5 }, (_, batch) =>
          db.persist([sampleMetric({ executionId: `exec-${store}`, dataset: `d${batch}` })]),
        ),
      ),
    );

    const [reader] = stores;
    for (const store of stores.keys()) {
      expect(await reader?.getByExecutionId(ExecutionId(`exec-${store}`))).toHaveLength(5);
    }
    for (const db of stores) await db.close();
  });

  it("is given up on when patience ends, with the database's own error", async () => {
    let attempts = 0;
    const attempt = retryWhileBusy(
      sqlite,
      async () => {
        attempts += 1;
        throw busy;
      },
      { patience: 100 },
    );

    await expect(attempt).rejects.toBe(busy);
    expect(attempts).toBeGreaterThan(1);
  });

  it.each([new Error("no code"), { code: 5 }, "SQLITE_BUSY", null])("is not what %s says", async (error) => {
    let attempts = 0;
    const attempt = retryWhileBusy(sqlite, async () => {
      attempts += 1;
      throw error;
    });

    await expect(attempt).rejects.toBe(error);
    expect(attempts).toBe(1);
  });
});
