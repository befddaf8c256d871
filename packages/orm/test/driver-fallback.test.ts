import { join } from "node:path";
import { ExecutionId } from "@dqx/common";
import * as Option from "effect/Option";
import { afterEach, describe, expect, it, vi } from "vitest";
import { MetricDB, MetricStoreError } from "../src/index.js";
import { sampleMetric, samplePrice } from "../src/testing/fixture/sample-metric.js";
import { temporaryDirectory } from "./support/temporary-directory.js";

const directory = temporaryDirectory();
const { key } = sampleMetric();
const value = (db: MetricDB) => db.getMetricValue(samplePrice, key, "orders", ExecutionId("exec-1"));

afterEach(() => {
  vi.doUnmock("sqlite3");
  vi.doUnmock("better-sqlite3");
  vi.resetModules();
});

describe("a file of the store", () => {
  it("that sqlite3 wrote is read and written by better-sqlite3, and the other way round", async () => {
    const database = join(directory, "both.db");
    const one = await MetricDB.open({ type: "sqlite", database });
    await one.persist([sampleMetric({ value: 1 })]);
    await one.close();

    const other = await MetricDB.open({ type: "better-sqlite3", database });
    expect(await value(other)).toEqual(Option.some(1));
    await other.persist([sampleMetric({ value: 2 })]);
    await other.close();

    await using again = await MetricDB.open({ type: "sqlite", database });
    expect(await value(again)).toEqual(Option.some(2));
  });
});

describe("a package that cannot be loaded", () => {
  it("is replaced by better-sqlite3 for a sqlite: URL when it is sqlite3", async () => {
    unloadable("sqlite3");
    const db = await MetricDB.open(`sqlite:${join(directory, "fallback.db")}`);
    await db.persist([sampleMetric()]);

    expect(await value(db)).toEqual(Option.some(10));
    await db.close();
  });

  it("is named with what to install when nothing replaces it", async () => {
    unloadable("sqlite3");
    unloadable("better-sqlite3");

    await expect(MetricDB.open("sqlite::memory:")).rejects.toMatchObject({
      _tag: "MetricStoreError",
      reason: "driver",
      message: expect.stringContaining("npm install sqlite3, or npm install better-sqlite3"),
    });
  });

  it("is not replaced when options ask for it by name", async () => {
    unloadable("sqlite3");
    const attempt = MetricDB.open({ type: "sqlite", database: ":memory:" });

    await expect(attempt).rejects.toThrow(MetricStoreError);
    await expect(attempt).rejects.toThrow(/Install its package: npm install sqlite3$/);
  });
});

function unloadable(name: string): void {
  vi.doMock(name, () => {
    throw new Error(`${name} has no build for this machine`);
  });
}
