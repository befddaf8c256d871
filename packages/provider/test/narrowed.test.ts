import { ExecutionId, InvalidArgumentError } from "@dqx/common";
import { all, col, defineMetric, numRows, sum } from "@dqx/metrics";
import { InMemoryMetricDB } from "@dqx/orm";
import { describe, expect, test } from "vitest";
import { MetricProvider, replaceSymbols } from "../src/index.js";

const mp = new MetricProvider(await InMemoryMetricDB.open(), ExecutionId("e"));

describe("among", () => {
  test("keeps the metric, its own filter, parameters, day and dataset", () => {
    const paid = mp.sum("amount", {
      where: col("status").isEq("paid"),
      lag: 2,
      dataset: "orders",
      parameters: { region: "eu" },
    });
    const narrowed = mp.among(paid, col("country").isEq("de"));
    const byHand = mp.sum("amount", {
      where: all(col("status").isEq("paid"), col("country").isEq("de")),
      lag: 2,
      dataset: "orders",
      parameters: { region: "eu" },
    });
    expect(narrowed.spec.id).toBe(byHand.spec.id);
    expect([narrowed.lag, narrowed.dataset]).toEqual([2, "orders"]);
    expect(mp.metricOf(narrowed).children).toEqual([paid]);
  });

  test("narrows a metric without a filter, and a ratio", () => {
    const where = col("country").isEq("de");
    expect(mp.among(mp.average("x"), where).spec.id).toBe(mp.average("x", { where }).spec.id);
    expect(mp.among(mp.nullCount("x").ratio(), where).spec.id).toBe(
      mp.nullCount("x", { where }).ratio().spec.id,
    );
  });

  test("refuses what is computed from others, and what the catalogue does not know", () => {
    const where = col("country").isEq("de");
    expect(() => mp.among(mp.ext.dayOverDay(mp.numRows()), where)).toThrow(
      "dayOverDay(numRows()) is computed from other metrics, so there is none of it for a part of the rows.",
    );
    expect(() => mp.bySegments(mp.ext.dayOverDay(mp.numRows()), { by: "country" })).toThrow(
      InvalidArgumentError,
    );
    const { definition } = numRows;
    const own = defineMetric({ ...definition, type: "myRows" });
    expect(() => mp.among(mp.metric(own.spec({})), where)).toThrow(
      "is no metric of the catalogue, so it cannot be narrowed. Give it the filter with `where` itself.",
    );
  });
});

test("bySegments is the metric by segments, with its day and dataset", () => {
  const made = mp.bySegments(mp.sum("amount", { lag: 1, dataset: "orders" }), { by: "country", top: 3 });
  const byHand = mp.segments(sum.spec({ column: "amount" }), "country", {
    top: 3,
    lag: 1,
    dataset: "orders",
  });
  expect([made.spec.id, made.lag, made.dataset]).toEqual([byHand.spec.id, 1, "orders"]);
  expect(String(made.at("de"))).toBe(String(byHand.at("de")));
});

test("replaceSymbols puts other metrics in the places of metrics, and leaves all else", () => {
  const [a, b, c] = [mp.sum("a"), mp.sum("b"), mp.sum("c")];
  const shared = a.add(1).neg();
  const formula = shared.mul(shared).max(b, 2).round(1);
  const replaced = replaceSymbols(formula, (symbol) => (symbol === a ? c : symbol));
  expect(String(replaced)).toBe(String(formula).replaceAll("sum(a)", "sum(c)"));
  expect(replaceSymbols(a, () => c)).toBe(c);
});
