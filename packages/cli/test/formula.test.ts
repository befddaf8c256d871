import { ExecutionId } from "@dqx/common";
import { derivedMetrics, measuredMetrics } from "@dqx/metrics";
import { InMemoryMetricDB } from "@dqx/orm";
import { MetricProvider } from "@dqx/provider";
import { beforeAll, describe, expect, it } from "vitest";
import { readFormula } from "../src/formula/formula.js";
import { FormulaError } from "../src/formula/formula-error.js";
import { isMetricName } from "../src/formula/metric-call.js";

let mp: MetricProvider;
beforeAll(async () => {
  mp = new MetricProvider(await InMemoryMetricDB.open(), ExecutionId("e"));
});

describe("a formula", () => {
  it.each([
    ["sum(revenue) / sum(revenue, lag 1)", () => mp.sum("revenue").div(mp.sum("revenue", { lag: 1 }))],
    ["numRows()", () => mp.numRows()],
    ["numRows(lag: 2) - numRows( lag=3 )", () => mp.numRows({ lag: 2 }).sub(mp.numRows({ lag: 3 }))],
    ["abs(average(price) - 2) * 1e3", () => mp.average("price").sub(2).abs().mul(1e3)],
    ['nullCount("order id")', () => mp.nullCount("order id")],
    ["nullCount('a\"b')", () => mp.nullCount('a"b')],
    ["average(price, dataset orders)", () => mp.average("price", { dataset: "orders" })],
    ["countDistinct([a, b])", () => mp.countDistinct(["a", "b"])],
    [
      "countValues(status, ['paid', \"it's\", 3, true])",
      () => mp.countValues("status", ["paid", "it's", 3, true]),
    ],
    ["dayOverDay(sum(revenue))", () => mp.ext.dayOverDay(mp.sum("revenue"))],
    ["stddev(average(delay), 7 days)", () => mp.ext.stddev(mp.average("delay"), { n: 7 })],
    [
      "stddev(dayOverDay(average(delay)), n 7, lag 2)",
      () => mp.ext.stddev(mp.ext.dayOverDay(mp.average("delay")), { n: 7, offset: 2 }),
    ],
    ["  max( minimum(a) , maximum(b) )  ", () => readFormula("max(minimum(a), maximum(b))", mp, {})],
  ])("%s is what the methods make", (text, make) => {
    expect(String(readFormula(text, mp, {}))).toBe(String(make()));
  });

  it("has the dataset and the filter of its place in each measured metric", () => {
    const filtered = readFormula("dayOverDay(sum(revenue)) + numRows(dataset b)", mp, {
      dataset: "a",
      where: "x > 0",
    });
    const written = String(filtered);
    expect(written.match(/x > 0/g)).toHaveLength(2);
  });

  it("knows every metric of the catalogue, and no other name", () => {
    for (const name of [...Object.keys(measuredMetrics), ...Object.keys(derivedMetrics)])
      expect(isMetricName(name)).toBe(true);
    expect(isMetricName("abs")).toBe(false);
    expect(isMetricName("constructor")).toBe(false);
  });

  it.each([
    ["sun(revenue)", 0, "There is no metric 'sun'. Did you mean 'sum'?"],
    ["1 + zzzzzzzzz(a)", 4, "Metrics are "],
    ["sum(revenue", 3, "Unclosed '('"],
    ["sum('revenue)", 4, "Unclosed '"],
    ["sum()", 0, "column"],
    ["sum(a, b)", 7, "'b' is one too many"],
    ["sum(a, lga 1)", 7, "There is no option 'lga'. Did you mean 'lag'?"],
    ["sum(order id)", 4, "a column with spaces stands in double quotes"],
    ["sum(a, lag x)", 0, "whole number of days"],
    ["sum(a-b)", 4, "Put the name of a column in double quotes"],
    ["sum(,a)", 4, "An argument is missing"],
    ["numRows() / ", 12, "An operand is missing"],
    ["numRows() + foo", 12, "Unknown name 'foo'"],
    ["sum(a) sum(b)", 7, "An operator is missing"],
    ["numRows() ** 2", 10, "Write pow(base, exponent)"],
    ["(numRows()", 0, "Unclosed '('"],
    ["numRows())", 9, "No bracket is open"],
    ["dayOverDay(average(a) + 1)", 21, "takes one metric"],
    ["dayOverDay(foo(a))", 11, "There is no metric 'foo'"],
    ["round(numRows(), 1, 2, 3)", 0, "round"],
  ])("%s is refused at character %i", (text, offset, message) => {
    let error: unknown;
    try {
      readFormula(text, mp, {});
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(FormulaError);
    expect([(error as FormulaError).offset, (error as FormulaError).message]).toEqual([
      offset,
      expect.stringContaining(message),
    ]);
  });
});
