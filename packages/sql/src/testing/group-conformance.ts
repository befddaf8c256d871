import { col, entropy, histogram, histogramShare, numRows } from "@dqx/metrics";
import { describe, expect, test } from "vitest";
import type { ConformanceData, MakeSource } from "./conformance-data.js";
import { measureAll } from "./measure-all.js";

/** What groups are beside the examples of the metrics over them. */
export function groupConformance(makeSource: MakeSource): void {
  describe("groups", () => {
    const data: ConformanceData = {
      name: "orders",
      columns: [
        { name: "status", type: "text" },
        { name: "amount", type: "bigint" },
      ],
      rows: [
        ["paid", 1n],
        ["paid", 2n],
        ["open", 3n],
        [null, 4n],
      ],
    };

    test("of the same keys are formed once, whatever the metrics and their limits", async () => {
      const specs = [
        histogram.spec({ column: "status" }),
        histogram.spec({ column: "status", limit: 1 }),
        histogramShare.spec({ column: "status", value: "paid" }),
        histogramShare.spec({ column: "status", value: "open" }),
      ];
      const measured = await measureAll(makeSource, data, specs);
      expect(specs.map((spec) => measured.value(spec))).toEqual([3, 3, 0.5, 0.25]);
      expect(measured.of(specs[1] ?? numRows.spec({}))).toMatchObject({
        detail: { bins: [{ value: "paid", rows: 2 }], other: { values: 2, rows: 2 }, rows: 4 },
      });
      expect(measured.analysis.statements).toHaveLength(1);
    });

    test("without rows that the filter lets through are absent", async () => {
      const where = col("amount").isGt(1);
      const specs = [
        histogram.spec({ column: "status" }, {}, { where }),
        entropy.spec({ column: "status" }, {}, { where }),
        entropy.spec({ column: "status" }, {}, { where: col("amount").isEq(3) }),
      ];
      const measured = await measureAll(makeSource, data, specs);
      expect(specs.map((spec) => measured.value(spec))).toEqual([3, expect.closeTo(Math.LN2, 12), 0]);
      const none = histogram.spec({ column: "status" }, {}, { where: col("amount").isGt(9) });
      expect((await measureAll(makeSource, data, [none])).of(none)).toMatchObject({ value: 0 });
    });

    test("fail by themselves when the engine fails on their keys", async () => {
      const broken: ConformanceData = { ...data, castColumn: { name: "parsed", of: "status" } };
      const guilty = [histogram.spec({ column: "parsed" }), entropy.spec({ column: "parsed" })];
      const innocent = [histogram.spec({ column: "status" }), numRows.spec({})];
      const measured = await measureAll(makeSource, broken, [...guilty, ...innocent]);
      for (const spec of guilty) expect(measured.of(spec).kind).toBe("failed");
      expect(innocent.map((spec) => measured.value(spec))).toEqual([3, 4]);
    });
  });
}
