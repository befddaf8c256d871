import { check, VerificationSuite } from "@dqx/api";
import { ResultKey } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import { InMemoryMetricDB } from "@dqx/orm";
import { expect, it } from "vitest";
import { tableReport } from "../src/table-report.js";

it("shows what was skipped, has no value, and was never stored", async () => {
  await using db = await InMemoryMetricDB.open();
  const idle = check({ name: "idle", onEmpty: "skip" }, (mp, ctx) =>
    ctx.assertThat(mp.average("delay")).config({ name: "delay" }).isPositive(),
  );
  const suite = new VerificationSuite([idle], db, { name: "idle" });
  const flights = InMemoryDataSource.fromColumns({
    name: "flights",
    columns: { delay: [] },
    types: { delay: "DOUBLE" },
  });
  const result = await suite.run([flights], new ResultKey("2001-03-05"));
  const text = tableReport([{ executionId: result.executionId, result, metrics: [] }]);
  expect(text).toContain("Suite idle for 2001-03-05: EMPTY");
  expect(text).toMatch(/SKIPPED │ P1 +│ idle +│ delay +│ +– │ > 0/);
  expect(text).toContain("1 metric from 1 scan of the file");
  expect(text).toMatch(/[0-9a-f-]{36} │ +0 │ +– │ +0 │/);
});

it("is empty for no executions", () => {
  expect(tableReport([])).toBe("");
});
