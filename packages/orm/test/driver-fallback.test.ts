import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { ExecutionId } from "@dqx/common";
import * as Option from "effect/Option";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MetricDB, type MetricStoreError, type SqliteDriverName } from "../src/index.js";
import { sampleMetric, samplePrice } from "../src/testing/fixture/sample-metric.js";
import { anyDriver, driversHere } from "./support/sqlite-drivers.js";
import { temporaryDirectory } from "./support/temporary-directory.js";

const { failures, loads } = vi.hoisted(() => ({ failures: new Map<string, Error>(), loads: [] as string[] }));
vi.mock(import("../src/database/drivers/load-package.js"), async (importOriginal) => {
  const { loadPackage } = await importOriginal();
  return {
    loadPackage(name) {
      loads.push(name);
      const failure = failures.get(name);
      if (failure !== undefined) throw failure;
      return loadPackage(name);
    },
  };
});

const directory = temporaryDirectory();
const { key } = sampleMetric();
const value = (db: MetricDB) => db.getMetricValue(samplePrice, key, "orders", ExecutionId("exec-1"));
const all: readonly SqliteDriverName[] = ["sqlite3", "better-sqlite3", "node:sqlite", "libsql"];
const here = driversHere.filter(({ missing }) => !missing).map(({ name }) => name);

const warnings: Error[] = [];
const onWarning = (warning: Error) => warnings.push(warning);
beforeEach(() => {
  warnings.length = 0;
  loads.length = 0;
  process.on("warning", onWarning);
});
afterEach(() => {
  process.off("warning", onWarning);
  failures.clear();
});

describe("a file of the store", () => {
  it(`that one driver wrote is read and written by every other one (${here.join(", ")})`, async () => {
    const url = `sqlite:${join(directory, "all.db")}`;
    const state = Uint8Array.of(0, 255, 7);
    let last = -0;
    for (const [turn, driver] of [...here, ...here].entries()) {
      await using db = await MetricDB.open(url, { driver });
      if (turn > 0) {
        expect(await value(db)).toEqual(Option.some(last));
        expect((await db.getByExecutionId(ExecutionId("exec-1"))).at(-1)?.state).toEqual(state);
      }
      last = turn === 0 ? -0 : 2 ** 53 - turn;
      await db.persist([sampleMetric({ value: last, state })]);
    }
  });

  it.each(here)("is whole without its log when %s has closed it", async (driver) => {
    const database = join(directory, `closed-${driver.replace(":", "-")}.db`);
    const db = await MetricDB.open(`sqlite:${database}`, { driver });
    await db.persist([sampleMetric()]);
    await db.close();

    await copyFile(database, `${database}.copy`);
    await using copy = await MetricDB.open(`sqlite:${database}.copy`);
    expect(await value(copy)).toEqual(Option.some(10));
  });

  it.each(here)("keeps -0, tiny and huge numbers with %s", async (driver) => {
    await using db = await MetricDB.open("sqlite::memory:", { driver });
    const values = [-0, 0, 5e-324, 1.7976931348623157e308, 2 ** 53, -(2 ** 63), 0.1 + 0.2];
    await db.persist(values.map((number, index) => sampleMetric({ dataset: `d${index}`, value: number })));

    const stored = await db.getByExecutionId(ExecutionId("exec-1"));

    expect(stored.map((metric) => metric.value)).toEqual(values);
    expect(Object.is(stored[0]?.value, -0)).toBe(true);
  });
});

describe("a driver that cannot be loaded", () => {
  it("is replaced by the next one for a sqlite: URL, without a word when it is not installed", async () => {
    unloadable("sqlite3", "better-sqlite3", "node:sqlite");
    await using db = await MetricDB.open(`sqlite:${join(directory, "fallback.db")}`);
    await db.persist([sampleMetric()]);

    expect(await value(db)).toEqual(Option.some(10));
    expect(tried()).toEqual(all);
    expect(await warned()).toEqual([]);
  });

  it("is named with what mends it when it was compiled for another Node.js", async () => {
    unloadable("sqlite3");
    const message =
      "The module '…/better_sqlite3.node' was compiled against a different Node.js version using NODE_MODULE_VERSION 115.";
    failing("better-sqlite3", Object.assign(new Error(message), { code: "ERR_DLOPEN_FAILED" }));
    for (let turn = 0; turn < 2; turn++) await (await MetricDB.open("sqlite::memory:")).close();

    const taken = here.find((name) => name === "node:sqlite") ?? "libsql";
    expect(await warned()).toEqual([
      `better-sqlite3 was compiled for another release or machine than this Node.js ${process.versions.node}; ` +
        `to mend it: npm rebuild better-sqlite3. The metric store uses ${taken} instead.`,
    ]);
  });

  it("leaves the ways to get one when there is no other, first the one that needs no compiler", async () => {
    unloadable(...all);

    await expect(MetricDB.open("sqlite::memory:")).rejects.toMatchObject({
      _tag: "MetricStoreError",
      reason: "driver",
      message: expect.stringMatching(
        /no driver of SQLite.*npm install libsql; or run Node\.js 22\.13.*npm install better-sqlite3, or npm install sqlite3$/,
      ),
    });
  });

  it("is not replaced when TypeORM's options ask for it", async () => {
    unloadable("sqlite3");

    await expect(failureOf(MetricDB.open({ type: "sqlite", database: ":memory:" }))).resolves.toMatchObject({
      reason: "driver",
      message: expect.stringMatching(/Install its package: npm install sqlite3$/),
    });
    expect(tried()).toEqual(["sqlite3"]);
  });

  it.each(all)("is not replaced when the setting asks for it by name: %s", async (driver) => {
    unloadable(driver);

    const failure = await failureOf(MetricDB.open("sqlite::memory:", { driver }));

    expect(failure).toMatchObject({ _tag: "MetricStoreError", reason: "driver" });
    expect(tried()).toEqual([driver]);
  });
});

describe("the setting 'driver'", () => {
  it("is one of four", async () => {
    await expect(MetricDB.open("sqlite::memory:", { driver: "sqlite" as "sqlite3" })).rejects.toThrow(
      "\"sqlite\" is no driver of SQLite. Did you mean 'sqlite3'?",
    );
  });

  it.each<Parameters<typeof MetricDB.open>[0]>([
    "postgres://me@localhost/db",
    { type: "better-sqlite3", database: ":memory:" },
  ])("is refused where it chooses nothing", async (location) => {
    await expect(MetricDB.open(location, { driver: anyDriver.name })).rejects.toThrow(
      "The option 'driver' chooses what opens a sqlite: URL.",
    );
  });
});

function unloadable(...names: readonly string[]): void {
  for (const name of names) {
    failing(name, Object.assign(new Error(`Cannot find module '${name}'`), { code: "MODULE_NOT_FOUND" }));
  }
}

function failing(name: string, error: Error): void {
  failures.set(name, error);
}

/** The drivers that were tried, in order. */
function tried(): readonly string[] {
  return loads.filter((name) => all.some((driver) => driver === name));
}

/** What was warned of, once Node.js has said it. */
async function warned(): Promise<readonly string[]> {
  await new Promise((resolve) => setImmediate(resolve));
  return warnings.filter(({ name }) => name === "DQXWarning").map(({ message }) => message);
}

async function failureOf(opening: Promise<MetricDB>): Promise<MetricStoreError> {
  return opening.then(
    () => {
      throw new Error("It was opened.");
    },
    (error: MetricStoreError) => error,
  );
}
