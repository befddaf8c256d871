import { addDays, ExecutionId } from "@dqx/common";
import { sum } from "@dqx/metrics";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MetricDB } from "../src/index.js";
import { sampleMetric, samplePrice } from "../src/testing/fixture/sample-metric.js";
import { recordSql } from "../src/testing/index.js";
import { backends, type Place } from "./support/backends.js";
import { isSeek, planOf } from "./support/query-plan.js";

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

// Executions of others.
const elsewhere = Array.from({ length: 2_000 }, (_, execution) =>
  sampleMetric({ executionId: `other-${execution}`, dataset: "elsewhere" }),
);

/** What touches `dq_metric`, and the indexes that it may seek in. */
const accesses: readonly (readonly [name: string, indexes: RegExp, access: (db: MetricDB) => unknown])[] = [
  ["getMetricValue", /lookup/, (db) => db.getMetricValue(samplePrice, key, DATASET, executionId)],
  ["getMetricWindow", /lookup/, (db) => db.getMetricWindow(samplePrice, key, 0, 7, DATASET, executionId)],
  ["getSparseWindow", /lookup/, (db) => db.getSparseWindow(samplePrice, key, [0, 7], DATASET, executionId)],
  ["getMetricWindows", /lookup/, (db) => db.getMetricWindows([request], executionId)],
  ["getByExecutionId", /execution|lookup|key/, (db) => db.getByExecutionId(executionId)],
  ["getPage", /execution|key|lookup/, (db) => db.getPage(executionId, { limit: 10, cursor: "3000" })],
  ["history", /history/, (db) => db.history(samplePrice, DATASET, {}, week)],
  ["collectExpired", /expiry|execution|key|PRIMARY KEY/, (db) => db.collectExpired({ batchSize: 100 })],
  ["delete", /execution|lookup|key/, (db) => db.delete(executionId, { force: true })],
];

describe.each(backends)("on %s", (_name, open) => {
  const recorder = recordSql();
  let place: Place;
  let db: MetricDB;
  beforeAll(async () => {
    place = await open({ logger: recorder.logger });
    db = await MetricDB.open(place.dataSource, place.settings);
    for (const executionId of executions) await db.recordExecution({ executionId, suite: "nightly", key });
    await db.persist([...metrics, ...elsewhere]);
    await place.dataSource.query("ANALYZE");
  });
  afterAll(() => place.dataSource.destroy());

  /** The one statement on a table that a call sends, and how it is executed. */
  async function planFor(call: (db: MetricDB) => unknown, table: string): Promise<readonly string[]> {
    recorder.clear();
    await call(db);
    const name = new RegExp(String.raw`\b(FROM|JOIN) \S*${table}"`);
    const [statement, ...others] = recorder.statements.filter(({ text }) => name.test(text));
    if (statement === undefined || others.length > 0) throw new Error(`One statement on ${table}.`);
    return planOf(place, statement, table);
  }

  it.each(accesses)("%s seeks in an index of dq_metric, and scans nothing", async (_, indexes, access) => {
    const plan = await planFor(access, "dq_metric");

    expect(plan.length).toBeGreaterThan(0);
    expect(plan.filter((line) => !isSeek(line))).toEqual([]);
    for (const line of plan) expect(line).toMatch(indexes);
  });

  it("latestExecution seeks in an index of dq_execution", async () => {
    const [line = "", ...others] = await planFor((db) => db.latestExecution("nightly", key), "dq_execution");

    expect(others).toEqual([]);
    expect(isSeek(line)).toBe(true);
    expect(line).toContain("a_dq_execution_key");
  });
});
