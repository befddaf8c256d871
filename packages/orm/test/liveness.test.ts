import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { ExecutionId } from "@dqx/common";
import * as Option from "effect/Option";
import { DataSource } from "typeorm";
import { afterEach, describe, expect, it, vi } from "vitest";
import { MetricDB } from "../src/index.js";
import { TimeSlices } from "../src/sql/time-slices.js";
import { sampleMetric, samplePrice } from "../src/testing/fixture/sample-metric.js";
import { lockFromOutside } from "./support/foreign-lock.js";
import { driversHere, sqliteOptions } from "./support/sqlite-drivers.js";
import { temporaryDirectory } from "./support/temporary-directory.js";

const directory = temporaryDirectory();
const executionId = ExecutionId("exec-1");
const { key } = sampleMetric();
const value = (db: MetricDB) => db.getMetricValue(samplePrice, key, "orders", executionId);

/** Whether a promise has come to an end by now. */
async function isOver(promise: Promise<unknown>): Promise<boolean> {
  for (let turn = 0; turn < 5; turn++) await setImmediate();
  return (await Promise.race([promise.catch(() => undefined), setImmediate(waiting)])) !== waiting;
}
const waiting = Symbol("waiting");

afterEach(() => {
  vi.restoreAllMocks();
});

describe.each(driversHere)("a file that another program has locked, with $title", ({ name, missing }) => {
  it.skipIf(missing)("is read while writers wait for it, and written in the order of the calls", async () => {
    const database = join(directory, `locked-${name.replace(":", "-")}.db`);
    await using db = await MetricDB.open(`sqlite:${database}`, { driver: name });
    await db.persist([sampleMetric({ value: 1 })]);
    await using lock = await lockFromOutside(database);

    const writes = [2, 3, 4].map((next) => db.persist([sampleMetric({ value: next })]));
    const read = await value(db);
    const all = await db.getByExecutionId(executionId);
    const over = await Promise.all(writes.map(isOver));
    await lock.release();
    await Promise.all(writes);

    expect(read).toEqual(Option.some(1));
    expect(all).toHaveLength(1);
    expect(over).toEqual([false, false, false]);
    expect(await value(db)).toEqual(Option.some(4));
  });
});

describe("a data source's only connection", () => {
  it("is free for reads while a writer waits for another program", async () => {
    const database = join(directory, "borrowed.db");
    await (await MetricDB.open(`sqlite:${database}`)).close();
    const dataSource = await new DataSource(sqliteOptions(database)).initialize();
    const db = await MetricDB.open(dataSource);
    await db.persist([sampleMetric({ value: 1 })]);
    await using lock = await lockFromOutside(database);

    const write = db.persist([sampleMetric({ value: 2 })]);
    const read = await value(db);
    const over = await isOver(write);
    await lock.release();
    await write;

    expect(read).toEqual(Option.some(1));
    expect(over).toBe(false);
    expect(await value(db)).toEqual(Option.some(2));
    await dataSource.destroy();
  });

  it("shows nothing of a transaction that is not over", async () => {
    await using db = await MetricDB.open("sqlite::memory:");
    const batch = Array.from({ length: 2_000 }, (_, row) => sampleMetric({ dataset: `d${row}` }));

    const write = db.persist(batch);
    const sizes = await Promise.all(Array.from({ length: 5 }, () => db.getByExecutionId(executionId)));
    await write;

    for (const { length } of sizes) expect([0, batch.length]).toContain(length);
  });
});

it("gives all who wait for a minute up when it is over, those who came to wait behind others too", async () => {
  const database = join(directory, "patience.db");
  await using db = await MetricDB.open(`sqlite:${database}`);
  await using lock = await lockFromOutside(database);
  const now = performance.now.bind(performance);
  let later = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now() + later);

  const writes = [1, 2, 3].map((next) => db.persist([sampleMetric({ value: next })]));
  const outcomes = Promise.allSettled(writes);
  expect(await isOver(outcomes)).toBe(false);
  later = 60_001;

  expect(await outcomes).toEqual(
    writes.map(() => expect.objectContaining({ reason: expect.objectContaining({ reason: "busy" }) })),
  );
  await lock.release();
  expect(await db.exists(executionId)).toBe(false);
});

describe("the event loop", () => {
  it.each(driversHere.filter(({ missing }) => !missing))(
    "is left to others again and again while $name stores a large batch",
    async ({ name }) => {
      await using db = await MetricDB.open("sqlite::memory:", { driver: name });
      const batch = Array.from({ length: 5_000 }, (_, row) => sampleMetric({ dataset: `d${row}` }));
      // A clock by which each look at it is a slice later.
      let time = 0;
      vi.spyOn(performance, "now").mockImplementation(() => {
        time += 50;
        return time;
      });
      let turns = 0;
      const counting = new AbortController();
      const others = (async () => {
        while (!counting.signal.aborted) {
          await setImmediate();
          turns += 1;
        }
      })();

      await db.persist(batch);
      counting.abort();
      await others;

      // Twenty pieces of rows that are made, and ten statements.
      expect(turns).toBeGreaterThanOrEqual(30);
    },
  );

  it("is not left before a slice is over", async () => {
    let time = 0;
    vi.spyOn(performance, "now").mockImplementation(() => time);
    const slices = new TimeSlices();
    let left = false;
    const others = setImmediate().then(() => {
      left = true;
    });

    time = 39;
    await slices.next();
    expect(left).toBe(false);
    time = 40;
    await slices.next();
    expect(left).toBe(true);
    await others;
  });
});
