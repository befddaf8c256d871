import {
  ageQuantile,
  ago,
  all,
  col,
  countIf,
  dateGaps,
  epochSentinelCount,
  freshness,
  futureCount,
  maximum,
  minimum,
  numRows,
  onWeekday,
  rowsInPast,
  type SimpleMetricSpec,
} from "@dqx/metrics";
import { describe, expect, test } from "vitest";
import type { Cell, ConformanceData, LogicalType, MakeSource } from "./conformance-data.js";
import { measureAll } from "./measure-all.js";

const TYPES: readonly LogicalType[] = ["date", "timestamp", "timestamptz"];

/** What is measured against the reference time of a run, 2024-03-01 12:00 UTC, and what times are as numbers. */
export function timeConformance(makeSource: MakeSource): void {
  const dataOf = (type: LogicalType, cells: readonly Cell[]): ConformanceData => ({
    name: "times",
    columns: [{ name: "x", type }],
    rows: cells.map((cell) => [cell]),
  });
  const valuesOf = async (
    data: ConformanceData,
    specs: readonly SimpleMetricSpec[],
  ): Promise<readonly number[]> => {
    const measured = await measureAll(makeSource, data, specs);
    expect(measured.analysis.statements.filter(({ purpose }) => purpose === "scan")).toHaveLength(1);
    return specs.map((spec) => measured.value(spec));
  };

  describe("times", () => {
    test.each(TYPES)(
      "of type %s are compared with the reference time and what lies before it",
      async (type) => {
        const data = dataOf(type, ["2024-02-29", "2024-03-01", "2024-03-02", "2023-03-01", null]);
        const [within, equal] = [
          col("x").isBetween(ago(1, "month"), ago(0, "hour")),
          col("x").isEq(ago(12, "hour")),
        ];
        const specs = [
          freshness.spec({ column: "x" }),
          futureCount.spec({ column: "x" }),
          rowsInPast.spec({ column: "x", n: 1, unit: "day" }),
          rowsInPast.spec({ column: "x", n: 36, unit: "hour" }),
          rowsInPast.spec({ column: "x", n: 1, unit: "year" }),
          countIf.spec({ predicate: within }),
          countIf.spec({ predicate: equal }),
          countIf.spec({ predicate: all(within, col("x").isNeq(ago(12, "hour"))) }),
          numRows.spec({}, {}, { where: col("x").isLt(ago(2, "day")) }),
          maximum.spec({ column: "x" }),
          minimum.spec({ column: "x" }),
        ];
        expect(await valuesOf(data, specs)).toEqual([
          -12, 1, 1, 1, 2, 2, 1, 1, 1, 1_709_337_600, 1_677_628_800,
        ]);
      },
    );

    test("that are instants have an age and a weekday, whatever the clocks of a zone do", async () => {
      // In Prague these are 02:30 and 02:30 an hour later, the day with 25 hours, and midnights around the one with 23.
      const cells = [
        "2023-10-29 02:30:00+02",
        "2023-10-29 02:30:00+01",
        "2023-03-26 00:00:00+01",
        "2023-03-27 00:00:00+02",
      ];
      const data = dataOf("timestamptz", cells);
      const ages = [
        ["2023-10-29T00:30:00Z", "2023-10-29T01:30:00Z"],
        ["2023-03-25T23:00:00Z", "2023-03-26T22:00:00Z"],
      ].map((pair) =>
        pair.map((instant) => (Date.parse("2024-03-01T12:00:00Z") - Date.parse(instant)) / 3_600_000),
      );
      const [[, newest = 0] = [], [oldest = 0] = []] = ages;
      expect(newest - (ages[0]?.[0] ?? 0)).toBe(-1);
      expect((ages[1]?.[0] ?? 0) - (ages[1]?.[1] ?? 0)).toBe(23);
      expect(
        await valuesOf(data, [
          freshness.spec({ column: "x" }),
          onWeekday.spec({ column: "x", days: ["saturday"] }),
          onWeekday.spec({ column: "x", days: ["sunday"] }),
          maximum.spec({ column: "x" }),
        ]),
      ).toEqual([newest, 0.25, 0.75, Date.parse("2023-10-29T01:30:00Z") / 1000]);
      const ageOf = (share: number) => ageQuantile.spec({ column: "x", share });
      const measured = await measureAll(makeSource, data, [ageOf(0), ageOf(1)]);
      expect([measured.value(ageOf(0)), measured.value(ageOf(1))]).toEqual([newest, oldest]);
    });

    test("are of the days of a source in its zone, and aged by the same reference time on all of them", async () => {
      const data: ConformanceData = {
        name: "times",
        columns: [{ name: "at", type: "timestamptz" }],
        rows: [["2024-02-28 22:30:00+00"], ["2024-02-28 23:30:00+00"], ["2024-02-29 22:30:00+00"]],
        dateColumn: "at",
        timeZone: "Europe/Prague",
      };
      const spec = freshness.spec({ column: "at" });
      const dates = ["2024-02-27", "2024-02-28", "2024-02-29"];
      const measured = await measureAll(makeSource, data, [spec], dates);
      expect(dates.map((date) => measured.of(spec, date))).toMatchObject([
        { kind: "empty" },
        { value: 37.5 },
        { value: 13.5 },
      ]);
    });

    test("at the ends of the calendar have all of their numbers", async () => {
      const data = dataOf("timestamp", ["0001-01-01 00:00:00", "9999-12-31 23:59:59.999999"]);
      expect(
        await valuesOf(data, [
          minimum.spec({ column: "x" }),
          maximum.spec({ column: "x" }),
          epochSentinelCount.spec({ column: "x" }),
          dateGaps.spec({ column: "x", unit: "month" }),
        ]),
      ).toEqual([-62_135_596_800, 253_402_300_800, 2, 9999 * 12 - 2]);
    });

    test("are no texts, and texts are no times", async () => {
      const specs = [
        freshness.spec({ column: "x" }),
        futureCount.spec({ column: "x" }),
        maximum.spec({ column: "x" }),
        onWeekday.spec({ column: "x" }),
      ];
      const measured = await measureAll(makeSource, dataOf("text", ["2024-02-29"]), specs);
      expect(measured.analysis.statements).toEqual([]);
      expect(specs.map((spec) => measured.of(spec))).toMatchObject([
        { reason: expect.stringContaining("epochSeconds takes days, timestamps and instants") },
        {
          reason: expect.stringMatching(
            /column 'x' is \S+ and 'ago\(0 hours\)' is an instant, which cannot be compared/,
          ),
        },
        { reason: expect.stringContaining("maximum needs numbers, days or times") },
        { reason: expect.stringContaining("weekday takes days, timestamps and instants") },
      ]);
    });
  });
}
