import {
  col,
  duplicateCount,
  entropy,
  measuredMetrics,
  type SimpleMetricSpec,
  uniqueCount,
} from "@dqx/metrics";
import { describe, expect, test } from "vitest";
import type { ConformanceData } from "../src/testing/conformance-data.js";
import { measureAll } from "../src/testing/measure-all.js";
import { makeDuckDBSource } from "./duckdb-source.js";

const data: ConformanceData = {
  name: "orders",
  columns: [
    { name: "id", type: "bigint" },
    { name: "country", type: "text" },
    { name: "day", type: "date" },
  ],
  rows: [
    [1n, "de", "2024-06-01"],
    [2n, "de", "2024-06-01"],
    [2n, null, "2024-05-31"],
    [null, "fr", "2024-05-31"],
    [4n, "fr", null],
  ],
};

const { distinctness, duplicateRowCount, isPrimaryKey, uniqueness, uniqueValueRatio } = measuredMetrics;
const ofKeys = [
  uniqueCount,
  distinctness,
  uniqueness,
  uniqueValueRatio,
  duplicateCount,
  duplicateRowCount,
  isPrimaryKey,
];

async function statementsOf(specs: readonly SimpleMetricSpec[], dates?: readonly string[]): Promise<number> {
  const source = dates === undefined ? data : { ...data, dateColumn: "day" };
  const { analysis } = await measureAll(makeDuckDBSource, source, specs, dates);
  expect(analysis.measured.filter(({ outcome }) => outcome.kind === "failed")).toEqual([]);
  return analysis.statements.length;
}

describe("groups of equal keys are formed once", () => {
  test.each([
    ["a column", ["country"]],
    ["two columns", ["id", "country"]],
  ])("for all metrics of %s, on one day and on several", async (_, columns) => {
    const specs = ofKeys.map((metric) => metric.spec({ columns }));
    expect(await statementsOf(specs)).toBe(1);
    expect(await statementsOf(specs, ["2024-05-31", "2024-06-01"])).toBe(1);
  });

  test("whatever the order of the columns, and for metrics with other results of the groups", async () => {
    const specs = [
      uniqueCount.spec({ columns: ["country", "id"] }),
      duplicateCount.spec({ columns: ["id", "country"] }),
      uniqueCount.spec({ columns: ["country"] }),
      entropy.spec({ column: "country" }),
    ];
    expect(await statementsOf(specs)).toBe(2);
  });

  test("but one for each filter", async () => {
    const where = col("id").isGt(1);
    const specs = ofKeys.flatMap((metric) => [
      metric.spec({ columns: ["country"] }),
      metric.spec({ columns: ["country"] }, {}, { where }),
    ]);
    expect(await statementsOf(specs)).toBe(2);
  });
});
