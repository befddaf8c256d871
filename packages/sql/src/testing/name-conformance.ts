import { countDistinct, countValues, first, maximum, nullCount, numRows, sum } from "@dqx/metrics";
import { describe, expect, test } from "vitest";
import type { MakeSource } from "./conformance-data.js";
import { measureAll } from "./measure-all.js";

const NAMES = [
  "count",
  "m0",
  "m_0",
  "M1",
  "select",
  "Customer Name",
  'a"b; drop table x',
  "a'b",
  "`tick`",
  "back\\slash",
  "ž",
  "$x",
  "?",
  "line\nbreak",
  "trailing ",
  "-- comment",
];

/** Columns may be called anything. */
export function nameConformance(makeSource: MakeSource): void {
  describe("names", () => {
    const columns = NAMES.map((name) => ({ name, type: "bigint" as const }));
    // Each column holds its own number, so that a mix-up would show.
    const rows = [NAMES.map((_, index) => BigInt(index)), NAMES.map((_, index) => BigInt(100 + index))];

    test.each(NAMES.map((name, index) => [name, index] as const))(
      "a column called %j",
      async (column, index) => {
        const specs = [
          sum.spec({ column }),
          maximum.spec({ column }),
          nullCount.spec({ column }),
          countDistinct.spec({ columns: [column] }),
          countValues.spec({ column, values: [index] }),
          first.spec({ column, orderBy: column }),
        ];
        const measured = await measureAll(makeSource, { name: "names", columns, rows }, specs);
        expect(specs.map((spec) => measured.value(spec))).toEqual([
          100 + 2 * index,
          100 + index,
          0,
          2,
          1,
          index,
        ]);
      },
    );

    test("all of them at once, in one statement", async () => {
      const specs = [numRows.spec({}), ...NAMES.map((column) => sum.spec({ column }))];
      const measured = await measureAll(makeSource, { name: "names", columns, rows }, specs);
      expect(specs.map((spec) => measured.value(spec))).toEqual([
        2,
        ...NAMES.map((_, index) => 100 + 2 * index),
      ]);
      expect(measured.analysis.statements).toHaveLength(1);
    });

    test("the day's column may be called anything, too", async () => {
      const measured = await measureAll(
        makeSource,
        {
          name: "names",
          columns: [
            { name: 'the "day"', type: "date" },
            { name: "m0", type: "bigint" },
          ],
          rows: [
            ["2024-01-01", 1n],
            ["2024-01-02", 2n],
          ],
          dateColumn: 'the "day"',
        },
        [sum.spec({ column: "m0" })],
        ["2024-01-01", "2024-01-02"],
      );
      expect(measured.value(sum.spec({ column: "m0" }), "2024-01-02")).toBe(2);
    });
  });
}
