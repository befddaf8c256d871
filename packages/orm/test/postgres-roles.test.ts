import { readFile } from "node:fs/promises";
import { DataSource } from "typeorm";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { MetricDB } from "../src/index.js";
import { sampleMetric } from "../src/testing/fixture/sample-metric.js";

const schema = `roles_${process.pid}`;
const { key, metadata } = sampleMetric();
const { executionId } = metadata;

/** The statements of docs/store.md, for roles and a schema of this test's own. */
async function documentedStatements(): Promise<string> {
  const document = await readFile(new URL("../../../docs/store.md", import.meta.url), "utf8");
  const block = /```sql\n([\s\S]*?)```/.exec(document)?.[1] ?? "";
  return block.replaceAll("dqx_", `${schema}_`).replaceAll(/\bdqx\b/g, schema);
}

function urlOf(role: "owner" | "writer" | "reader"): string {
  const url = new URL(inject("postgres"));
  url.username = `${schema}_${role}`;
  url.password = "x";
  return url.href;
}

describe("the PostgreSQL roles that docs/store.md makes", () => {
  beforeAll(async () => {
    const server = await new DataSource({ type: "postgres", url: inject("postgres") }).initialize();
    await server.query(await documentedStatements());
    for (const role of ["owner", "writer", "reader"]) {
      await server.query(`ALTER ROLE ${schema}_${role} PASSWORD 'x'`);
    }
    await server.destroy();
    await (await MetricDB.open(urlOf("owner"), { schema })).close();
  });

  it("let the writer do all that suites do, and no more", async () => {
    await using db = await MetricDB.open(urlOf("writer"), { schema, migrate: false });

    await db.recordExecution({ executionId, suite: "orders", key });
    await db.persist([sampleMetric({ ttlHours: 0 })], { batchId: "1" });
    await db.persist([sampleMetric()]);
    await db.persistResults(executionId, [
      { check: "c", assertion: "a", severity: "P1", status: "PASSED", expression: "x" },
    ]);
    await db.finishExecution(executionId, "PASSED");
    await db.persist([sampleMetric({ executionId: "another" })]);
    await db.delete(sampleMetric({ executionId: "another" }).metadata.executionId);

    expect(await db.collectExpired()).toBe(1);
    expect(await db.stats()).toEqual({
      executions: 1,
      running: 0,
      abandoned: 0,
      metrics: 1,
      expired: 0,
      results: 1,
    });
    await expect(MetricDB.open(urlOf("writer"), { schema, tablePrefix: "mine_" })).rejects.toMatchObject({
      reason: "refused",
    });
  });

  it("let the reader read, and tell it which right it lacks to write", async () => {
    await using db = await MetricDB.open(urlOf("reader"), { schema, migrate: false });

    expect(await db.getByExecutionId(executionId)).toHaveLength(1);
    expect(await db.getResults(executionId)).toHaveLength(1);
    await expect(db.persist([sampleMetric()])).rejects.toMatchObject({
      reason: "refused",
      message: expect.stringContaining("The role lacks a right. It needs SELECT, INSERT, UPDATE and DELETE"),
    });
  });
});
