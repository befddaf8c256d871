import { ExecutionId } from "@dqx/common";
import {
  type AnyDerivedMetric,
  type AnyMetric,
  catalogue,
  col,
  derivedMetrics,
  type MetricLiteral,
  measuredMetrics,
  nullCount,
  sum,
} from "@dqx/metrics";
import { describe, expect, expectTypeOf, it } from "vitest";
import {
  type CountSymbol,
  ExtendedMetricProvider,
  type MetricOptions,
  MetricProvider,
  type MetricSymbol,
} from "../src/index.js";
import { newProvider } from "./new-provider.js";

/** What each kind of parameter can be given; a new kind must be added here. */
const given: Readonly<Record<string, unknown>> = {
  column: "x",
  columns: ["x", "y"],
  values: ["a", "b"],
  format: "iban",
  dataType: "text",
  orderBy: "k",
  size: 3,
  value: "a",
  limit: 3,
  predicate: col("x").isGt(0),
  nulls: "fail",
  case: "upper",
  population: true,
  sample: true,
  metric: sum.spec({ column: "x" }),
  by: "y",
  top: 3,
  numerator: "x",
  denominator: "y",
  weight: "y",
  other: "y",
  actual: "x",
  predicted: "y",
  pattern: /^a/i,
  share: 0.5,
  determinant: ["x"],
  dependent: ["y"],
  aggregate: "sum(x) / count(*)",
  start: "a",
  end: "b",
  per: ["x"],
  strict: true,
  edges: [0, 1],
  bins: 2,
  k: 2,
  atLeast: 3,
  shares: [0.25, 0.75],
  n: 2,
  days: ["sunday"],
  sentinels: ["2099-12-31"],
};

const measured = Object.entries<AnyMetric>(measuredMetrics);
const derived = Object.entries<AnyDerivedMetric>(derivedMetrics);

function parametersOf(
  names: readonly string[],
  fields: Readonly<Record<string, { readonly choices?: readonly string[]; readonly isFlag?: true }>> = {},
) {
  return names.map((name) => {
    const [choice] = fields[name]?.choices?.slice(-1) ?? [];
    if (choice === undefined && !(name in given)) throw new Error(`Give an example of the parameter ${name}`);
    return [name, fields[name]?.isFlag === true || (choice ?? given[name])] as const;
  });
}

/** Calls a method that is known by its name only. */
function call(owner: object, method: string, ...values: readonly unknown[]): MetricSymbol {
  return Reflect.apply(Reflect.get(owner, method), owner, values);
}

describe("the methods of a provider", () => {
  it("are those of the catalogue and its own, nothing else", () => {
    const own = [
      "metric",
      "bySegments",
      "among",
      "dataset",
      "takeDatasets",
      "needs",
      "requirements",
      "extendedOrder",
      "computeExtended",
      "evaluate",
      "retrieve",
      "executionId",
      "ext",
    ];
    const methods = Object.getOwnPropertyNames(MetricProvider.prototype).filter(
      (name) => name !== "constructor",
    );
    expect(new Set(methods)).toEqual(new Set([...catalogue.keys(), ...own]));
    const extended = Object.getOwnPropertyNames(ExtendedMetricProvider.prototype);
    expect(new Set(extended)).toEqual(
      new Set(["constructor", "executionId", ...Object.keys(derivedMetrics)]),
    );
  });

  it.each(measured)("%s: makes what the metric's own spec is, with all options", (type, metric) => {
    const mp = newProvider();
    const { arguments: positional = [], parameters } = metric.definition;
    const named = Object.keys(parameters).filter((name) => !positional.includes(name));
    const options = {
      lag: 2,
      dataset: "orders",
      parameters: { region: "eu" },
      ...Object.fromEntries(parametersOf(named, parameters)),
    };
    const values = parametersOf(positional, parameters).map(([, value]) => value);
    const symbol = call(mp, type, ...values, options);
    const all = Object.fromEntries(parametersOf(Object.keys(parameters), parameters));
    expect(symbol.spec.id).toBe(metric.fromParameters(all, { region: "eu" }).id);
    expect([symbol.lag, symbol.dataset]).toEqual([2, "orders"]);
    // Names of parameters do not hide those of the options that every metric has.
    for (const name of named) expect(["lag", "dataset", "parameters", "where"]).not.toContain(name);
    expect(() => call(mp, type, ...values, { ...options, lagg: 1 })).toThrow(
      `${type} has no option 'lagg'. Did you mean 'lag'?`,
    );
  });

  it.each(derived)(
    "ext.%s: takes one metric by position, and the other parameters as options",
    (type, metric) => {
      const mp = newProvider();
      const { arguments: positional = [], parameters, optionNames = {} } = metric.definition;
      expect(positional).toEqual(["base"]);
      const named = Object.keys(parameters).filter((name) => name !== "base");
      const base = mp.sum("x", { lag: 1, dataset: "orders" });
      const options = parametersOf(named).map(([name, value]) => [optionNames[name] ?? name, value]);
      const symbol = call(mp.ext, type, base, {
        ...Object.fromEntries(options),
        [optionNames.lag ?? "lag"]: 2,
      });
      const all = Object.fromEntries(parametersOf(named));
      expect(symbol.spec.id).toBe(metric.fromParameters({ ...all, base: base.spec }).id);
      expect([symbol.lag, symbol.dataset]).toEqual([3, "orders"]);
      expect(mp.metricOf(symbol).children).toEqual([base]);
    },
  );

  it("give a count its ratio: a metric of the same day and dataset, made from the count", () => {
    const mp = newProvider();
    const count = mp.nullCount("x", { lag: 1, dataset: "orders", where: col("y").isGt(0) });
    const ratio = count.ratio();
    expect(ratio.spec.id).toBe(nullCount.spec({ column: "x" }, {}, { where: col("y").isGt(0) }).ratio().id);
    expect(ratio.displayName).toBe("nullCount.ratio(x, where y > 0, lag 1, on 'orders')");
    expect(mp.metricOf(ratio).children).toEqual([count]);
    expect(mp.metric(nullCount.spec({ column: "x" })).ratio().spec.id).toBe(
      mp.nullCount("x").ratio().spec.id,
    );
    expectTypeOf(mp.nullCount).returns.toEqualTypeOf<CountSymbol>();
    expectTypeOf(mp.average).returns.toEqualTypeOf<MetricSymbol>();
    // @ts-expect-error -- an average is no count
    expect(() => mp.average("x").ratio()).toThrow(TypeError);
  });

  it("have the name of their metric, in stack traces too", () => {
    const mp = newProvider();
    expect([mp.sum.name, mp.ext.stddev.name]).toEqual(["sum", "stddev"]);
  });

  it("have the types of the metrics' parameters", () => {
    expectTypeOf<MetricProvider["sum"]>().parameters.toEqualTypeOf<
      [column: string, options?: MetricOptions]
    >();
    expectTypeOf<MetricProvider["numRows"]>().parameters.toEqualTypeOf<[options?: MetricOptions]>();
    expectTypeOf<MetricProvider["countDistinct"]>().parameter(0).toEqualTypeOf<string | readonly string[]>();
    expectTypeOf<MetricProvider["countValues"]>()
      .parameter(1)
      .toEqualTypeOf<MetricLiteral | readonly MetricLiteral[]>();
    expectTypeOf<MetricProvider["first"]>().returns.toEqualTypeOf<MetricSymbol>();
    expectTypeOf<ExtendedMetricProvider["dayOverDayChange"]>().parameters.toEqualTypeOf<
      [metric: MetricSymbol, options?: { readonly lag?: number }]
    >();
    const options: Parameters<ExtendedMetricProvider["stddev"]>[1] = { n: 7, offset: 1 };
    expect(options).toEqual({ n: 7, offset: 1 });
  });
});

describe("the execution of a provider", () => {
  it("cannot be assigned, nor can that of its extended metrics, nor these themselves", () => {
    const mp = newProvider();
    const { executionId, ext } = mp;
    const assign = (owner: object, name: string, value: unknown) => () =>
      Object.assign(owner, { [name]: value });
    const other = ExecutionId("another");
    expect(assign(mp, "executionId", other)).toThrow(TypeError);
    expect(assign(mp.ext, "executionId", other)).toThrow(TypeError);
    expect(assign(mp, "ext", new MetricProviderOf(other).ext)).toThrow(TypeError);
    expect([mp.executionId, mp.ext.executionId, mp.ext]).toEqual([executionId, executionId, ext]);
  });
});

class MetricProviderOf extends MetricProvider {
  constructor(executionId: ExecutionId) {
    super(Object.create(null), executionId);
  }
}
