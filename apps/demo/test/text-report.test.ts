import { check, VerificationSuite } from "@dqx/api";
import { ResultKey } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import { InMemoryMetricDB } from "@dqx/orm";
import { expect, it } from "vitest";
import { textReport } from "../src/text-report.js";

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
  const text = textReport([{ executionId: result.executionId, result, metrics: [] }]);
  expect(text).toContain("Suite idle for 2001-03-05: EMPTY");
  expect(text).toMatch(/idle: 1 skipped\n +SKIPPED +P1 +delay +no value +> 0/);
  expect(text).toContain("1 metric from 1 scan of 'flights'");
  expect(text).toMatch(/Stored under [0-9a-f-]{36}: 0 metrics, numRows\(\) = none, 0 shared with the other$/);
});

it("shows control characters of names as escapes", async () => {
  await using db = await InMemoryMetricDB.open();
  const steering = check({ name: "steer\u001b[2J" }, (mp, ctx) =>
    ctx.assertThat(mp.numRows()).config({ name: "rows\u202e" }).isZero(),
  );
  const suite = new VerificationSuite([steering], db, { name: "steering" });
  const flights = InMemoryDataSource.fromColumns({ name: "flights", columns: { delay: [1] } });
  const result = await suite.run([flights], new ResultKey("2001-03-05"));
  const text = textReport([{ executionId: result.executionId, result, metrics: [] }]);
  expect(text).toMatch(/steer\\u001b\[2J: 1 failed\n +FAILED +P1 +rows\\u202e /);
  expect(text).not.toContain("\u001b[2J");
  expect(text).not.toContain("\u202e");
});

it("is empty for no executions", () => {
  expect(textReport([])).toBe("");
});
