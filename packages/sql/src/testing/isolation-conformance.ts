import { average, countDistinct, maximum, minimum, nullCount, numRows, sum, variance } from "@dqx/metrics";
import { describe, expect, test } from "vitest";
import type { ConformanceData, MakeSource } from "./conformance-data.js";
import { measureAll } from "./measure-all.js";

const innocent = [
  numRows.spec({}),
  sum.spec({ column: "x" }),
  average.spec({ column: "x" }),
  variance.spec({ column: "x" }),
  maximum.spec({ column: "x" }),
  nullCount.spec({ column: "raw" }),
  countDistinct.spec({ columns: ["raw"] }),
];

/** One metric's failure is its own. */
export function isolationConformance(makeSource: MakeSource): void {
  const data: ConformanceData = {
    name: "orders",
    columns: [
      { name: "x", type: "double" },
      { name: "raw", type: "text" },
      { name: "flag", type: "boolean" },
    ],
    rows: [
      [1, "10", true],
      [4, "oops", false],
    ],
    castColumn: { name: "parsed", of: "raw" },
  };
  const guilty = [sum.spec({ column: "parsed" }), minimum.spec({ column: "parsed" })];

  const expectInnocent = (measured: Awaited<ReturnType<typeof measureAll>>): void => {
    expect(innocent.map((spec) => measured.value(spec))).toEqual([2, 5, 2.5, 4.5, 4, 0, 2]);
  };

  describe("isolation", () => {
    test("a column on which the engine fails takes down its own metrics only", async () => {
      const measured = await measureAll(makeSource, data, [...guilty, ...innocent]);
      expectInnocent(measured);
      for (const spec of guilty) {
        expect(measured.of(spec), spec.name).toMatchObject({ kind: "failed", reason: expect.any(String) });
      }
      const failed = measured.analysis.statements.filter(({ error }) => error !== undefined);
      expect(failed.length).toBeGreaterThan(0);
      expect(new Set(failed.map(({ fault }) => fault))).toEqual(new Set(["cast"]));
      expect(measured.analysis.statements.length).toBeLessThanOrEqual(16);
    });

    test("the same column has values when the engine does not fail on it", async () => {
      const measured = await measureAll(
        makeSource,
        {
          ...data,
          rows: [
            [1, "10", true],
            [4, "32", false],
          ],
        },
        [...guilty, ...innocent],
      );
      expectInnocent(measured);
      expect(guilty.map((spec) => measured.value(spec))).toEqual([42, 10]);
      expect(measured.analysis.statements).toHaveLength(1);
    });

    test("a column that does not exist fails alone, and the nearest name is offered", async () => {
      const missing = [sum.spec({ column: "flagg" }), countDistinct.spec({ columns: ["x", "zzzzzz"] })];
      const measured = await measureAll(makeSource, data, [...missing, ...innocent]);
      expectInnocent(measured);
      expect(missing.map((spec) => measured.of(spec))).toMatchObject([
        { kind: "failed", reason: "column 'flagg' does not exist in dataset 'orders'; did you mean 'flag'?" },
        { kind: "failed", reason: expect.stringContaining("it has 'x', 'raw', 'flag', 'parsed'") },
      ]);
      expect(measured.analysis.statements).toHaveLength(1);
    });

    test("text and booleans are no numbers", async () => {
      const wrong = [average.spec({ column: "raw" }), sum.spec({ column: "flag" })];
      const measured = await measureAll(makeSource, data, [...wrong, ...innocent]);
      expectInnocent(measured);
      for (const spec of wrong) {
        expect(measured.of(spec)).toMatchObject({
          kind: "failed",
          reason: expect.stringContaining("needs numbers"),
        });
      }
    });

    test("when everything fails nothing has a value", async () => {
      const measured = await measureAll(makeSource, data, guilty);
      for (const spec of guilty) expect(measured.of(spec).kind).toBe("failed");
    });
  });
}
