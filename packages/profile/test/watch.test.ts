import { addDays, LocalDate } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import { describe, expect, it } from "vitest";
import { type DayRecord, type WatchReport, watch } from "../src/index.js";

const start = LocalDate("2025-01-01");
type Row = Readonly<Record<string, string | number | boolean | null>>;

/** Days with ten rows each; `change` makes other rows of one of them. */
function orders(
  days: number,
  change: (rows: readonly Row[], day: number) => readonly Row[] = (rows) => rows,
) {
  const rows = Array.from({ length: days }, (_, day) =>
    change(
      Array.from({ length: 10 }, (_, index) => ({
        day: addDays(start, day),
        status: index % 2 === 0 ? "paid" : "open",
        price: 20 + index,
        note: "x".repeat(3 + (index % 3)),
        gift: index === 0,
      })),
      day,
    ),
  ).flat();
  return InMemoryDataSource.fromRows({
    name: "orders",
    dateColumn: "day",
    rows: rows.map((row) => ({ ...row })),
  });
}

const last = (days: number) => addDays(start, days - 1);
const alarms = ({ verdicts }: WatchReport) =>
  verdicts.filter(({ status }) => status === "alarm").map(({ message }) => message);

describe("a watch", () => {
  it("of an ordinary day has no alarm, and says from how many days", async () => {
    await using source = orders(20);
    const report = await watch(source, { date: last(20) });
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    expect(alarms(report)).toEqual([]);
    expect(report).toMatchObject({
      format: "dqx.watch",
      version: 1,
      rows: 10,
      history: { from: "2025-01-01", until: "2025-01-19", days: 19 },
      warnings: [],
    });
    expect(new Set(report.verdicts.map(({ days }) => days))).toEqual(new Set([19]));
    expect(
      report.verdicts.map(({ kind, column, of }) => [kind, column, of].filter(Boolean).join(" ")),
    ).toEqual(
      expect.arrayContaining([
        "freshness",
        "rows",
        "mean price",
        "unseenValues status",
        "share status paid",
        "share gift false",
        "longest note",
      ]),
    );
  });

  it("of few days says how many it takes", async () => {
    await using source = orders(5);
    const { verdicts } = await watch(source, { date: last(5) });
    expect(new Set(verdicts.map(({ status }) => status))).toEqual(new Set(["tooLittleHistory"]));
    expect(verdicts.map(({ message }) => message)).toContain("rows: not enough history, 4 of 14 days");
    expect(verdicts.map(({ message }) => message)).toContain(
      'share of "paid" in status: not enough history, 4 of 14 days',
    );
  });

  it("looks back no farther than it is told to", async () => {
    await using source = orders(40);
    expect((await watch(source, { date: last(40), days: 20 })).history?.days).toBe(20);
    await expect(watch(source, { date: last(40), days: 0 })).rejects.toThrow(
      "days is 0. Give a whole number",
    );
  });

  it.each<[string, (rows: readonly Row[]) => readonly Row[], string]>([
    ["rows are lost", (rows) => rows.slice(0, 1), "rows = 1 is below"],
    [
      "there are nulls",
      (rows) => rows.map((row, i) => (i < 3 ? { ...row, price: null } : row)),
      "share of nulls of price = 0.3 is above",
    ],
    [
      "a value is new",
      (rows) => rows.map((row, i) => (i === 1 ? { ...row, status: "OPEN" } : row)),
      'status has 1 of 10 rows with values that the 29 days before did not have: "OPEN" (new values came on 0 of 15 days before)',
    ],
    [
      "a value is gone",
      (rows) => rows.map((row) => ({ ...row, status: "paid" })),
      'share of "open" in status = 0 is below',
    ],
    [
      "a unit is another",
      (rows) => rows.map((row) => ({ ...row, price: Number(row.price) * 100 })),
      "mean of price = 2,450 is above",
    ],
    [
      "texts are blank",
      (rows) => rows.map((row) => ({ ...row, note: " " })),
      "share of blank texts of note = 1 is above",
    ],
    [
      "one number is far off",
      (rows) => rows.map((row, i) => (i === 0 ? { ...row, price: -5000 } : row)),
      "minimum of price = -5,000 is below",
    ],
  ])("finds that %s", async (_, change, message) => {
    await using source = orders(30, (rows, day) => (day === 29 ? change(rows) : rows));
    expect(alarms(await watch(source, { date: last(30) }))).toEqual(
      expect.arrayContaining([expect.stringContaining(message)]),
    );
  });

  it("finds that rows are due, by the pauses there were", async () => {
    await using daily = orders(20);
    const late = await watch(daily, { date: last(22) });
    expect([late.rows, late.day, alarms(late)]).toEqual([
      0,
      null,
      [
        "the last rows are of 2025-01-20, 2 days before 2025-01-22; there were rows every day before (20 days with rows)",
      ],
    ]);
    await using weekdays = orders(30, (rows, day) =>
      new Date(addDays(start, day)).getUTCDay() % 6 === 0 ? [] : rows,
    );
    expect(alarms(await watch(weekdays, { date: LocalDate("2025-02-01") }))).toEqual([]);
    expect(alarms(await watch(weekdays, { date: LocalDate("2025-02-03") }))).toEqual([
      "the last rows are of 2025-01-30, 4 days before 2025-02-03; the longest pause before was 2 days (22 days with rows)",
    ]);
    expect(alarms(await watch(weekdays, { date: LocalDate("2025-06-01") }))).toEqual([]);
  });

  it("compares columns with what they were", async () => {
    await using source = orders(20);
    const { schema } = await watch(source, { date: last(20) });
    const kinds = async (earlierColumns: typeof schema) =>
      (await watch(source, { date: last(20), earlierColumns })).verdicts
        .filter(({ kind }) => kind === "schema")
        .map(({ message }) => message);
    expect(await kinds(schema)).toEqual(["the 5 columns are as before"]);
    const other = schema
      .slice(1)
      .map((column) => (column.name === "price" ? { ...column, type: "VARCHAR" } : column));
    expect(await kinds([...other, { name: "left", type: "DATE", kind: "date" }])).toEqual([
      "column price is BIGINT and was VARCHAR",
      "column left is gone",
      "column day is new, of type DATE",
    ]);
  });

  it("of data without days learns from earlier reports", async () => {
    const make = (price: number) =>
      InMemoryDataSource.fromColumns({
        name: "t",
        columns: { price: [price, price + 1], status: ["a", "b"] },
      });
    const earlierDays: DayRecord[] = [];
    for (let day = 0; day < 16; day++) {
      await using source = make(10 + (day % 2));
      const { day: seen, verdicts } = await watch(source, { date: addDays(start, day), earlierDays });
      if (seen !== null) earlierDays.push(seen);
      if (day === 15) expect(verdicts.every(({ status }) => status === "ok")).toBe(true);
    }
    await using source = make(90);
    expect(alarms(await watch(source, { date: addDays(start, 16), earlierDays }))).toEqual(
      expect.arrayContaining([expect.stringContaining("mean of price = 90.5 is above")]),
    );
  });
});
