import { InvalidArgumentError } from "@dqx/common";
import { left, right } from "effect/Either";
import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import * as derivedMetrics from "../src/catalogue/derived/derived-metrics.js";
import {
  average,
  type DerivedMetric,
  datasetsOf,
  dayOverDay,
  dayOverDayChange,
  defineDerivedMetric,
  inputField,
  isMeasured,
  isMetricSpec,
  type MetricInput,
  type MetricSpec,
  metricField,
  numRows,
  onDays,
  stddev,
  sum,
  weekOverWeek,
  weekOverWeekChange,
} from "../src/index.js";

const price = average.spec({ column: "price" });
const cost = sum.spec({ column: "cost" });

function lagsOf({ inputs }: { readonly inputs: readonly MetricInput[] }): readonly number[] {
  return inputs.map(({ lag }) => lag);
}

describe("a derived metric of the catalogue", () => {
  // As released: numbers are stored and found under these.
  test.each([
    [dayOverDay.spec(price, {}), 'dayOverDay{"base":{"parameters":{"column":"price"},"type":"average"}}'],
    [weekOverWeek.spec(price, {}), 'weekOverWeek{"base":{"parameters":{"column":"price"},"type":"average"}}'],
    [
      stddev.spec(price, { size: 7 }),
      'stddev{"base":{"parameters":{"column":"price"},"type":"average"},"size":7}',
    ],
    [
      stddev.spec(dayOverDay.spec(average.spec({ column: "price" }, { region: "eu" }), {}), { size: 2 }),
      'stddev{"base":{"parameters":{"base":{"parameters":{"column":"price","source":{"region":"eu"}},"type":"average"}},"type":"dayOverDay"},"size":2}',
    ],
  ])("is stored under the identity that it always had: %#", (spec, id) => {
    expect(spec.id).toBe(id);
    expect(spec.id).toBe(spec.type + id.slice(spec.type.length));
  });

  test("is named by its base and parameters, and says which days it needs", () => {
    const specs = [dayOverDay, weekOverWeek, dayOverDayChange, weekOverWeekChange].map((metric) =>
      metric.spec(price),
    );
    expect(specs.map(({ name }) => name)).toEqual([
      "dayOverDay(average(price))",
      "weekOverWeek(average(price))",
      "dayOverDayChange(average(price))",
      "weekOverWeekChange(average(price))",
    ]);
    expect(specs.map(lagsOf)).toEqual([
      [0, 1],
      [0, 7],
      [0, 1],
      [0, 7],
    ]);
    for (const { inputs } of specs) expect(inputs.map(({ spec }) => spec)).toEqual([price, price]);
    expect(stddev.spec(price, { size: 3 })).toMatchObject({ name: "stddev(average(price), 3 days)" });
    expect(lagsOf(stddev.spec(price, { size: 3 }))).toEqual([0, 1, 2]);
    expect(lagsOf(stddev.spec(price, { size: 1 }))).toEqual([0]);
  });

  test("nests", () => {
    const nested = stddev.spec(dayOverDay.spec(price, {}), { size: 7 });
    expect(nested.name).toBe("stddev(dayOverDay(average(price)), 7 days)");
    expect(nested.id).not.toBe(dayOverDay.spec(stddev.spec(price, { size: 7 }), {}).id);
  });

  test("changes identity with its type, its size, its base's type, parameters and source", () => {
    const bases = [
      price,
      average.spec({ column: "cost" }),
      sum.spec({ column: "price" }),
      average.spec({ column: "price" }, { region: "eu" }),
      dayOverDay.spec(price, {}),
    ];
    const specs = bases.flatMap((base) => [
      base,
      dayOverDay.spec(base, {}),
      weekOverWeek.spec(base, {}),
      dayOverDayChange.spec(base),
      weekOverWeekChange.spec(base),
      stddev.spec(base, { size: 7 }),
      stddev.spec(base, { size: 8 }),
    ]);
    // dayOverDay(price) is in the list as a base and over the base price.
    expect(new Set(specs.map(({ id }) => id)).size).toBe(specs.length - 1);
  });

  test.each([0, -1, 1.5, Number.NaN])("refuses a size of %d", (size) => {
    expect(() => stddev.spec(price, { size })).toThrow(
      `stddev: parameter 'size' is ${size}. Give a whole number, 1 or more.`,
    );
  });

  test("has a window of a hundred years at most", () => {
    expect(stddev.spec(price, { size: 36_600 }).parameters).toMatchObject({ size: 36_600 });
    expect(() => stddev.spec(price, { size: 36_601 })).toThrow("Give at most 36600");
  });

  test("refuses what is no metric, and parameters that it does not have", () => {
    // @ts-expect-error -- text is no metric
    expect(() => dayOverDay.spec("price")).toThrow(
      'dayOverDay: parameter \'base\' is "price". Give the spec of a metric, for example average.spec({ column: "price" }).',
    );
    // @ts-expect-error -- a definition is no spec
    expect(() => dayOverDay.spec(average)).toThrow("Give the spec of a metric");
    // @ts-expect-error -- there is no such parameter
    expect(() => stddev.spec(price, { sise: 7 })).toThrow(
      "stddev has no parameter 'sise'. Did you mean 'size'?",
    );
    // @ts-expect-error -- parameters are an object
    expect(() => dayOverDay.spec(price, 7)).toThrow("dayOverDay got 7 for its parameters. Give an object.");
    // @ts-expect-error -- the size is missing
    expect(() => stddev.spec(price)).toThrow("stddev: parameter 'size' is undefined.");
  });

  describe.each(Object.entries(derivedMetrics))("%s", (type, metric) => {
    test("is described, and computes its examples", () => {
      const { definition } = metric as unknown as DerivedMetric<object>;
      expect(definition.type).toBe(type);
      expect(definition.summary).toMatch(/\.$/);
      const { examples = [] } = definition;
      expect(examples.length).toBeGreaterThan(0);
      for (const { parameters, readings, outcome } of examples) {
        const expected = typeof outcome === "number" ? right(outcome) : left(outcome);
        expect(definition.compute(readings, parameters)).toEqual(expected);
        expect(definition.inputs(parameters).length).toBe(readings.length);
      }
    });
  });

  test("is the relative change without its sign, 0 for no change", () => {
    const spec = dayOverDayChange.spec(price);
    fc.assert(
      fc.property(fc.integer(), fc.integer().filter(Boolean), (today, then) => {
        expect(spec.compute([today, then])).toEqual(right(Math.abs(today - then) / Math.abs(then)));
      }),
    );
    expect(spec.compute([5, 5])).toEqual(right(0));
    expect(spec.compute([5, -0])).toEqual(left({ kind: "zeroDenominator", input: 1 }));
    expect(spec.compute([1e308, -1e-300])).toEqual(
      left({ kind: "notFinite", calculation: "|1e+308 - -1e-300| / |-1e-300|" }),
    );
  });
});

describe("a derived metric of one's own", () => {
  const ratio = defineDerivedMetric({
    type: "share",
    summary: "The value of one metric divided by that of another.",
    parameters: { over: inputField, under: inputField },
    display: ({ over, under }) => [over.spec.name, under.spec.name],
    inputs: ({ over, under }) => [over, under],
    compute: ([over = 0, under = 0]) =>
      under === 0 ? left({ kind: "undefined", reason: "nothing to share" }) : right(over / under),
  });

  test("has inputs of several datasets and days, all of them part of its identity", () => {
    const spec = ratio.spec({
      over: { spec: price, lag: 0, dataset: "orders" },
      under: { spec: cost, lag: 2, dataset: "payments" },
    });
    expect(spec).toMatchObject({
      name: "share(average(price), sum(cost))",
      id: 'share{"over":{"dataset":"orders","lag":0,"spec":{"parameters":{"column":"price"},"type":"average"}},"under":{"dataset":"payments","lag":2,"spec":{"parameters":{"column":"cost"},"type":"sum"}}}',
      inputs: [
        { spec: price, lag: 0, dataset: "orders" },
        { spec: cost, lag: 2, dataset: "payments" },
      ],
    });
    const variants: readonly { readonly over: MetricInput; readonly under: MetricInput }[] = [
      { over: { spec: price, lag: 0 }, under: { spec: cost, lag: 2 } },
      { over: { spec: price, lag: 1 }, under: { spec: cost, lag: 2 } },
      { over: { spec: cost, lag: 0 }, under: { spec: price, lag: 2 } },
      { over: { spec: price, lag: 0, dataset: "a" }, under: { spec: cost, lag: 2 } },
      { over: { spec: price, lag: 0, dataset: "b" }, under: { spec: cost, lag: 2 } },
      { over: { spec: price, lag: 0 }, under: { spec: cost, lag: 2, dataset: "a" } },
    ];
    expect(new Set(variants.map((parameters) => ratio.spec(parameters).id)).size).toBe(variants.length);
    expect(spec.compute([1, 4])).toEqual(right(0.25));
    expect(spec.compute([1, 0])).toEqual(left({ kind: "undefined", reason: "nothing to share" }));
  });

  test("takes metrics by position where it says so", () => {
    const gap = defineDerivedMetric({
      type: "gap",
      summary: "The difference of two metrics, times a factor.",
      arguments: ["left", "right"],
      parameters: {
        left: metricField,
        right: metricField,
        factor: { description: "a factor", decode: Number },
      },
      display: ({ left, right, factor }) => [left.name, right.name, String(factor)],
      inputs: ({ left, right }) => [...onDays(left, [0]), ...onDays(right, [0])],
      compute: ([a = 0, b = 0], { factor }) => right((a - b) * factor),
    });
    expect(gap.spec(price, cost, { factor: 2 }).name).toBe("gap(average(price), sum(cost), 2)");
    expectTypeOf(gap.spec).parameters.toEqualTypeOf<
      [
        MetricSpec,
        MetricSpec,
        Readonly<Omit<{ left: MetricSpec; right: MetricSpec; factor: number }, "left" | "right">>,
      ]
    >();
    expect(gap.definition.compute([5, 3], { left: price, right: cost, factor: 2 })).toMatchObject(right(4));
  });

  test("is refused with inputs that are none", () => {
    const define = (inputs: readonly MetricInput[]) => () =>
      defineDerivedMetric({
        type: "mine",
        summary: "Mine.",
        parameters: {},
        display: () => [],
        inputs: () => inputs,
        compute: () => right(0),
      }).spec({});
    expect(define([])).toThrow(InvalidArgumentError);
    expect(define([])).toThrow("mine() has no inputs. Give at least one metric that it is computed from.");
    expect(define([{ spec: price, lag: -1 }])).toThrow(
      "mine(): input 1 has the lag -1. Give a whole number of days, 0 or more.",
    );
    expect(
      define([
        { spec: price, lag: 0 },
        { spec: price, lag: 0, dataset: "" },
      ]),
    ).toThrow('mine(): input 2 has the dataset "". Give the name of a dataset, or none.');
    // @ts-expect-error -- text is no input
    expect(define(["price"])).toThrow(
      'mine(): input 1 is "price". Give { spec, lag } and, if it is another one, { dataset }.',
    );
    // @ts-expect-error -- text is no metric
    expect(define([{ spec: "price", lag: 0 }])).toThrow('mine(): input 1.spec is "price".');
  });

  test("may leave the lag and the dataset of an input out, for callers without types", () => {
    // @ts-expect-error -- the lag is required
    const spec = ratio.spec({ over: { spec: price }, under: { spec: cost, dataset: undefined } });
    expect(spec.inputs).toEqual([
      { spec: price, lag: 0 },
      { spec: cost, lag: 0 },
    ]);
  });
});

describe("what a metric is", () => {
  test("is told by one question", () => {
    expect([price, numRows.spec({})].map(isMeasured)).toEqual([true, true]);
    expect(isMeasured(dayOverDay.spec(price))).toBe(false);
    expect([price, dayOverDay.spec(price)].map(isMetricSpec)).toEqual([true, true]);
    const { type, parameters, id, name } = price;
    const strangers = [
      undefined,
      null,
      "price",
      {},
      average,
      { type, parameters, id, name },
      { id, name, inputs: 1 },
    ];
    expect(strangers.map(isMetricSpec)).toEqual(strangers.map(() => false));
  });

  test("says which datasets it is computed from, each once, however deep", () => {
    const share = defineDerivedMetric({
      type: "share",
      summary: "A share.",
      parameters: { over: inputField, under: inputField },
      display: () => [],
      inputs: ({ over, under }) => [over, under],
      compute: () => right(1),
    });
    const orders = { spec: price, lag: 0, dataset: "orders" };
    const deviation = stddev.spec(price, { size: 50 });
    expect([...datasetsOf(price)]).toEqual([undefined]);
    expect([...datasetsOf(deviation)]).toEqual([undefined]);
    expect([
      ...datasetsOf(share.spec({ over: orders, under: { spec: cost, lag: 0, dataset: "payments" } })),
    ]).toEqual(["orders", "payments"]);
    expect([...datasetsOf(share.spec({ over: orders, under: { spec: cost, lag: 1 } }))]).toEqual([
      "orders",
      undefined,
    ]);
    // What an input names counts for everything that it is computed from itself.
    const nested = share.spec({
      over: {
        spec: dayOverDay.spec(share.spec({ over: orders, under: { spec: cost, lag: 0 } })),
        lag: 0,
        dataset: "a",
      },
      under: { spec: deviation, lag: 0, dataset: "b" },
    });
    expect([...datasetsOf(nested)]).toEqual(["orders", "a", "b"]);
    // Windows of windows: as many ways to the base as 200³.
    let windows: MetricSpec = price;
    for (let depth = 0; depth < 3; depth++) windows = stddev.spec(windows, { size: 200 });
    expect([...datasetsOf(windows)]).toEqual([undefined]);
  });
});
