import { ExecutionId } from "@dqx/common";
import { DataSource } from "typeorm";
import { expect, it } from "vitest";
import { MetricDB } from "../src/index.js";
import { recordSql } from "../src/testing/index.js";
import { sampleMetric, samplePrice } from "../src/testing/sample-metric.js";

it("seeks every read of dq_metric in an index, and scans nothing", async () => {
  const recorder = recordSql();
  const dataSource = new DataSource({ type: "sqlite", database: ":memory:", logger: recorder.logger });
  await dataSource.initialize();
  const db = await MetricDB.open(dataSource);
  const executionId = ExecutionId("exec-1");
  const { key } = sampleMetric();
  await db.persist([sampleMetric()]);
  recorder.clear();

  await db.getMetricValue(samplePrice, key, "orders", executionId);
  await db.getMetricWindow(samplePrice, key, 0, 7, "orders", executionId);
  await db.getByExecutionId(executionId);
  const reads = [...recorder.metricReads];

  expect(reads).toHaveLength(3);
  for (const { text, values } of reads) {
    const plan: readonly { readonly detail: string }[] = await dataSource.query(
      `EXPLAIN QUERY PLAN ${text}`,
      [...values],
    );
    const steps = plan
      .map(({ detail }) => detail)
      .filter((detail) => /\b(SEARCH|SCAN|TEMP B-TREE)\b/.test(detail));
    expect(steps.length).toBeGreaterThan(0);
    expect(steps).toEqual(
      steps.filter((step) => /^SEARCH \w+ USING (COVERING )?INDEX dq_metric_/.test(step)),
    );
  }
  await dataSource.destroy();
});
