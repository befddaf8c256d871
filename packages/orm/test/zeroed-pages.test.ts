import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ExecutionId } from "@dqx/common";
import * as Option from "effect/Option";
import { DataSource } from "typeorm";
import { beforeAll, describe, expect, it } from "vitest";
import { MetricDB, MetricStoreError } from "../src/index.js";
import { sampleMetric, samplePrice } from "../src/testing/fixture/sample-metric.js";
import { sqliteOptions } from "./support/sqlite-drivers.js";
import { temporaryDirectory } from "./support/temporary-directory.js";

const PAGE = 4_096;
const executions = ["exec-1", "exec-2", "exec-3"].map(ExecutionId);
const DATASETS = 60;
const { key } = sampleMetric();

describe("a SQLite file of which zeros took the place of", () => {
  const directory = temporaryDirectory();
  const file = join(directory, "zeroed.db");
  let whole: Buffer;
  beforeAll(async () => {
    await using db = await MetricDB.open(`sqlite:${file}`);
    for (const executionId of executions) {
      await db.recordExecution({ executionId, suite: "nightly", key, datasets: ["orders"] });
      await db.persist(
        Array.from({ length: DATASETS }, (_, value) =>
          sampleMetric({ executionId, dataset: `d${value}`, value }),
        ),
      );
      await db.persistResults(executionId, [
        { check: "c", assertion: "a", severity: "P1", status: "PASSED", expression: "x" },
      ]);
    }
    await db.close();
    whole = await readFile(file);
  });

  /** Replaces a part of the file by zeros; what stood beside it belongs to the file that was. */
  async function zero(from: number, length: number): Promise<void> {
    for (const suffix of ["-wal", "-shm"]) await rm(file + suffix, { force: true });
    await writeFile(file, Buffer.from(whole).fill(0, from, from + length));
  }

  it("any page fails in the reads that need the page, and gives the others what was stored", async () => {
    const outcomes = { stored: 0, failed: 0 };
    const read = async <Value>(what: Promise<Value>, stored: Value) => {
      try {
        expect(await what).toEqual(stored);
        outcomes.stored += 1;
      } catch (error) {
        expect(error).toBeInstanceOf(MetricStoreError);
        expect(error).toMatchObject({ reason: "corrupt" });
        outcomes.failed += 1;
      }
    };

    for (let from = 0; from < whole.length; from += PAGE) {
      await zero(from, PAGE);
      const db = await MetricDB.open(`sqlite:${file}`).catch((error: unknown) => error);
      if (!(db instanceof MetricDB)) {
        await read(Promise.reject(db), undefined);
        continue;
      }
      for (const executionId of executions) {
        for (let value = 0; value < DATASETS; value += 7) {
          const question = [samplePrice, key, `d${value}`, executionId] as const;
          await read(db.getMetricValue(...question), Option.some(value));
        }
        await read(db.exists(executionId), true);
        await read(lengthOf(db.getByExecutionId(executionId)), DATASETS);
        await read(lengthOf(db.getResults(executionId)), 1);
      }
      await read(lengthOf(db.listExecutions().then(({ executions: all }) => all)), executions.length);
      await db.close();
    }

    expect(outcomes.stored).toBeGreaterThan(100);
    expect(outcomes.failed).toBeGreaterThan(20);
  });

  it("a part of a page is found by SQLite's own check where no read meets it", async () => {
    let quiet = 0;
    for (let from = PAGE / 2; from < whole.length; from += PAGE) {
      await zero(from, PAGE / 4);
      if (!(await hasLostInSilence())) continue;
      quiet += 1;
      const database = await new DataSource(sqliteOptions(file)).initialize();
      expect(await database.query("PRAGMA quick_check(1)")).not.toEqual([{ quick_check: "ok" }]);
      await database.destroy();
    }
    expect(quiet).toBeGreaterThan(0);
  });

  async function hasLostInSilence(): Promise<boolean> {
    try {
      await using db = await MetricDB.open(`sqlite:${file}`);
      for (let value = 0; value < DATASETS; value++) {
        const answer = await db.getMetricValue(samplePrice, key, `d${value}`, ExecutionId("exec-2"));
        if (Option.isNone(answer)) return true;
      }
    } catch {
      // An error is not silent.
    }
    return false;
  }
});

async function lengthOf(list: Promise<readonly unknown[]>): Promise<number> {
  return (await list).length;
}
