import { ExecutionId, InvalidArgumentError } from "@dqx/common";
import {
  average,
  col,
  countResult,
  countValues,
  dayOverDay,
  defineMetric,
  numRows,
  stddev,
  valueOutcome,
  weekOverWeek,
} from "@dqx/metrics";
import type { MetricStore } from "@dqx/orm";
import { describe, expect, it } from "vitest";
import {
  ExtendedMetricProvider,
  MetricProvider,
  type MetricSymbol,
  SymbolicMetricBase,
} from "../src/index.js";
import { newProvider } from "./new-provider.js";

describe("a metric provider", () => {
  it("makes a symbol of every metric of the catalogue, named x_1, x_2, … in order", () => {
    const mp = newProvider();
    const made: readonly (readonly [MetricSymbol, string])[] = [
      [mp.numRows(), "numRows()"],
      [mp.average("price"), "average(price)"],
      [mp.sum("price"), "sum(price)"],
      [mp.minimum("price"), "minimum(price)"],
      [mp.maximum("price"), "maximum(price)"],
      [mp.variance("price"), "variance(price)"],
      [mp.nullCount("price"), "nullCount(price)"],
      [mp.nanCount("price"), "nanCount(price)"],
      [mp.first("price", { orderBy: "id" }), "first(price, by id)"],
      [mp.countDistinct("shop"), "countDistinct(shop)"],
      [mp.countDistinct(["shop", "day"]), "countDistinct(day, shop)"],
      [mp.countValues("state", "new"), 'countValues(state, ["new"])'],
      [mp.countValues("state", [1n, 2n]), "countValues(state, [1n, 2n])"],
    ];
    for (const [symbol, name] of made) expect(String(symbol)).toBe(name);
    expect(mp.symbols().map(({ name }) => name)).toEqual(made.map((_, index) => `x_${index + 1}`));
    expect(mp.symbols().map(({ symbol }) => symbol)).toEqual(made.map(([symbol]) => symbol));
    expect(mp).toBeInstanceOf(SymbolicMetricBase);
  });

  it("makes the spec of a metric once for all calls that give the same texts, and no other", () => {
    const mp = newProvider();
    const { spec } = mp.countValues("state", "new");
    expect(mp.countValues("state", "new").spec).toBe(spec);
    expect(mp.countValues("state", ["new"]).spec).toEqual(expect.objectContaining({ id: spec.id }));
    const others = [
      mp.countValues("state", "old"),
      mp.countValues("place", "new"),
      mp.countValues("state", "new", { where: col("price").isGt(1) }),
      mp.countValues("state", "new", { parameters: { region: "eu" } }),
      mp.average("state"),
      newProvider().average("price"),
    ];
    expect(others.map((other) => other.spec.id)).not.toContain(spec.id);
    const shared = [
      mp.average("price"),
      mp.average("price", { lag: 1 }),
      mp.average("price", { dataset: "a" }),
    ];
    expect(shared.map(({ lag, dataset }) => [lag, dataset])).toEqual([
      [0, undefined],
      [1, undefined],
      [0, "a"],
    ]);
    expect(() => mp.average("")).toThrow(InvalidArgumentError);
    expect(() => mp.average("")).toThrow(InvalidArgumentError);
  });

  it("shows lag, dataset and source parameters in a metric's name", () => {
    const mp = newProvider();
    expect(String(mp.numRows({ lag: 1 }))).toBe("numRows(lag 1)");
    expect(String(mp.sum("a", { dataset: "orders" }))).toBe("sum(a, on 'orders')");
    expect(String(mp.sum("a", { lag: 7, dataset: "orders", parameters: { region: "eu" } }))).toBe(
      "sum(a, region=\"eu\", lag 7, on 'orders')",
    );
  });

  it("keeps what each symbol stands for", () => {
    const mp = newProvider();
    const symbol = mp.average("price", { lag: 2, dataset: "orders", parameters: { region: "eu" } });
    expect(mp.metricOf(symbol)).toMatchObject({
      symbol,
      name: "x_1",
      spec: {
        id: average.spec({ column: "price" }, { region: "eu" }).id,
        sourceParameters: { region: "eu" },
      },
      lag: 2,
      dataset: "orders",
      children: [],
    });
    expect([symbol.name, symbol.lag, symbol.dataset, symbol.spec.name]).toEqual([
      "x_1",
      2,
      "orders",
      'average(price, region="eu")',
    ]);
    expect(mp.metricOf(mp.numRows())).toMatchObject({ lag: 0, dataset: undefined });
  });

  it("is not changed by a caller who changes the parameters later", () => {
    const mp = newProvider();
    const parameters = { region: "eu" };
    const symbol = mp.sum("a", { parameters });
    parameters.region = "us";
    expect(mp.metricOf(symbol).spec).toMatchObject({ sourceParameters: { region: "eu" } });
  });

  it("refuses a misspelt option and names the right one", () => {
    const mp = newProvider();
    // @ts-expect-error -- there is no such option
    expect(() => mp.sum("a", { lagg: 1 })).toThrow("sum has no option 'lagg'. Did you mean 'lag'?");
    // @ts-expect-error -- there is no such option
    expect(() => mp.numRows({ filter: "a > 1" })).toThrow(
      "numRows has no option 'filter'. Known options: lag, dataset, parameters, where.",
    );
    // @ts-expect-error -- a filter is a predicate
    expect(() => mp.numRows({ where: "a > 1" })).toThrow('numRows: where is "a > 1".');
    // @ts-expect-error -- there is no such option
    expect(() => mp.first("a", { orderby: "id" })).toThrow(
      "first has no option 'orderby'. Did you mean 'orderBy'?",
    );
    // @ts-expect-error -- there is no such option
    expect(() => mp.ext.stddev(mp.sum("a"), { size: 7 })).toThrow(
      "stddev has no option 'size'. Known options: offset, n.",
    );
    // @ts-expect-error -- the dataset is that of the metric inside
    expect(() => mp.ext.dayOverDay(mp.sum("a"), { dataset: "orders" })).toThrow(
      "dayOverDay has no option 'dataset'.",
    );
    expect(mp.symbols().map(({ spec }) => spec.type)).toEqual(["sum", "sum"]);
  });

  it("refuses options of the wrong kind", () => {
    const mp = newProvider();
    for (const lag of [-1, 0.5, Number.NaN]) {
      expect(() => mp.sum("a", { lag })).toThrow(
        /sum got the lag .*\. Give a whole number of days, 0 or more\./,
      );
    }
    expect(() => mp.sum("a", { dataset: "" })).toThrow('sum got the dataset "". Give the name of a dataset.');
    // @ts-expect-error -- a number is no name
    expect(() => mp.sum("a", { dataset: 1 })).toThrow(InvalidArgumentError);
    // @ts-expect-error -- parameters have names
    expect(() => mp.sum("a", { parameters: ["eu"] })).toThrow('sum got the parameters ["eu"].');
    // @ts-expect-error -- options are an object
    expect(() => mp.sum("a", 1)).toThrow("sum got 1 for its options. Give an object.");
    // @ts-expect-error -- null is no object
    expect(() => mp.sum("a", null)).toThrow("sum got null for its options.");
    // @ts-expect-error -- first needs an order
    expect(() => mp.first("a", {})).toThrow(
      "first: parameter 'orderBy' is undefined. Give the name of a column.",
    );
    expect(() => mp.sum("")).toThrow("sum: parameter 'column' is \"\".");
    expect(() => mp.countValues("a", [])).toThrow(InvalidArgumentError);
  });

  it("passes a filter of rows on to the spec, for every method", () => {
    const mp = newProvider();
    const where = col("status").isEq("paid");
    const symbols = [
      mp.numRows({ where }),
      mp.sum("a", { where }),
      mp.first("a", { orderBy: "t", where }),
      mp.countDistinct("a", { where }),
      mp.countValues("a", 1, { where, lag: 1 }),
    ];
    expect(symbols.map(String)).toEqual([
      'numRows(where status = "paid")',
      'sum(a, where status = "paid")',
      'first(a, by t, where status = "paid")',
      'countDistinct(a, where status = "paid")',
      'countValues(a, [1], where status = "paid", lag 1)',
    ]);
    expect(mp.metricOf(mp.sum("a", { where })).spec.id).not.toBe(mp.metricOf(mp.sum("a")).spec.id);
  });

  it("takes a metric of one's own, and the spec of any other", () => {
    const mp = newProvider();
    const twice = defineMetric<Record<never, never>, { readonly count: number }>({
      type: "twiceRows",
      summary: "Twice the number of rows.",
      parameters: {},
      display: () => [],
      measurement: () => ({
        kind: "scan",
        aggregates: [{ kind: "rows" }],
        stateOf: (results) => ({ count: countResult(results, 0) }),
      }),
      state: numRows.definition.state,
      outcomeOf: ({ count }) => valueOutcome(2 * count),
      examples: [],
    });
    const symbol = mp.metric(twice.spec({}), { lag: 1, dataset: "orders" });
    expect(String(symbol)).toBe("twiceRows(lag 1, on 'orders')");
    expect(mp.metric(countValues.spec({ column: "a", values: [1] })).lag).toBe(0);
    // @ts-expect-error -- the parameters belong to the spec
    expect(() => mp.metric(twice.spec({}), { parameters: {} })).toThrow("metric has no option 'parameters'.");
    expect(String(mp.metric(dayOverDay.spec(twice.spec({}), {}), { lag: 1 }))).toBe(
      "dayOverDay(twiceRows(), lag 1)",
    );
    // @ts-expect-error -- a definition is no spec
    expect(() => mp.metric(twice)).toThrow("Give the spec of a metric");
    // @ts-expect-error -- nothing is no spec
    expect(() => mp.metric()).toThrow("metric got undefined.");
  });

  it("knows its execution, and refuses to be made without one", () => {
    const db = Object.create(null) as MetricStore;
    const executionId = ExecutionId("nightly-2025-01-01");
    expect(new MetricProvider(db, executionId).executionId).toBe(executionId);
    // @ts-expect-error -- an execution id is required
    expect(() => new MetricProvider(db)).toThrow(InvalidArgumentError);
  });
});

describe("extended metrics", () => {
  it("belong to the parent's execution", () => {
    const mp = newProvider();
    expect(mp.ext).toBeInstanceOf(ExtendedMetricProvider);
    expect(mp.ext.executionId).toBe(mp.executionId);
  });

  it("have the base's dataset, and the base as their child", () => {
    const mp = newProvider();
    const base = mp.average("price", { dataset: "orders" });
    const made = [mp.ext.dayOverDay(base), mp.ext.weekOverWeek(base), mp.ext.stddev(base, { n: 7 })];
    const { spec } = base;
    expect(made.map((symbol) => symbol.spec.id)).toEqual([
      dayOverDay.spec(spec, {}).id,
      weekOverWeek.spec(spec, {}).id,
      stddev.spec(spec, { size: 7 }).id,
    ]);
    expect(made.map(String)).toEqual([
      "dayOverDay(average(price), on 'orders')",
      "weekOverWeek(average(price), on 'orders')",
      "stddev(average(price), 7 days, on 'orders')",
    ]);
    for (const symbol of made) {
      expect(symbol.dataset).toBe("orders");
      expect(mp.metricOf(symbol).children).toEqual([base]);
    }
  });

  it("add the lag of the base to their own", () => {
    const mp = newProvider();
    const late = mp.sum("x", { lag: 1 });
    expect(mp.ext.dayOverDay(late).lag).toBe(1);
    expect(mp.ext.weekOverWeek(late, { lag: 2 }).lag).toBe(3);
    expect(mp.ext.stddev(late, { offset: 5, n: 3 }).lag).toBe(6);
    expect(mp.ext.dayOverDay(late).spec.id).toBe(mp.ext.dayOverDay(mp.sum("x"), { lag: 1 }).spec.id);
    const [a, b] = [mp.ext.dayOverDay(late), mp.ext.dayOverDay(mp.sum("x"), { lag: 1 })];
    const same = mp.deduplicate();
    expect(same.get(a)).toBe(same.get(b));
  });

  it("nest to any depth", () => {
    const mp = newProvider();
    const inner = mp.ext.dayOverDay(mp.average("x"));
    const outer = mp.ext.stddev(inner, { n: 7, offset: 1 });
    expect(String(mp.ext.weekOverWeek(outer))).toBe(
      "weekOverWeek(stddev(dayOverDay(average(x)), 7 days), lag 1)",
    );
  });

  it("refuse days that are no whole numbers, an empty window, and options of the wrong kind", () => {
    const mp = newProvider();
    const base = mp.sum("a");
    expect(() => mp.ext.dayOverDay(base, { lag: -1 })).toThrow("dayOverDay got the lag -1.");
    expect(() => mp.ext.stddev(base, { n: 0 })).toThrow(
      "stddev got the n 0. Give a whole number of days, 1 or more.",
    );
    expect(() => mp.ext.stddev(base, { n: 3, offset: 1.5 })).toThrow("stddev got the offset 1.5.");
    // @ts-expect-error -- n is required
    expect(() => mp.ext.stddev(base, {})).toThrow("stddev got the n undefined.");
    // @ts-expect-error -- options are an object
    expect(() => mp.ext.weekOverWeek(base, 7)).toThrow("weekOverWeek got 7 for its options.");
  });

  it("refuse a metric of another provider, and a formula", () => {
    const mp = newProvider();
    const foreign = newProvider().sum("a");
    expect(() => mp.ext.dayOverDay(foreign)).toThrow(
      "Metric sum(a) (x_1) is no symbol of this provider. Use metrics only with the provider that made them.",
    );
    // @ts-expect-error -- a formula is no metric
    expect(() => mp.ext.dayOverDay(mp.sum("a").div(2))).toThrow(
      "The formula sum(a) / 2 is no symbol of this provider.",
    );
    // @ts-expect-error -- nothing is no metric
    expect(() => mp.ext.dayOverDay()).toThrow("undefined is no symbol of this provider.");
  });
});
