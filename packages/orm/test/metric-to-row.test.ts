import { canonicalJson, ResultKey } from "@dqx/common";
import { expect, it } from "vitest";
import { metricsToRows } from "../src/metrics/metric-to-row.js";
import { canonicalHash } from "../src/sql/canonical-hash.js";
import { sampleMetric } from "../src/testing/fixture/sample-metric.js";

it("derives the identities of a batch from what its metrics share, each with its own", async () => {
  const keys = ["eu", "us"].map((region) => new ResultKey("2025-01-08", { region }));
  const metrics = [0, 1, 0, 1].map((which) => {
    const sample = sampleMetric();
    return { ...sample, key: keys[which] ?? sample.key };
  });

  const rows = await metricsToRows(metrics, 0);

  const texts = ["eu", "us", "eu", "us"].map((region) => canonicalJson({ region }));
  expect(rows.map(({ tags }) => tags)).toEqual(texts);
  expect(rows.map(({ tags_hash }) => tags_hash)).toEqual(texts.map(canonicalHash));
});

it("derives them anew for each batch, so that nothing is remembered of a spec that was changed", async () => {
  const parameters = { column: "price" };
  const metric = { ...sampleMetric(), spec: { ...sampleMetric().spec, parameters } };
  const columns = async () => (await metricsToRows([metric, metric], 0)).map((row) => row.parameters);
  expect(await columns()).toEqual(['{"column":"price"}', '{"column":"price"}']);

  parameters.column = "tax";

  expect(await columns()).toEqual(['{"column":"tax"}', '{"column":"tax"}']);
});

it("names in each row's metadata the execution that the row belongs to, and its own hours", async () => {
  const rows = await metricsToRows(
    ["a", "b", "a"].flatMap((executionId) => [
      sampleMetric({ executionId }),
      sampleMetric({ executionId, ttlHours: 1 }),
    ]),
    0,
  );

  expect(rows.map(({ execution_id, meta }) => [execution_id, JSON.parse(meta)])).toEqual(
    ["a", "b", "a"].flatMap((execution_id) => [
      [execution_id, { execution_id, ttl_hours: 168 }],
      [execution_id, { execution_id, ttl_hours: 1 }],
    ]),
  );
});
