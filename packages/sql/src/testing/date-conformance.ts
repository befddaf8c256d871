import { addDays, datesBetween, LocalDate } from "@dqx/common";
import { average, countDistinct, maximum, nanCount, numRows, sum, variance } from "@dqx/metrics";
import { describe, expect, test } from "vitest";
import type { Cell, ConformanceData, LogicalType, MakeSource } from "./conformance-data.js";
import { measureAll, onSource } from "./measure-all.js";

const rowCount = numRows.spec({});

/** How rows are cut into days. */
export function dateConformance(makeSource: MakeSource): void {
  const countDays = async (
    type: LogicalType,
    cells: readonly (string | null)[],
    dates: readonly string[],
    timeZone?: string,
  ): Promise<readonly number[]> => {
    const data = {
      name: "days",
      columns: [{ name: "at", type }],
      rows: cells.map((cell) => [cell]),
      dateColumn: "at",
      ...(timeZone !== undefined && { timeZone }),
    };
    return onSource(makeSource, data, async (measure) => {
      const together = await measure([rowCount], dates);
      const counts = dates.map((date) => together.value(rowCount, date));
      // A single date takes another statement than several; both have to agree.
      for (const [index, date] of dates.entries()) {
        const alone = await measure([rowCount], [date]);
        expect(alone.value(rowCount, date), `${date} alone`).toBe(counts[index]);
      }
      return counts;
    });
  };

  describe("days", () => {
    test("a date is a day", async () => {
      const cells = ["2024-02-28", "2024-02-29", "2024-02-29", "2024-03-01", null];
      expect(await countDays("date", cells, ["2024-02-28", "2024-02-29", "2024-03-01"])).toEqual([1, 2, 1]);
    });

    test.each<[string, readonly string[]]>([
      ["one day", ["2024-06-01"]],
      ["several days", ["2024-05-31", "2024-06-01"]],
    ])("rows without a date are in no metric, and the reader is told how many: %s", async (_, dates) => {
      const day = (date: string | null, x: number): readonly Cell[] => [date, x];
      const measureDays = (undated: readonly number[], x: number) =>
        measureAll(
          makeSource,
          {
            name: "days",
            columns: [
              { name: "at", type: "date" },
              { name: "x", type: "double" },
            ],
            rows: [day("2024-05-31", 1), day("2024-06-01", x), ...undated.map((value) => day(null, value))],
            dateColumn: "at",
          },
          [sum.spec({ column: "x" }), variance.spec({ column: "x" })],
          dates,
        );
      const measured = await measureDays([10, Number.NaN], 2);
      expect(measured.value(sum.spec({ column: "x" }), "2024-06-01")).toBe(2);
      expect(measured.analysis.warnings).toContainEqual(
        expect.stringMatching(/column 'at' of dataset 'days' is null in 2 rows/),
      );
      const complete = await measureDays([], 2);
      expect(complete.analysis.warnings).toEqual([]);
      expect(complete.analysis.statements).toHaveLength(1);
    });

    test("a day without rows says so beside its sum of 0, and a day with rows does not", async () => {
      const dates = ["2024-05-31", "2024-06-01"];
      const spec = sum.spec({ column: "x" });
      const data: ConformanceData = {
        name: "days",
        columns: [
          { name: "at", type: "date" },
          { name: "x", type: "double" },
        ],
        rows: [["2024-06-01", null]],
        dateColumn: "at",
      };
      const none = { kind: "value", value: 0, warnings: [], rows: 0 };
      const together = await measureAll(makeSource, data, [spec], dates);
      expect(together.of(spec, "2024-05-31")).toEqual(none);
      expect(together.of(spec, "2024-06-01")).toEqual({ kind: "value", value: 0, warnings: [] });
      const alone = await measureAll(makeSource, data, [spec], ["2024-05-31"]);
      expect(alone.of(spec, "2024-05-31")).toEqual(none);
      const { dateColumn: _, ...snapshot } = { ...data, rows: [] };
      expect((await measureAll(makeSource, snapshot, [spec])).of(spec)).toEqual(none);
    });

    test("wall time belongs to the day that it shows, whatever the zone, where the engine has it", async () => {
      const cells = [
        "2024-03-30 23:59:59.999999",
        "2024-03-31 00:00:00",
        "2024-03-31 02:30:00",
        "2024-03-31 23:59:59.999999",
        "2024-04-01 00:00:00",
      ];
      const dates = ["2024-03-30", "2024-03-31", "2024-04-01"];
      // An engine without wall times keeps instants: those of UTC, an hour or two later in Prague.
      const expected = (await hasWallTimes(makeSource)) ? [1, 3, 1] : [0, 3, 2];
      expect(await countDays("timestamp", cells, dates, "Europe/Prague")).toEqual(expected);
    });

    test("an instant belongs to its day in UTC when no zone is given", async () => {
      const cells = ["2024-01-01 23:59:59.999999+00", "2024-01-02 00:00:00+00", "2024-01-02 01:00:00+02"];
      expect(await countDays("timestamptz", cells, ["2024-01-01", "2024-01-02"])).toEqual([2, 1]);
    });

    test.each([
      ["Europe/Prague", "2024-03-31", [24, 23, 24]],
      ["Europe/Prague", "2024-10-27", [24, 25, 24]],
      ["America/Havana", "2018-03-11", [24, 23, 24]],
      // Midnight comes twice in Havana when summer time ends, and never in São Paulo when it begins.
      ["America/Havana", "2018-11-04", [24, 25, 24]],
      ["America/Sao_Paulo", "2018-11-04", [24, 23, 24]],
      ["Asia/Kathmandu", "2024-05-05", [24, 24, 24]],
      ["Pacific/Auckland", "2024-09-29", [24, 23, 24]],
    ])("in %s the days around %s have %o hours", async (timeZone, date, hours) => {
      const day = LocalDate(date);
      const start = Date.parse(`${addDays(day, -3)}T00:15:00Z`);
      const cells = Array.from(
        { length: 7 * 24 },
        (_, hour) => `${new Date(start + hour * 3_600_000).toISOString().slice(0, 19).replace("T", " ")}+00`,
      );
      expect(
        await countDays("timestamptz", cells, datesBetween(addDays(day, -1), addDays(day, 1)), timeZone),
      ).toEqual(hours);
    });

    test("a day without rows is an empty day, and days far apart are measured together", async () => {
      const specs = [rowCount, sum.spec({ column: "x" }), average.spec({ column: "x" })];
      const measured = await measureAll(
        makeSource,
        {
          name: "gaps",
          columns: [
            { name: "day", type: "date" },
            { name: "x", type: "bigint" },
          ],
          rows: [
            ["2024-01-01", 1n],
            ["2024-01-01", 3n],
            ["2024-01-20", 10n],
            ["2024-03-01", 100n],
          ],
          dateColumn: "day",
        },
        specs,
        ["2024-03-01", "2024-01-01", "2024-01-02"],
      );
      expect(measured.analysis.statements).toHaveLength(1);
      expect(specs.map((spec) => measured.of(spec, "2024-01-01"))).toMatchObject([
        { value: 2 },
        { value: 4 },
        { value: 2 },
      ]);
      expect(specs.map((spec) => measured.of(spec, "2024-01-02"))).toMatchObject([
        { value: 0 },
        { value: 0 },
        { kind: "empty" },
      ]);
      expect(specs.map((spec) => measured.of(spec, "2024-03-01"))).toMatchObject([
        { value: 1 },
        { value: 100 },
        { value: 100 },
      ]);
    });

    test("NaN on one day leaves the other days alone", async () => {
      const specs = [
        sum.spec({ column: "x" }),
        maximum.spec({ column: "x" }),
        nanCount.spec({ column: "x" }),
      ];
      const measured = await measureAll(
        makeSource,
        {
          name: "one dirty day",
          columns: [
            { name: "day", type: "date" },
            { name: "x", type: "double" },
          ],
          rows: [
            ["2024-01-01", 1],
            ["2024-01-02", Number.NaN],
            ["2024-01-02", 5],
          ],
          dateColumn: "day",
        },
        specs,
        ["2024-01-01", "2024-01-02"],
      );
      expect(specs.map((spec) => measured.of(spec, "2024-01-01"))).toMatchObject([
        { value: 1 },
        { value: 1 },
        { value: 0 },
      ]);
      expect(specs.map((spec) => measured.of(spec, "2024-01-02"))).toMatchObject([
        { kind: "failed" },
        { value: 5 },
        { value: 1 },
      ]);
    });

    test("distinct counts are those of each day, on all days and on some", async () => {
      const distinct = countDistinct.spec({ columns: ["x"] });
      const data = {
        name: "distinct days",
        columns: [
          { name: "day", type: "date" as const },
          { name: "x", type: "text" as const },
        ],
        rows: [
          ["2024-01-01", "a"],
          ["2024-01-01", "b"],
          ["2024-01-02", "a"],
          ["2024-01-02", "a"],
        ],
        dateColumn: "day",
      };
      const measured = await measureAll(
        makeSource,
        data,
        [distinct, rowCount],
        ["2024-01-01", "2024-01-02", "2024-01-03"],
      );
      expect(
        ["2024-01-01", "2024-01-02", "2024-01-03"].map((date) => measured.value(distinct, date)),
      ).toEqual([2, 1, 0]);
    });
  });
}

/** Whether the engine has timestamps without a zone. */
async function hasWallTimes(makeSource: MakeSource): Promise<boolean> {
  const source = await makeSource({ name: "wall", columns: [{ name: "at", type: "timestamp" }], rows: [] });
  try {
    const relation = source.relation({ parameters: {} });
    const [column] = await source.withSession((session) => session.describe(relation));
    return source.dialect.columnType(column?.type ?? "").kind === "timestamp";
  } finally {
    await source.close();
  }
}
