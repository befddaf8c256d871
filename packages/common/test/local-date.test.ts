import { spawnSync } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import {
  addDays,
  datesBetween,
  daysBetween,
  InvalidArgumentError,
  isLocalDate,
  LocalDate,
} from "../src/index.js";
import { civilFromDays, daysFromCivil } from "./civil-calendar.js";

const first = daysFromCivil(1, 1, 1);
const last = daysFromCivil(9999, 12, 31);
const epochDay = fc.integer({ min: first, max: last });

describe("LocalDate", () => {
  test.each([
    "0001-01-01",
    "0099-12-31",
    "1900-02-28",
    "2000-02-29",
    "2024-02-29",
    "2025-03-30",
    "9999-12-31",
  ])("accepts %s", (text) => {
    expect(LocalDate(text)).toBe(text);
  });

  test.each([
    "0000-01-01",
    "0000-12-31",
    "10000-01-01",
    "1900-02-29",
    "2023-02-29",
    "2100-02-29",
    "2024-02-30",
    "2024-04-31",
    "2024-00-10",
    "2024-13-01",
    "2024-01-00",
    "9999-12-32",
    "2024-1-1",
    "20240101",
    "2024-01-01T00:00:00",
    "2024-01-01\n",
    " 2024-01-01",
    "-024-01-01",
    "٢٠٢٤-01-01",
    "today",
    "",
  ])("refuses %j", (text) => {
    const make = () => LocalDate(text);
    expect(make).toThrow(InvalidArgumentError);
    expect(make).toThrow(`${JSON.stringify(text)} is not a date. Give a day that exists, as YYYY-MM-DD`);
  });

  test.each([undefined, null, 20240101, new Date(0), ["2024-01-01"]])(
    "refuses %o from a JavaScript caller",
    (value) => {
      expect(isLocalDate(value)).toBe(false);
      expect(() => Reflect.apply(LocalDate, undefined, [value])).toThrow(InvalidArgumentError);
    },
  );

  test("accepts exactly the days of the calendar", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9999 }),
        fc.integer({ min: 0, max: 14 }),
        fc.integer({ min: 0, max: 33 }),
        (year, month, day) => {
          const text = [String(year).padStart(4, "0"), pad(month), pad(day)].join("-");
          const exists =
            year >= 1 &&
            month >= 1 &&
            month <= 12 &&
            day >= 1 &&
            civilFromDays(daysFromCivil(year, month, day)) === text;
          expect(isLocalDate(text)).toBe(exists);
        },
      ),
    );
  });

  test("is not plain text to the compiler", () => {
    expectTypeOf<LocalDate>().toExtend<string>();
    expectTypeOf<string>().not.toExtend<LocalDate>();
    // @ts-expect-error -- plain text
    expect(addDays("2024-02-28", 1)).toBe("2024-02-29");
  });
});

describe("addDays", () => {
  test.each([
    ["2024-02-28", 1, "2024-02-29"],
    ["2024-02-28", 2, "2024-03-01"],
    ["2023-02-28", 1, "2023-03-01"],
    ["1900-02-28", 1, "1900-03-01"],
    ["2024-03-01", -1, "2024-02-29"],
    ["2024-12-31", 1, "2025-01-01"],
    ["0099-12-31", 1, "0100-01-01"],
    ["0100-01-01", -1, "0099-12-31"],
    ["0001-01-01", 0, "0001-01-01"],
    ["0001-01-01", 3_652_058, "9999-12-31"],
    ["9999-12-31", -3_652_058, "0001-01-01"],
  ])("%s and %i days is %s", (date, days, expected) => {
    expect(addDays(LocalDate(date), days)).toBe(expected);
  });

  test("agrees with an independent calendar on every date", () => {
    fc.assert(
      fc.property(epochDay, epochDay, (from, until) => {
        const date = LocalDate(civilFromDays(from));
        expect(addDays(date, until - from)).toBe(civilFromDays(until));
        expect(daysBetween(date, LocalDate(civilFromDays(until)))).toBe(until - from);
      }),
    );
  });

  test.each([
    ["9999-12-31", 1],
    ["0001-01-01", -1],
    ["2024-01-01", Number.MAX_SAFE_INTEGER],
    ["2024-01-01", Number.MIN_SAFE_INTEGER],
  ])("refuses to leave the calendar: %s and %i days", (date, days) => {
    const add = () => addDays(LocalDate(date), days);
    expect(add).toThrow(InvalidArgumentError);
    expect(add).toThrow(`${days} days from ${date} is outside of the years 1 to 9999.`);
  });

  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])("refuses %d days", (days) => {
    expect(() => addDays(LocalDate("2024-01-01"), days)).toThrow(
      `Cannot go ${days} days from 2024-01-01: give a whole number.`,
    );
  });
});

describe("datesBetween", () => {
  test("holds both ends, ascending, across a leap day", () => {
    expect(datesBetween(LocalDate("2024-02-27"), LocalDate("2024-03-01"))).toEqual([
      "2024-02-27",
      "2024-02-28",
      "2024-02-29",
      "2024-03-01",
    ]);
  });

  test("is empty when the end is before the start, and one day when they are the same", () => {
    const [earlier, later] = [LocalDate("2024-02-27"), LocalDate("2024-02-28")];
    expect(datesBetween(later, earlier)).toEqual([]);
    expect(datesBetween(later, later)).toEqual([later]);
  });
});

describe("the zone of the machine", () => {
  // Each has a day of 23, of 25 hours, or none at all near one of the dates: Samoa skipped 2011-12-30,
  // Santiago and Beirut have no midnight on the day the clocks change, Lord Howe moves by half an hour.
  const zones = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/Santiago",
    "Asia/Beirut",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "Australia/Lord_Howe",
  ];

  test.each(zones)("plays no part: %s", (zone) => {
    const script = `
      import { addDays, datesBetween, LocalDate } from ${JSON.stringify(new URL("../dist/index.js", import.meta.url).href)};
      const ranges = [["2011-12-28", "2012-01-02"], ["2025-03-07", "2025-04-10"], ["2025-08-31", "2025-11-05"], ["0099-12-30", "0100-01-02"]];
      const dates = ranges.flatMap(([from, until]) => [...datesBetween(LocalDate(from), LocalDate(until)), addDays(LocalDate(until), -1)]);
      console.log(new Date(2025, 6, 1).getTimezoneOffset(), dates.join(" "));
    `;
    const child = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
      cwd: fileURLToPath(new URL("..", import.meta.url)),
      env: { ...process.env, TZ: zone },
      encoding: "utf8",
    });
    expect(child.stderr).toBe("");
    const [offset, ...dates] = child.stdout.trim().split(" ");
    expect(dates).toEqual([
      ...range("2011-12-28", "2012-01-02"),
      "2012-01-01",
      ...range("2025-03-07", "2025-04-10"),
      "2025-04-09",
      ...range("2025-08-31", "2025-11-05"),
      "2025-11-04",
      ...range("0099-12-30", "0100-01-02"),
      "0100-01-01",
    ]);
    // Proof that the child ran in the zone: only UTC has no offset in July.
    expect(Number(offset) === 0).toBe(zone === "UTC");
  });

  function range(from: string, until: string): readonly string[] {
    const [start, end] = [from, until].map((date) => daysFromCivil(...fieldsOf(date)));
    if (start === undefined || end === undefined) throw new Error("two dates");
    return Array.from({ length: end - start + 1 }, (_, index) => civilFromDays(start + index));
  }

  function fieldsOf(date: string): [year: number, month: number, day: number] {
    return [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8))];
  }
});

function pad(number: number): string {
  return String(number).padStart(2, "0");
}
