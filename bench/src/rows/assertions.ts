import {
  type Check,
  check,
  type MetricProvider,
  type MetricSymbol,
  type SuiteResult,
  VerificationSuite,
} from "@dqx/api";
import { ResultKey } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import { MetricDB } from "@dqx/orm";
import type { BenchRow, Comparison } from "../bench-row.js";
import { type Contestant, interleave } from "../measure.js";

const ASSERTIONS_PER_METRIC = 5;
const METRICS_PER_COLUMN = 8;

/** A suite ten times as large: no part of a run may grow faster than its assertions. */
export const assertionsRow: BenchRow = {
  name: "assertions",
  async run(folder): Promise<readonly Comparison[]> {
    await using db = await MetricDB.open(`sqlite:${folder}/metrics.db`);
    await using source = InMemoryDataSource.fromColumns({ name: "wide", columns: columnsOf(250) });
    const [baseline, ours] = await interleave([suiteOf(25, source, db), suiteOf(250, source, db)], {
      warmups: 1,
      rounds: 5,
    });
    if (baseline === undefined || ours === undefined) throw new Error("Two timings.");
    const what = "suite of 10,000 assertions over 2,000 metrics, against 1,000 over 200";
    return [{ what, baseline, ours, bar: { kind: "atMost", times: 12 } }];
  },
};

function suiteOf(columns: number, source: InMemoryDataSource, db: MetricDB): Contestant<SuiteResult> {
  const metrics = columns * METRICS_PER_COLUMN;
  const assertions = metrics * ASSERTIONS_PER_METRIC;
  const checks = [wideCheck(columns)];
  return {
    name: `${assertions.toLocaleString("en")} assertions`,
    async run() {
      const suite = new VerificationSuite(checks, db, { name: "bench" });
      const result = await suite.run([source], new ResultKey("2025-01-01"));
      const { planned, passed } = result.counts;
      if (planned !== assertions || passed !== assertions || result.metrics.length !== metrics) {
        throw new Error(`${passed} of ${planned} assertions passed, over ${result.metrics.length} metrics.`);
      }
      return result;
    },
  };
}

function wideCheck(columns: number): Check {
  return check({ name: "wide" }, (mp, ctx) => {
    for (let column = 0; column < columns; column++) {
      for (let bound = 1; bound <= ASSERTIONS_PER_METRIC; bound++) {
        for (const symbol of symbols(mp, `c${column}`)) ctx.assertThat(symbol).isGeq(-bound);
      }
    }
  });
}

// Made anew for each assertion, as separate checks would: the suite finds out which are the same.
function symbols(mp: MetricProvider, column: string): readonly MetricSymbol[] {
  return [
    mp.nullCount(column),
    mp.nanCount(column),
    mp.average(column),
    mp.sum(column),
    mp.minimum(column),
    mp.maximum(column),
    mp.variance(column),
    mp.countDistinct(column),
  ];
}

function columnsOf(count: number): Record<string, readonly number[]> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, column) => [
      `c${column}`,
      Array.from({ length: 100 }, (_value, row) => ((row * 31 + column * 17) % 101) / 4),
    ]),
  );
}
