import { check, type RunReport, VerificationSuite } from "@dqx/api";
import { ExecutionId, ResultKey } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import { InMemoryMetricDB } from "@dqx/orm";
import { expect, test } from "vitest";
import { markdownReporter } from "../src/markdown-reporter.js";
import { notifyOnFailure } from "../src/notify-on-failure.js";

async function run(price: number | null, messages: string[] = []): Promise<RunReport> {
  const source = InMemoryDataSource.fromColumns({
    name: "orders",
    columns: { price: [price] },
    types: { price: "DOUBLE" },
  });
  const prices = check({ name: "prices | eur" }, (mp, ctx) => {
    ctx.assertThat(mp.minimum("price")).config({ name: "lowest price", severity: "P0" }).isPositive();
  });
  const plugin = notifyOnFailure(async (message) => void messages.push(message));
  await using db = await InMemoryMetricDB.open();
  const executionId = ExecutionId("exec-1");
  const suite = new VerificationSuite([prices], db, { name: "orders", executionId, plugins: [plugin] });
  return (await suite.run([source], new ResultKey("2025-01-08"))).toJSON();
}

test("a reporter of one's own renders a report, also one that was written as JSON", async () => {
  const report = await run(-3);
  const table = [
    "## orders: FAILED",
    "",
    "Execution `exec-1` for 2025-01-08.",
    "",
    "| status | check | assertion | value |",
    "| --- | --- | --- | --- |",
    "| FAILED | prices \\| eur | lowest price | -3 |",
    "",
  ].join("\n");
  expect(markdownReporter.render(report)).toBe(table);
  expect(markdownReporter.render(JSON.parse(JSON.stringify(report)))).toBe(table);
  const empty = { ...(await run(null)), warnings: ["the table is empty"] };
  expect(markdownReporter.render(empty)).toMatch(/\| lowest price \| no value \|\n\n> the table is empty\n$/);
});

test("a plugin of one's own is told of the runs that went wrong, and of no others", async () => {
  const messages: string[] = [];
  await run(3, messages);
  expect(messages).toEqual([]);
  await run(-3, messages);
  expect(messages).toEqual([
    "orders for 2025-01-08 is FAILED\nP0 prices | eur: minimum(price) = -3 is not > 0 (3 below 0)",
  ]);
  await run(null, messages);
  expect(messages[1]).toMatch(/^orders for 2025-01-08 is FAILED\nP0 prices \| eur: .* has no value/);
});
