import { addDays, LocalDate } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import { type WatchReport, watch } from "@dqx/profile";
import { beforeAll, describe, expect, it } from "vitest";
import { watchText } from "../src/index.js";

const start = LocalDate("2025-01-01");
let late: WatchReport;
let early: WatchReport;
beforeAll(async () => {
  const rows = Array.from({ length: 16 }, (_, day) => ({
    day: addDays(start, day),
    price: day === 15 ? 900 : 3,
  }));
  await using orders = InMemoryDataSource.fromRows({ name: "orders", dateColumn: "day", rows });
  late = await watch(orders, { date: addDays(start, 15) });
  early = await watch(orders, { date: addDays(start, 3) });
});

describe("a watch as text", () => {
  it("says what is alarming, and from how many days that is known", () => {
    const lines = watchText(late).split("\n");
    expect(lines.slice(0, 5)).toEqual([
      expect.stringMatching(/^orders for 2025-01-16: 2 alarms in \d verdicts on 1 row$/),
      "Learnt from 15 days, 2025-01-01 to 2025-01-15.",
      "",
      "ALARM  mean of price = 900 is above 3.15 (expected 3, learnt from 15 days)",
      "ALARM  maximum of price = 900 is above 4.5 (expected 3, learnt from 15 days)",
    ]);
    expect(watchText(late, { all: true })).toContain("ok     there are rows of 2025-01-16");
    expect(watchText(late, { color: true })).toContain("\u001b[31m2 alarms");
  });

  it("says what cannot be judged yet", () => {
    expect(watchText(early)).toMatch(
      /^orders for 2025-01-04: nothing could be judged in 0 verdicts on 1 row\nLearnt from 3 days, [^\n]*\n\nNot enough history for \d numbers: 3 of 14 days\.\n$/,
    );
    expect(watchText(early, { all: true })).toContain("rows: not enough history, 3 of 14 days");
    expect(watchText({ ...early, history: null, warnings: ["no luck\u001b[2J"] })).toContain(
      "There is no day before to learn from.\nwarning  no luck\\u001b[2J",
    );
  });

  it("says that all is well", () => {
    const verdicts = late.verdicts.filter(({ status }) => status === "ok");
    expect(watchText({ ...late, verdicts })).toMatch(/^orders for 2025-01-16: no alarm in \d verdicts/);
  });
});
