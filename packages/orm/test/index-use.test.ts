import { addDays, ExecutionId } from "@dqx/common";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MetricDB } from "../src/index.js";
import { type RecordedStatement, recordSql } from "../src/testing/index.js";
import { sampleMetric, samplePrice } from "../src/testing/sample-metric.js";
import { backends, type Place } from "./support/backends.js";

const executionId = ExecutionId("exec-1");
const { key } = sampleMetric();

describe.each(backends)("every read of dq_metric on %s", (name, open) => {
  const recorder = recordSql();
  let place: Place;
  beforeEach(async () => {
    place = await open({ logger: recorder.logger });
  });
  afterEach(() => place.dataSource.destroy());

  it("seeks in an index, and scans nothing", async () => {
    const db = await MetricDB.open(place.dataSource, place.settings);
    // Enough rows of enough executions for a planner to know that the lookup pays.
    await db.persist(
      Array.from({ length: 3_000 }, (_, row) =>
        sampleMetric({
          executionId: `exec-${row % 60}`,
          dataset: `d${row % 10}`,
          date: addDays(key.date, -(row % 90)),
        }),
      ),
    );
    await place.dataSource.query("ANALYZE");
    recorder.clear();

    await db.getMetricValue(samplePrice, key, "orders", executionId);
    await db.getMetricWindow(samplePrice, key, 0, 7, "orders", executionId);
    await db.getMetricWindows(
      [{ spec: samplePrice, key, dataset: "orders", lag: 0, window: 7 }],
      executionId,
    );
    await db.getSparseWindow(samplePrice, key, [0, 7], "orders", executionId);
    await db.getByExecutionId(executionId);
    await db.getPage(executionId, { limit: 10, cursor: "100" });
    await db.history(
      samplePrice,
      "orders",
      {},
      { from: "2025-01-01", until: "2025-01-08", suite: "nightly" },
    );
    const reads = [...recorder.metricReads];

    expect(reads).toHaveLength(7);
    for (const [index, read] of reads.entries()) {
      const steps = await (name === "PostgreSQL" ? planOnPostgres : planOnSqlite)(place, read);
      expect(steps.length).toBeGreaterThan(0);
      if (index < 4) expect(steps.join()).toContain("a_dq_metric_lookup");
      expect(
        steps.filter((step) => !isSeek(step)),
        read.text,
      ).toEqual([]);
    }
  });
});

function isSeek(step: string): boolean {
  return /^SEARCH \w+ USING (COVERING )?INDEX a_dq_metric_|Index (Only )?Scan (Backward )?using a_dq_metric_|Bitmap Index Scan on a_dq_metric_/.test(
    step,
  );
}

async function planOnSqlite(
  { dataSource }: Place,
  { text, values }: RecordedStatement,
): Promise<readonly string[]> {
  const plan: readonly { readonly detail: string }[] = await dataSource.query(`EXPLAIN QUERY PLAN ${text}`, [
    ...values,
  ]);
  return plan
    .map(({ detail }) => detail)
    .filter((detail) => /\b(SEARCH|SCAN) (?!asked|e\b|CONSTANT|\d)/.test(detail));
}

// A table of one row is not worth an index, so PostgreSQL is told not to scan where it can help it.
async function planOnPostgres(
  { dataSource }: Place,
  { text, values }: RecordedStatement,
): Promise<readonly string[]> {
  const queryRunner = dataSource.createQueryRunner();
  await queryRunner.query("SET enable_seqscan = off");
  const plan: readonly { readonly "QUERY PLAN": string }[] = await queryRunner.query(`EXPLAIN ${text}`, [
    ...values,
  ]);
  await queryRunner.query("RESET enable_seqscan");
  await queryRunner.release();
  const lines = plan.map((row) => row["QUERY PLAN"]);
  // A heap scan is the second half of the index scan below it.
  return lines.filter(
    (line) =>
      /\bScan\b/.test(line) &&
      !/Bitmap Heap Scan|Subquery Scan|Values Scan|CTE Scan|a_dq_execution/.test(line),
  );
}
