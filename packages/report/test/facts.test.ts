import type { AssertionReport, AssertionStatus, RunReport, SuiteStatus } from "@dqx/api";
import { LocalDate } from "@dqx/common";
import { beforeAll, describe, expect, it } from "vitest";
import { headline } from "../src/facts/headline.js";
import { metricSeries } from "../src/facts/metric-series.js";
import { durationOf, showDuration } from "../src/facts/run-totals.js";
import { shopReport } from "./shop-report.js";

let report: RunReport;
beforeAll(async () => {
  report = await shopReport();
});

/** A report whose assertions have these statuses, all of severity P1. */
function reportOf(
  status: SuiteStatus,
  statuses: readonly AssertionStatus[],
  severity = "P1" as const,
): RunReport {
  const [first] = report.assertions;
  if (first === undefined) throw new Error("The report has no assertions.");
  const assertions = statuses.map((each): AssertionReport => ({ ...first, status: each, severity }));
  const count = (each: AssertionStatus) => statuses.filter((other) => other === each).length;
  const counts = {
    planned: statuses.length,
    passed: count("PASSED"),
    warned: count("WARNED"),
    failed: count("FAILED"),
    errored: count("ERROR"),
    skipped: count("SKIPPED"),
  };
  return { ...report, status, assertions, counts };
}

describe("the headline", () => {
  it.each<[SuiteStatus, readonly AssertionStatus[], string]>([
    ["PASSED", ["PASSED"], "The one assertion holds."],
    ["PASSED", ["PASSED", "PASSED"], "All 2 assertions hold."],
    ["PASSED", ["PASSED", "SKIPPED"], "1 of 2 assertions hold, 1 skipped."],
    ["PASSED", ["PASSED", "WARNED"], "1 of 2 assertions hold, 1 warned."],
    ["PASSED", ["WARNED", "SKIPPED"], "0 of 2 assertions hold, 1 warned, 1 skipped."],
    ["FAILED", ["FAILED"], "1 of 1 assertion failed."],
    ["FAILED", ["PASSED", "FAILED", "FAILED"], "2 of 3 assertions failed."],
    ["ERROR", ["PASSED", "ERROR"], "1 of 2 assertions could not be judged."],
    ["ERROR", ["FAILED", "ERROR"], "1 of 2 assertions could not be judged, 1 failed."],
    ["EMPTY", [], "Nothing was asserted, so nothing is known of the data."],
    ["EMPTY", ["SKIPPED", "SKIPPED"], "Nothing could be judged: all 2 assertions were skipped."],
    ["EMPTY", ["SKIPPED"], "Nothing could be judged: the one assertion was skipped."],
  ])("of %s with %j", (status, statuses, sentence) => {
    expect(headline(reportOf(status, statuses))).toBe(sentence);
  });
});

describe("a duration", () => {
  it.each([
    [0, "0 ms"],
    [999.4, "999 ms"],
    [1000, "1.0 s"],
    [59_949, "59.9 s"],
    [59_950, "1 min 0 s"],
    [245_000, "4 min 5 s"],
  ])("of %d ms", (milliseconds, text) => expect(showDuration(milliseconds)).toBe(text));

  it("is 0 when the clock went back", () => {
    const { startedAt, endedAt } = {
      startedAt: "2025-01-08T00:00:01.000Z",
      endedAt: "2025-01-08T00:00:00.000Z",
    };
    expect(durationOf({ ...report, execution: { ...report.execution, startedAt, endedAt } })).toBe(0);
  });
});

describe("a metric over its days", () => {
  const date = LocalDate("2025-01-08");
  const before = LocalDate("2025-01-07");
  const metric = { name: "m", dataset: "d", outcome: "value" as const, reason: null, warnings: [] };

  it("has the run's own value where the history knows the day, too, and none where the run has none", () => {
    const history = [
      { metric: "m", dataset: "d", points: [date, before].map((day) => ({ date: day, value: 7 })) },
    ];
    const points = (value: number | null) =>
      metricSeries({ ...report, metrics: [{ ...metric, date, value }] }, history)[0]?.points;
    expect(points(9)).toEqual([
      { date: before, value: 7 },
      { date, value: 9 },
    ]);
    expect(points(null)).toEqual([{ date: before, value: 7 }]);
  });

  it("is kept apart by dataset", () => {
    const metrics = ["d", "e"].map((dataset) => ({ ...metric, dataset, date, value: 1 }));
    expect(metricSeries({ ...report, metrics }).map(({ dataset }) => dataset)).toEqual(["d", "e"]);
  });
});
