import { describe, expect, it } from "vitest";
import { MetricDB } from "../src/index.js";
import { sampleMetric, samplePrice } from "../src/testing/fixture/sample-metric.js";
import { recordSql, unscopedReads } from "../src/testing/index.js";

const lawful = [
  'SELECT value FROM "dq_metric" WHERE execution_id = ? AND dataset = ?',
  'SELECT value FROM "tenant"."a_dq_metric" WHERE "execution_id" = $1 AND (expires_at IS NULL OR expires_at > $2)',
  'SELECT m.* FROM "dq_metric" m WHERE m.execution_id = ? AND NOT EXISTS (SELECT 1 FROM "dq_metric" AS n WHERE n.execution_id = ? AND n.seq > m.seq)',
  'SELECT * FROM asked a JOIN "dq_metric" m ON m.execution_id = $1 AND m.dataset = a.dataset',
  'INSERT INTO "dq_metric" (value) VALUES (?)',
  'DELETE FROM "dq_metric" WHERE expires_at < ?',
  'SELECT * FROM "dq_execution" WHERE suite = ?',
  'SELECT * FROM "dq_metric_copy" WHERE suite = ?',
];

const unlawful = [
  'SELECT value FROM "dq_metric"',
  "select value from dq_metric where dataset = ?",
  'SELECT value FROM "dq_metric" WHERE dataset = ? AND execution_id = ?',
  'SELECT value FROM "dq_metric" WHERE execution_id <> ?',
  'SELECT value FROM "dq_metric" WHERE execution_id = execution_id',
  "SELECT value FROM \"dq_metric\" WHERE execution_id = 'exec-1'",
  'SELECT value FROM "dq_metric" WHERE execution_id = ? OR dataset = ?',
  'SELECT value FROM "dq_metric" WHERE execution_id = ? AND NOT EXISTS (SELECT 1 FROM "dq_metric" n WHERE n.seq > 1)',
  'SELECT value FROM "dq_metric" m JOIN "dq_metric" n ON n.execution_id = ? WHERE m.seq = n.seq',
  'INSERT INTO copy SELECT * FROM "dq_metric"',
];

describe("the law of isolation over SQL", () => {
  it.each(lawful)("allows %s", (text) => {
    expect(unscopedReads([text])).toEqual([]);
  });

  it.each(unlawful)("refuses %s", (text) => {
    expect(unscopedReads([text])).toEqual([text]);
  });

  it("is broken by what a recorder saw, and says by which statement", async () => {
    const recorder = recordSql();
    recorder.logger.logQuery("SELECT 1");
    expect(() => recorder.assertIsolated()).toThrow("Nothing read dq_metric");

    recorder.logger.logQuery("SELECT value FROM dq_metric WHERE execution_id = ?", ["exec-1"]);
    recorder.assertIsolated();

    recorder.logger.logQuery("SELECT * FROM dq_metric");
    expect(() => recorder.assertIsolated()).toThrow("without an execution id:\nSELECT * FROM dq_metric");

    recorder.clear();
    expect(recorder.statements).toEqual([]);
  });

  it("sees every statement of a store that is given the recorder", async () => {
    const recorder = recordSql();
    await using _db = await MetricDB.open("sqlite::memory:", { logger: recorder.logger });

    expect(recorder.statements.some(({ text }) => text.startsWith('CREATE TABLE "dq_metric"'))).toBe(true);
  });

  it("lets history look across executions where it is tested, and nowhere else", async () => {
    const recorder = recordSql();
    await using db = await MetricDB.open("sqlite::memory:", { logger: recorder.logger });
    const { key, metadata } = sampleMetric();
    await db.getMetricValue(samplePrice, key, "orders", metadata.executionId);
    await db.history(samplePrice, "orders", {}, { from: "2025-01-01", until: "2025-01-08" });

    recorder.assertIsolated({ acrossExecutions: true });
    expect(() => recorder.assertIsolated()).toThrow("across executions");
  });

  it("is not broken by metric retrieval inside a run, which looks across executions nowhere", async () => {
    const recorder = recordSql();
    await using db = await MetricDB.open("sqlite::memory:", { logger: recorder.logger });
    const { key, metadata } = sampleMetric();
    const { executionId } = metadata;
    recorder.clear();

    await db.persist([sampleMetric()]);
    await db.getMetricValue(samplePrice, key, "orders", executionId);
    await db.getMetricWindow(samplePrice, key, 0, 7, "orders", executionId);
    await db.getSparseWindow(samplePrice, key, [0, 7], "orders", executionId);
    await db.getMetricWindows(
      [{ spec: samplePrice, key, dataset: "orders", lag: 0, window: 7 }],
      executionId,
    );
    await db.getByExecutionId(executionId);
    await db.getPage(executionId);
    for await (const metric of db.streamMetrics(executionId)) expect(metric.value).toBe(10);

    recorder.assertIsolated();
    expect(recorder.metricReads).toHaveLength(7);
  });
});
