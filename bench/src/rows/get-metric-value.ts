import { ExecutionId } from "@dqx/common";
import { type Metric, MetricDB } from "@dqx/orm";
import * as Option from "effect/Option";
import type { BenchRow, Comparison } from "../bench-row.js";
import { type Contestant, interleave } from "../measure.js";
import { type RawRow, RawSqlite, type RawValue } from "../raw-sqlite.js";
import { DATASET, storedMetrics } from "../stored-metrics.js";

const SMALL = 10_000;
const LARGE = 1_000_000;
const LOOKUPS = 1000;
const EXECUTION = "exec-1";

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
  async run(folder): Promise<readonly Comparison[]> {
    const metrics = storedMetrics(SMALL, EXECUTION);
    const [small, large] = [`${folder}/small.db`, `${folder}/large.db`];
    await fill(small, metrics, 1);
    await fill(large, metrics, LARGE / SMALL);

    await using smallDb = await MetricDB.open(`sqlite:${small}`);
    await using largeDb = await MetricDB.open(`sqlite:${large}`);
    await using raw = await RawSqlite.open(large);
    // Spread over the metrics, the same for all.
    const asked = Array.from({ length: LOOKUPS }, (_, index) => (index * 7919) % SMALL);
    const wanted = asked.flatMap((index) => metrics[index] ?? []);
    const questions = await questionsOf(raw, wanted);

    const select = selectContestant(
      "select",
      questions,
      async (values) => (await raw.all(SELECT, values))[0],
    );
    const prepared = selectContestant("prepared select", questions, raw.prepare(SELECT));
    const inLarge = storeContestant("getMetricValue, large", largeDb, wanted);
    const inSmall = storeContestant("getMetricValue, small", smallDb, wanted);
    const timings = await interleave([select, prepared, inLarge, inSmall], { warmups: 2, rounds: 15 });
    const [selectTime, preparedTime, largeTime, smallTime] = timings;
    if (!selectTime || !preparedTime || !largeTime || !smallTime) throw new Error("Four timings.");
    const lookups = `${LOOKUPS.toLocaleString("en")} × getMetricValue at ${LARGE.toLocaleString("en")} stored metrics`;
    return [
      { what: lookups, baseline: selectTime, ours: largeTime, bar: { kind: "atMost", times: 3 } },
      { what: lookups, baseline: preparedTime, ours: largeTime, bar: { kind: "atMost", times: 3 } },
      {
        what: `${lookups}, against ${SMALL.toLocaleString("en")}`,
        baseline: smallTime,
        ours: largeTime,
        bar: { kind: "atMost", times: 2 },
      },
    ];
  },
};

/** Stores the metrics, and copies of them under other executions. */
async function fill(path: string, metrics: readonly Metric[], times: number): Promise<void> {
  {
    await using db = await MetricDB.open(`sqlite:${path}`);
    await db.persist(metrics);
  }
  await using raw = await RawSqlite.open(path);
  const [first = {}] = await raw.all("SELECT * FROM dq_metric LIMIT 1");
  const columns = Object.keys(first).filter((column) => column !== "seq" && column !== "execution_id");
  await raw.run("BEGIN IMMEDIATE");
  for (let copy = 1; copy < times; copy++) {
    const id = `copy-${copy}`;
    await raw.run("INSERT INTO dq_execution (id, started_at) VALUES (?, 0)", [id]);
    await raw.run(
      `INSERT INTO dq_metric (execution_id, ${columns.join(", ")})
       SELECT ?, ${columns.join(", ")} FROM dq_metric WHERE execution_id = ?`,
      [id, EXECUTION],
    );
  }
  await raw.run("COMMIT");
  await raw.run("ANALYZE");
}

interface Question {
  readonly row: RawRow;
  readonly value: number;
}

async function questionsOf(raw: RawSqlite, wanted: readonly Metric[]): Promise<readonly Question[]> {
  const stored = await raw.all("SELECT * FROM dq_metric WHERE execution_id = ?", [EXECUTION]);
  const byName = new Map(stored.map((row) => [`${row.metric_name} ${row.date}`, row]));
  return wanted.map(({ spec, key, value }) => {
    const row = byName.get(`${spec.name} ${key.date}`);
    if (row === undefined) throw new Error(`${spec.name} is not stored.`);
    return { row, value };
  });
}

function storeContestant(name: string, db: MetricDB, wanted: readonly Metric[]): Contestant<void> {
  const executionId = ExecutionId(EXECUTION);
  return {
    name,
    async run() {
      for (const { spec, key, value } of wanted) {
        const found = await db.getMetricValue(spec, key, DATASET, executionId);
        if (Option.getOrUndefined(found) !== value) throw new Error(`${spec.name} is not ${value}.`);
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
