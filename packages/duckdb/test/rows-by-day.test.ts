import { LocalDate } from "@dqx/common";
import { numRows, sum } from "@dqx/metrics";
import { analyze } from "@dqx/sql";
import { describe, expect, test } from "vitest";
import { type DaysOptions, InMemoryDataSource } from "../src/index.js";

const [first, second, third] = ["2026-01-01", "2026-01-02", "2026-01-03"].map(LocalDate) as [
  LocalDate,
  LocalDate,
  LocalDate,
];

describe("rows by day", () => {
  test("each day has its own, and one that is left out has none", async () => {
    await using source = InMemoryDataSource.fromDays({
      name: "orders",
      days: { [second]: [{ amount: 1, 'a"b': "x" }, { amount: 2 }], [first]: [{ amount: 40 }] },
    });
    const specs = [sum.spec({ column: "amount" }), numRows.spec({})];
    const dates = [first, second, third];
    const { measured } = await analyze(
      source,
      specs.map((spec) => ({ spec, dates })),
      { referenceDate: third },
    );
    const values = measured.map(({ spec, date, outcome }) => [
      spec.name,
      date,
      outcome.kind === "value" ? outcome.value : outcome,
    ]);
    expect(values).toEqual(
      expect.arrayContaining([
        ["sum(amount)", first, 40],
        ["sum(amount)", second, 3],
        ["sum(amount)", third, 0],
        ["numRows()", first, 1],
        ["numRows()", second, 2],
        ["numRows()", third, 0],
      ]),
    );
  });

  test("no column holds the day", async () => {
    await using source = InMemoryDataSource.fromDays({
      name: "orders",
      days: { [first]: [] },
      types: { amount: "DOUBLE" },
    });
    const columns = await source.withSession((session) =>
      session.describe(source.relation({ date: first, parameters: {} })),
    );
    expect(columns.map(({ name, type }) => [name, type])).toEqual([["amount", "DOUBLE"]]);
  });

  test.each<[string, DaysOptions["days"], string]>([
    ["a list", [] as never, "days is []. Give the rows of each day"],
    ["nothing", undefined as never, "days is undefined"],
    ["a key that is no date", { monday: [] }, '"monday" is no date'],
    [
      "rows that are none",
      { "2026-01-01": [1] as never },
      "the value of 2026-01-01 is [1]. Give a list of objects.",
    ],
    ["no column", { "2026-01-01": [] }, "there is no column"],
    [
      "the column of days",
      { "2026-01-01": [{ dqx_day: 1 }] },
      "dqx_day is the name of the column of days. Rename yours.",
    ],
  ])("refuses %s", (_, days, message) => {
    expect(() => InMemoryDataSource.fromDays({ name: "orders", days })).toThrow(message);
  });
});
