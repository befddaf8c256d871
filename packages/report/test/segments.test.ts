import { check, col, type Reporter, type RunReport, segment, VerificationSuite } from "@dqx/api";
import { ResultKey } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import { InMemoryMetricDB } from "@dqx/orm";
import { beforeAll, expect, test } from "vitest";
import {
  consoleReporter,
  githubReporter,
  htmlReporter,
  jsonReporter,
  junitReporter,
  markdownReporter,
} from "../src/index.js";

let report: RunReport;
beforeAll(async () => {
  await using db = await InMemoryMetricDB.open();
  const delays = check({ name: "delays" }, (mp, ctx) => {
    ctx.forEach(segment("origin", { expected: ["<b>"] }), (at) => {
      ctx
        .assertThat(at(mp.average("delay")))
        .config({ name: "delay" })
        .isLt(40);
    });
    ctx.forEach(segment({ late: col("delay").isGt(15) }), (at) => {
      ctx.assertThat(at(mp.numRows())).config({ name: "rows" }).isLt(1);
    });
  });
  const columns = { origin: ["ATL", "ORD", "ORD"], delay: [10, 50, 60] };
  const flights = InMemoryDataSource.fromColumns({ name: "flights", columns });
  const suite = new VerificationSuite([delays], db, { name: "air" });
  report = (await suite.run([flights], new ResultKey("2025-01-08"))).toJSON();
});

test.each<[string, Reporter, string, string, string]>([
  ["a terminal", consoleReporter(), 'delay [origin = "ORD"]', "rows [late]", '[origin = "<b>"]'],
  [
    "Markdown",
    markdownReporter(),
    'delay \\[origin \\= "ORD"\\]',
    "rows \\[late\\]",
    '\\[origin \\= "&lt;b\\>"\\]',
  ],
  [
    "HTML",
    htmlReporter(),
    "delay [origin = &quot;ORD&quot;]",
    "rows [late]",
    "[origin = &quot;&lt;b&gt;&quot;]",
  ],
  [
    "JUnit",
    junitReporter(),
    "delay [origin = &quot;ORD&quot;]",
    "rows [late]",
    "[origin = &quot;&lt;b&gt;&quot;]",
  ],
  ["GitHub", githubReporter(), 'delay [origin = "ORD"]', "rows [late]", '[origin = "<b>"]'],
  ["JSON", jsonReporter(), 'delay [origin = \\"ORD\\"]', "rows [late]", '[origin = \\"<b>\\"]'],
])("each segment is named on %s, with what is wrong", (_, reporter, value, condition, missing) => {
  const text = reporter.render(report);
  for (const name of [value, condition, missing]) expect(text).toContain(name);
  expect(text).toContain("= 55 is not");
});
