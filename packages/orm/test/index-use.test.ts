import { addDays, ExecutionId } from "@dqx/common";
import { sum } from "@dqx/metrics";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MetricDB } from "../src/index.js";
import { type RecordedStatement, recordSql } from "../src/testing/index.js";
import { sampleMetric, samplePrice } from "../src/testing/sample-metric.js";
import { backends, type Place } from "./support/backends.js";

const executionId = ExecutionId("exec-7");
const { key } = sampleMetric();
const DATASET = "d3";
const week = { from: "2025-01-01", until: "2025-01-08" };
const request = { spec: samplePrice, key, dataset: DATASET, lag: 0, window: 7 };

// Enough rows of enough executions, datasets, specs and days for each index to be worth it, and for no other one.
const executions = Array.from({ length: 40 }, (_, execution) => ExecutionId(`exec-${execution}`));
const metrics = executions.flatMap((executionId) =>
  ["d0", "d1", "d2", "d3", "d4"].flatMap((dataset) =>
    [samplePrice, sum.spec({ column: "price" })].flatMap((spec) =>
      Array.from({ length: 40 }, (_, day) =>
        sampleMetric({ executionId, dataset, spec, date: addDays(key.date, -day), value: day }),
      ),
    ),
  ),
);

/** What touches `dq_metric`, and the indexes that it may seek in. */
const accesses: readonly (readonly [name: string, indexes: RegExp, access: (db: MetricDB) => unknown])[] = [
  ["getMetricValue", /lookup/, (db) => db.getMetricValue(samplePrice, key, DATASET, executionId)],
  ["getMetricWindow", /lookup/, (db) => db.getMetricWindow(samplePrice, key, 0, 7, DATASET, executionId)],
  ["getSparseWindow", /lookup/, (db) => db.getSparseWindow(samplePrice, key, [0, 7], DATASET, executionId)],
  ["getMetricWindows", /lookup/, (db) => db.getMetricWindows([request], executionId)],
  ["getByExecutionId", /execution|lookup|key/, (db) => db.getByExecutionId(executionId)],
  ["getPage", /execution|key|lookup/, (db) => db.getPage(executionId, { limit: 10, cursor: "3000" })],
  ["history", /history/, (db) => db.history(samplePrice, DATASET, {}, { ...week, suite: "nightly" })],
  ["collectExpired", /expiry|key|PRIMARY KEY/, (db) => db.collectExpired({ batchSize: 100 })],
  ["delete", /execution|lookup|key/, (db) => db.delete(executionId)],
];

describe.each(backends)("on %s", (name, open) => {
  const recorder = recordSql();
  let place: Place;
  let db: MetricDB;
  beforeAll(async () => {
    place = await open({ logger: recorder.logger });
    db = await MetricDB.open(place.dataSource, place.settings);
    for (const executionId of executions) await db.recordExecution({ executionId, suite: "nightly", key });
    await db.persist(metrics);
    await place.dataSource.query("ANALYZE");
  });
  afterAll(() => place.dataSource.destroy());

  it.each(accesses)("%s seeks in an index of dq_metric, and scans nothing", async (_, indexes, access) => {
    recorder.clear();
    await access(db);
    const statements = recorder.statements.filter(({ text }) => /\b(FROM|JOIN) \S*dq_metric"/.test(text));

    expect(statements).toHaveLength(1);
    for (const statement of statements) {
      const steps = await (name === "PostgreSQL" ? stepsOnPostgres : stepsOnSqlite)(place, statement);
      expect(steps.length, statement.text).toBeGreaterThan(0);
      for (const step of steps) {
        expect(step).toMatch(
          /^SEARCH \w+ USING (COVERING )?(INDEX|INTEGER PRIMARY KEY)|Index (Only )?Scan (Backward )?using|Bitmap Index Scan on/,
        );
        expect(step).toMatch(indexes);
      }
    }
  });
});

/** How SQLite gets at the rows of `dq_metric`. */
async function stepsOnSqlite(
  { dataSource, naming }: Place,
  { text, values }: RecordedStatement,
): Promise<readonly string[]> {
  const plan: readonly { readonly detail: string }[] = await dataSource.query(`EXPLAIN QUERY PLAN ${text}`, [
    ...values,
  ]);
  const names = [...text.matchAll(/"\w*dq_metric" (m|n)\b/g)].map(([, alias]) => alias);
  const metric = [...names, `${naming.prefix}dq_metric`].join("|");
  return plan
    .map(({ detail }) => detail)
    .filter((detail) => new RegExp(`^(SEARCH|SCAN) (${metric})\\b`).test(detail));
}

/** How PostgreSQL gets at the rows of `dq_metric`. */
async function stepsOnPostgres(
  { dataSource }: Place,
  { text, values }: RecordedStatement,
): Promise<readonly string[]> {
  const plan: readonly { readonly "QUERY PLAN": string }[] = await dataSource.query(`EXPLAIN ${text}`, [
    ...values,
  ]);
  // A bitmap heap scan is the second half of the index scan below it.
  return plan
    .map((row) => row["QUERY PLAN"])
    .filter((line) => /\bScan\b.*dq_metric/.test(line) && !/Bitmap Heap Scan/.test(line));
}
