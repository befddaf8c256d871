import { check, col, type Reporter, type RunReport, VerificationSuite } from "@dqx/api";
import { ResultKey } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import { InMemoryMetricDB } from "@dqx/orm";
import { beforeAll, describe, expect, it } from "vitest";
import {
  consoleReporter,
  githubReporter,
  htmlReporter,
  junitReporter,
  markdownReporter,
} from "../src/index.js";

let report: RunReport;
beforeAll(async () => {
  await using db = await InMemoryMetricDB.open();
  const amounts = check({ name: "amounts" }, (mp, ctx) => {
    const rows = ctx
      .rows("orders")
      .expect(col("amount").isGeq(0))
      .config({ name: "not negative", severity: "P0" });
    rows.holdsFor({ atLeast: 0.5, warnBelow: 1 });
    ctx.assertThat(mp.sum("amount")).config({ name: "sum" }).isGt({ warn: 100 });
    ctx.assertThat(mp.numRows()).config({ name: "rows" }).isEq(4);
  });
  const orders = InMemoryDataSource.fromColumns({ name: "orders", columns: { amount: [1, 2, -3, 4] } });
  const suite = new VerificationSuite([amounts], db, { name: "shop" });
  report = (await suite.run([orders], new ResultKey("2025-01-08"))).toJSON();
});

const text = (reporter: Reporter) => reporter.render(report);

describe("what warned", () => {
  it("is explained on a terminal, also when it is quiet, and counted", () => {
    const quiet = text(consoleReporter({ quiet: true }));
    expect(quiet).toContain("1 of 3 assertions hold, 2 warned.");
    expect(quiet).toContain("amounts: 2 warned, 1 passed");
    expect(quiet).toMatch(/WARNED {2}P0 {2}not negative {2}0\.75 {2}≥ 0\.5, warns unless ≥ 1\n +compliance/);
    expect(quiet).toMatch(/WARNED {2}P1 {2}sum +4 {2}> 100, only warns\n +sum\(amount\) = 4 is not > 100/);
    expect(quiet).toContain("3 assertions: 1 passed, 2 warned, 0 failed");
    expect(quiet).not.toContain("PASSED  P1");
  });

  it("is a warning on GitHub, whatever its severity", () => {
    const lines = text(githubReporter()).split("\n");
    expect(lines.filter((line) => line.startsWith("::warning title=P0 WARNED%3A amounts"))).toHaveLength(1);
    expect(lines.filter((line) => line.startsWith("::error"))).toEqual([]);
  });

  it("is a case of JUnit's that passed, with its message", () => {
    const xml = text(junitReporter());
    expect(xml).toContain('tests="3" failures="0" errors="0" skipped="0"');
    expect(xml.match(/<system-out>[^<]*not ≥ 1: 1 row of 4 tested fails/g)).toHaveLength(1);
  });

  it("is in Markdown's table of what needs a look", () => {
    expect(text(markdownReporter())).toMatch(/\| 🟡 WARNED \| P0 \| amounts \| not negative \|/);
  });

  it("has an article and a count on the page", () => {
    const page = text(htmlReporter());
    expect(page).toContain('<article class="problem WARNED" id="problem-1">');
    expect(page).toMatch(/<li class="WARNED"><b>2<\/b> warned<\/li>/);
  });

  it("is no number in reports of before there were warnings", () => {
    const { warned: _, ...counts } = report.counts;
    const old = { ...report, counts } as RunReport;
    expect(consoleReporter().render(old)).toContain("3 assertions: 1 passed, 0 failed");
  });
});
