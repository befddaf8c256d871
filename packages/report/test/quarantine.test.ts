import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { check, col, type RunReport, VerificationSuite } from "@dqx/api";
import { ResultKey } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import { InMemoryMetricDB } from "@dqx/orm";
import { expect, it } from "vitest";
import {
  consoleReporter,
  githubReporter,
  htmlReporter,
  jsonReporter,
  junitReporter,
  markdownReporter,
} from "../src/index.js";

async function quarantined(): Promise<RunReport> {
  const folder = mkdtempSync(join(tmpdir(), "dqx-report-"));
  await using db = await InMemoryMetricDB.open();
  const amounts = check({ name: "amounts" }, (_, ctx) => {
    ctx.rows("orders").expect(col("amount").isGeq(0)).config({ name: "not negative" }).holds();
  });
  const orders = InMemoryDataSource.fromColumns({ name: "orders", columns: { amount: [1, 2, -3, 4] } });
  const suite = new VerificationSuite([amounts], db, { name: "shop" });
  const files = { bad: join(folder, "bad<1>.csv"), good: join(folder, "good.csv") };
  const result = await suite.run([orders], new ResultKey("2025-01-08"), { quarantine: { orders: files } });
  rmSync(folder, { recursive: true });
  return JSON.parse(JSON.stringify(result).replaceAll(`${folder}/`, "")) as RunReport;
}

it("names the files of quarantined rows, and how many there are, in reports of every kind", async () => {
  const report = await quarantined();
  const [counts, good] = ["'orders' by 1 rule: 1 bad row in ", ", 3 good rows in good.csv"];
  expect(consoleReporter({ quiet: true }).render(report)).toContain(
    `\n\nquarantine ${counts}bad<1>.csv${good}\n\n`,
  );
  const markdown = markdownReporter().render(report).replaceAll("\\", "");
  expect(markdown.replaceAll("&lt;", "<").replaceAll("&gt;", ">")).toContain(
    `\nQuarantine of ${counts}bad<1>.csv${good}\n`,
  );
  expect(htmlReporter().render(report).replaceAll("&#39;", "'")).toContain(
    `<p>Quarantine of ${counts}bad&lt;1&gt;.csv${good}</p>`,
  );
  expect(githubReporter().render(report)).toContain(
    `::notice title=shop%3A quarantine::${counts}bad<1>.csv${good}\n`,
  );
  expect(junitReporter().render(report).replaceAll("&apos;", "'")).toMatch(
    /name="quarantine" value="'orders' by 1 rule: 1 bad row in bad&lt;1(&gt;|>)\.csv, 3 good rows in good\.csv"/,
  );
  expect(JSON.parse(jsonReporter().render(report)).quarantined).toEqual([
    {
      dataset: "orders",
      rules: 1,
      bad: { file: "bad<1>.csv", rows: 1 },
      good: { file: "good.csv", rows: 3 },
    },
  ]);
});
