// How long the event loop stands still while one thing is done: node longest-block.js <what> <SQLite file>.
import { monitorEventLoopDelay } from "node:perf_hooks";
import process from "node:process";
import { setTimeout } from "node:timers/promises";
import { type Check, check, type MetricProvider, type MetricSymbol, VerificationSuite } from "@dqx/api";
import { addDays, LocalDate, ResultKey } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import { MetricDB } from "@dqx/orm";
import { printReport } from "../program.js";
import { storedMetrics } from "../stored-metrics.js";

const LAST_DAY = LocalDate("2025-03-01");
const DAYS = 30;
const COLUMNS = Array.from({ length: 250 }, (_, index) => `c${index}`);

const works: Readonly<Record<string, (db: MetricDB) => Promise<() => Promise<unknown>>>> = {
  idle: async () => () => setTimeout(1000),
  "2,000 metrics × 30 days": (db) =>
    suiteOf(db, (mp, assert) => {
      for (const symbol of symbols(mp)) assert(mp.ext.stddev(symbol, { n: DAYS }), 0);
    }),
  "10,000 assertions": (db) =>
    suiteOf(db, (mp, assert) => {
      for (let bound = 1; bound <= 5; bound++) for (const symbol of symbols(mp)) assert(symbol, -bound);
    }),
  "100,000 symbols": (db) =>
    suiteOf(db, (mp, assert) => {
      for (let copy = 1; copy <= 50; copy++) {
        for (const [index, symbol] of symbols(mp).entries())
          if (copy === 1 && index < 100) assert(symbol, -1);
      }
    }),
  "80,000 stored metrics": async (db) => {
    const metrics = storedMetrics(80_000, "exec-1");
    return () => db.persist(metrics);
  },
};

const [name = "", path = ""] = process.argv.slice(2);
await using db = await MetricDB.open(`sqlite:${path}`);
const run = await works[name]?.(db);
if (run === undefined) throw new Error(`There is nothing named ${name}.`);
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
// The first of its samples is taken once the loop has turned.
await setTimeout(50);
delay.reset();
await run();
await setTimeout(50);
delay.disable();
printReport(new Map([["longest", delay.max / 1e6]]));

type Assert = (symbol: MetricSymbol, bound: number) => void;

async function suiteOf(db: MetricDB, body: (mp: MetricProvider, assert: Assert) => void) {
  const wide: Check = check({ name: "wide" }, (mp, ctx) => {
    body(mp, (symbol, bound) => ctx.assertThat(symbol).isGeq(bound));
  });
  const source = InMemoryDataSource.fromColumns({
    name: "wide",
    columns: columns(),
    types: { day: "DATE" },
    dateColumn: "day",
  });
  return async () => {
    const suite = new VerificationSuite([wide], db, { name: "bench" });
    const { counts } = await suite.run([source], new ResultKey(LAST_DAY));
    if (counts.passed === 0 || counts.passed !== counts.planned) {
      throw new Error(`${counts.passed} of ${counts.planned} assertions passed.`);
    }
    await source.close();
  };
}

function symbols(mp: MetricProvider): readonly MetricSymbol[] {
  return COLUMNS.flatMap((column) => [
    mp.nullCount(column),
    mp.nanCount(column),
    mp.average(column),
    mp.sum(column),
    mp.minimum(column),
    mp.maximum(column),
    mp.variance(column),
    mp.countDistinct(column),
  ]);
}

function columns(): Record<string, readonly (string | number)[]> {
  const rows = Array.from({ length: DAYS * 4 }, (_, row) => row);
  return {
    day: rows.map((row) => addDays(LAST_DAY, -(row % DAYS))),
    ...Object.fromEntries(
      COLUMNS.map((name, column) => [name, rows.map((row) => ((row * 31 + column * 17) % 101) / 4)]),
    ),
  };
}
