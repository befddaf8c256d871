import { ExecutionId } from "@dqx/common";
import { DataSource } from "typeorm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MetricDB, MetricStoreError } from "../src/index.js";
import { sampleMetric } from "../src/testing/fixture/sample-metric.js";
import { sqliteOptions } from "./support/sqlite-drivers.js";

const executionId = ExecutionId("exec-1");

describe("a row that was changed by hand", () => {
  let dataSource: DataSource;
  let db: MetricDB;
  beforeEach(async () => {
    dataSource = await new DataSource(sqliteOptions(":memory:")).initialize();
    db = await MetricDB.open(dataSource);
    await db.persist([sampleMetric({ tags: { region: "eu" }, state: Uint8Array.of(1) })]);
  });
  afterEach(() => dataSource.destroy());

  const changes: readonly (readonly [what: string, change: string, message: string])[] = [
    ["text where the value was", "value = 'ten'", "something else than a number in column 'value'"],
    ["nothing where text was", "metric_name = x'00'", "something else than text in column 'metric_name'"],
    ["text where bytes were", "state = 'abc'", "something else than bytes in column 'state'"],
    ["a list where tags were", "tags = '[]'", "no JSON object in column 'tags'"],
    ["a list inside the tags", `tags = '{"region":["eu"]}'`, 'Tag "region" is ["eu"]'],
    ["half of the parameters", `parameters = '{"column":'`, "is not canonical JSON"],
    ["a day that does not exist", "date = '2025-02-30'", "is not a date"],
  ];
  it.each(changes)("is an error of the store when it has %s", async (_, change, message) => {
    await dataSource.query(`UPDATE dq_metric SET ${change}`);

    const attempt = db.getByExecutionId(executionId);

    await expect(attempt).rejects.toThrow(MetricStoreError);
    await expect(attempt).rejects.toThrow(message);
  });
});

describe("an execution or a result that was changed by hand", () => {
  const changes: readonly (readonly [table: string, change: string, message: string])[] = [
    ["execution", "status = 'done'", "the status 'done', which there is not"],
    ["execution", `datasets = '{"a":1}'`, "no list of names in column 'datasets'"],
    ["execution", "date = 'yesterday'", "is not a date"],
    ["result", "severity = 'P9'", "'P9' in column 'severity', which there is not"],
    ["result", "tags = 'x'", "is not canonical JSON"],
  ];
  it.each(changes)("is an error of the store: %s, %s", async (table, change, message) => {
    const dataSource = await new DataSource(sqliteOptions(":memory:")).initialize();
    const db = await MetricDB.open(dataSource);
    const { key } = sampleMetric();
    await db.recordExecution({ executionId, suite: "orders", key, datasets: ["orders"] });
    await db.persistResults(executionId, [
      { check: "c", assertion: "a", severity: "P1", status: "PASSED", expression: "x" },
    ]);
    await dataSource.query(`UPDATE dq_${table} SET ${change}`);

    const attempt = table === "result" ? db.getResults(executionId) : db.listExecutions();

    await expect(attempt).rejects.toThrow(MetricStoreError);
    await expect(attempt).rejects.toThrow(message);
    await dataSource.destroy();
  });
});

describe("a table that was dropped by hand", () => {
  it("is an error of the store that keeps the database's own", async () => {
    const dataSource = await new DataSource(sqliteOptions(":memory:")).initialize();
    const db = await MetricDB.open(dataSource);
    await dataSource.query("DROP TABLE dq_metric");

    await expect(db.getByExecutionId(executionId)).rejects.toMatchObject({
      _tag: "MetricStoreError",
      cause: { message: expect.stringContaining("no such table: dq_metric") },
    });
    await expect(db.persist([sampleMetric()])).rejects.toThrow("no such table: dq_metric");
    expect(await db.exists(executionId)).toBe(false);
    await dataSource.destroy();
  });
});
