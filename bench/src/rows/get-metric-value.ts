import { ExecutionId } from "@dqx/common";
import { type Metric, MetricDB } from "@dqx/orm";
import * as Option from "effect/Option";
import type { BenchRow, Comparison } from "../bench-row.js";
import { executionOf, keptSqliteStore, type LargeStore } from "../large-store.js";
import { type Contestant, interleave } from "../measure.js";
import type { RawRow, RawValue } from "../raw-database.js";
import { RawSqlite } from "../raw-sqlite.js";
import { DATASET, storedMetrics } from "../stored-metrics.js";

const SMALL: LargeStore = { metrics: 10_000, copies: 1, apart: "execution" };
const LARGE: LargeStore = { ...SMALL, copies: 100 };
const FULL: LargeStore = { ...SMALL, copies: 1000 };
const LOOKUPS = 1000;

/** The store's own select. */
const BOUND = [
  "execution_id",
  "dataset",
  "spec_hash",
  "tags_hash",
  "metric_type",
  "parameters",
  "tags",
  "date",
];
const SELECT = `SELECT value, negative_zero FROM dq_metric WHERE ${BOUND.map((column) => `${column} = ?`).join(" AND ")}
  AND (expires_at IS NULL OR expires_at > ?) ORDER BY seq DESC LIMIT 1`;

/** `getMetricValue` against the bare driver's same select, and in a large store against a small one. */
export const getMetricValueRow: BenchRow = {
  name: "get-metric-value",
  async run(_folder, { full }): Promise<readonly Comparison[]> {
    const store = full ? FULL : LARGE;
    const large = await keptSqliteStore(store);
    await using smallDb = await MetricDB.open(`sqlite:${await keptSqliteStore(SMALL)}`);
    await using largeDb = await MetricDB.open(`sqlite:${large}`);
    await using raw = await RawSqlite.open(large);
    const questions = await questionsOf(raw, store);

    const select = selectContestant(
      "select",
      questions,
      async (values) => (await raw.all(SELECT, values))[0],
    );
    const prepared = selectContestant("prepared select", questions, raw.prepare(SELECT));
    const inLarge = storeContestant("getMetricValue, large", largeDb, questions);
    const inSmall = storeContestant("getMetricValue, small", smallDb, await questionsOf(raw, SMALL));
    const timings = await interleave([select, prepared, inLarge, inSmall], { warmups: 2, rounds: 15 });
    const [selectTime, preparedTime, largeTime, smallTime] = timings;
    if (!selectTime || !preparedTime || !largeTime || !smallTime) throw new Error("Four timings.");
    const lookups = `${LOOKUPS.toLocaleString("en")} × getMetricValue at ${sizeOf(store)} stored metrics`;
    return [
      { what: lookups, baseline: selectTime, ours: largeTime, bar: { kind: "atMost", times: 3 } },
      { what: lookups, baseline: preparedTime, ours: largeTime, bar: { kind: "atMost", times: 3 } },
      {
        what: `${lookups}, against ${sizeOf(SMALL)}`,
        baseline: smallTime,
        ours: largeTime,
        bar: { kind: "atMost", times: 2 },
      },
    ];
  },
};

function sizeOf({ metrics, copies }: LargeStore): string {
  return (metrics * copies).toLocaleString("en");
}

/** A stored metric, its row, and its value in the execution it is asked of. */
interface Question {
  readonly metric: Metric;
  readonly executionId: ExecutionId;
  readonly row: RawRow;
  readonly value: number;
}

/** Spread over all executions and over all metrics of each. */
async function questionsOf(raw: RawSqlite, { metrics, copies }: LargeStore): Promise<readonly Question[]> {
  const stored = await raw.all("SELECT * FROM dq_metric WHERE execution_id = ?", [executionOf(0)]);
  const rows = new Map(stored.map((row) => [`${row.metric_name} ${row.date}`, row]));
  const candidates = storedMetrics(metrics, executionOf(0));
  return Array.from({ length: LOOKUPS }, (_, index): Question => {
    const copy = (index * 611_953) % copies;
    const metric = candidates[(index * 7919) % metrics];
    const row = metric && rows.get(`${metric.spec.name} ${metric.key.date}`);
    if (metric === undefined || row === undefined) throw new Error(`Metric ${index} is not stored.`);
    const executionId = ExecutionId(executionOf(copy));
    return { metric, executionId, row: { ...row, execution_id: executionId }, value: metric.value + copy };
  });
}

function storeContestant(name: string, db: MetricDB, questions: readonly Question[]): Contestant<void> {
  return {
    name,
    async run() {
      for (const { metric, executionId, value } of questions) {
        const found = await db.getMetricValue(metric.spec, metric.key, DATASET, executionId);
        if (Option.getOrUndefined(found) !== value) throw new Error(`${metric.spec.name} is not ${value}.`);
      }
    },
  };
}

function selectContestant(
  name: string,
  questions: readonly Question[],
  select: (values: readonly RawValue[]) => Promise<RawRow | undefined>,
): Contestant<void> {
  return {
    name,
    async run() {
      for (const { row, value } of questions) {
        const found = await select([...BOUND.map((column) => row[column] ?? null), Date.now()]);
        if (found?.value !== value) throw new Error(`${row.metric_name} is not ${value}.`);
      }
    },
  };
}
