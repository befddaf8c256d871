import { addDays, type LocalDate, ResultKey } from "@dqx/common";
import {
  type DerivedMetricSpec,
  dayOverDay,
  defineDerivedMetric,
  inputField,
  isMeasured,
  type MetricSpec,
  numRows,
  sum,
} from "@dqx/metrics";
import { right } from "effect/Either";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CycleError, type MetricProvider, type MetricSymbol, UnresolvedDatasetError } from "../src/index.js";
import { MetricNeeds } from "../src/metrics/metric-needs.js";
import { newProvider } from "./new-provider.js";

const key = new ResultKey("2025-03-10", { region: "eu" });

/** One wrapper around a metric: which days before its own date it needs, and how far back it is taken. */
interface Layer {
  readonly kind: "dayOverDay" | "weekOverWeek" | "stddev";
  readonly n: number;
  readonly lag: number;
}

interface Chain {
  readonly column: string;
  readonly dataset: string;
  readonly lag: number;
  /** From the inside out. */
  readonly layers: readonly Layer[];
}

const chains: fc.Arbitrary<Chain> = fc.record({
  column: fc.constantFrom("a", "b"),
  dataset: fc.constantFrom("orders", "returns"),
  lag: fc.nat(3),
  layers: fc.array(
    fc.record({
      kind: fc.constantFrom("dayOverDay" as const, "weekOverWeek" as const, "stddev" as const),
      n: fc.integer({ min: 1, max: 5 }),
      lag: fc.nat(3),
    }),
    { maxLength: 3 },
  ),
});

function build(mp: MetricProvider, { column, dataset, lag, layers }: Chain): MetricSymbol {
  return layers.reduce((base, layer) => wrap(mp, base, layer), mp.sum(column, { lag, dataset }));
}

function wrap(mp: MetricProvider, base: MetricSymbol, { kind, n, lag }: Layer): MetricSymbol {
  return kind === "stddev" ? mp.ext.stddev(base, { n, offset: lag }) : mp.ext[kind](base, { lag });
}

/** Which dates each layer of a chain is needed for, worked out from the definitions: outermost first, measured last. */
function neededDates({ lag, layers }: Chain): readonly (readonly LocalDate[])[] {
  const total = layers.reduce((sum, layer) => sum + layer.lag, lag);
  const levels: LocalDate[][] = [[addDays(key.date, -total)]];
  for (const { kind, n } of layers.toReversed()) {
    const back =
      kind === "dayOverDay"
        ? [0, 1]
        : kind === "weekOverWeek"
          ? [0, 7]
          : Array.from({ length: n }, (_, day) => day);
    const dates = (levels.at(-1) ?? []).flatMap((date) => back.map((days) => addDays(date, -days)));
    levels.push([...new Set(dates)].toSorted());
  }
  return levels;
}

describe("requirements", () => {
  it("are one entry per dataset and metric, with all days that any symbol needs, ascending", () => {
    const mp = newProvider();
    const symbols = [
      mp.sum("a", { dataset: "orders" }),
      mp.sum("a", { lag: 7, dataset: "orders" }),
      mp.ext.dayOverDay(mp.sum("a", { dataset: "orders" })),
      mp.sum("a", { dataset: "returns" }),
      mp.sum("a", { dataset: "orders", parameters: { region: "eu" } }),
      mp.numRows({ lag: 1, dataset: "orders" }),
    ];
    const requirements = mp.requirements(symbols, key);
    expect(requirements.map(({ dataset, spec, dates }) => [dataset, spec.name, dates])).toEqual([
      ["orders", "sum(a)", ["2025-03-03", "2025-03-09", "2025-03-10"]],
      ["returns", "sum(a)", ["2025-03-10"]],
      ["orders", 'sum(a, region="eu")', ["2025-03-10"]],
      ["orders", "numRows()", ["2025-03-09"]],
    ]);
    expect(requirements[0]?.spec).toBe(symbols[0]?.spec);
  });

  it("follow nested metrics down to the days of what is measured", () => {
    fc.assert(
      fc.property(fc.array(chains, { maxLength: 5 }), (definitions) => {
        const mp = newProvider();
        const symbols = definitions.map((chain) => build(mp, chain));
        const expected = new Map<string, Set<LocalDate>>();
        for (const chain of definitions) {
          const name = `${chain.dataset} sum(${chain.column})`;
          const dates = expected.get(name) ?? new Set();
          for (const date of neededDates(chain).at(-1) ?? []) dates.add(date);
          expected.set(name, dates);
        }
        const actual = mp.requirements(symbols, key);
        expect(new Map(actual.map(({ dataset, spec, dates }) => [`${dataset} ${spec.name}`, dates]))).toEqual(
          new Map([...expected].map(([name, dates]) => [name, [...dates].toSorted()])),
        );
        expect(actual.length).toBe(expected.size);
      }),
    );
  });

  it("ask for a window once, not once per way to it", () => {
    const mp = newProvider();
    const nested = mp.ext.stddev(mp.ext.stddev(mp.sum("a", { dataset: "orders" }), { n: 30 }), { n: 30 });
    const [requirement, ...others] = mp.requirements([nested, nested], key);
    expect(others).toEqual([]);
    expect(requirement?.dates.length).toBe(59);
    expect(mp.extendedOrder([nested, nested], key).length).toBe(31);
  });

  it("follow the inputs of a metric of one's own to their datasets", () => {
    const mp = newProvider();
    const share = defineDerivedMetric({
      type: "share",
      summary: "The value of one metric divided by that of another.",
      parameters: { over: inputField, under: inputField },
      display: ({ over, under }) => [over.spec.name, under.spec.name],
      inputs: ({ over, under }) => [over, under],
      compute: ([over = 0, under = 1]) => right(over / under),
    });
    const [amount, rows] = [sum.spec({ column: "amount" }), numRows.spec({})];
    const growth = { spec: dayOverDay.spec(amount), lag: 1, dataset: "payments" };
    const named = mp.metric(share.spec({ over: growth, under: { spec: rows, lag: 0, dataset: "orders" } }));
    expect([named.dataset, mp.metricOf(named).children]).toEqual(["payments", []]);
    expect(
      mp.requirements([named], key).map(({ dataset, spec, dates }) => [dataset, spec.name, dates]),
    ).toEqual([
      ["payments", "sum(amount)", ["2025-03-08", "2025-03-09"]],
      ["orders", "numRows()", ["2025-03-10"]],
    ]);
    expect(
      mp.extendedOrder([named], key).map(({ dataset, spec, date }) => [dataset, spec.type, date]),
    ).toEqual([
      ["payments", "dayOverDay", "2025-03-09"],
      ["payments", "share", "2025-03-10"],
    ]);
    // The input that names none has the dataset of the metric itself.
    const half = mp.metric(share.spec({ over: growth, under: { spec: rows, lag: 0 } }), { lag: 2 });
    expect(half.dataset).toBeUndefined();
    mp.imputeDataset(half, "returns");
    expect(mp.requirements([half], key).map(({ dataset, dates }) => [dataset, dates])).toEqual([
      ["payments", ["2025-03-06", "2025-03-07"]],
      ["returns", ["2025-03-08"]],
    ]);
  });

  it("use the imputed dataset, and are an error that says what to do when there is none", () => {
    const mp = newProvider();
    const symbol = mp.sum("a");
    expect(() => mp.requirements([symbol], key)).toThrow(UnresolvedDatasetError);
    expect(() => mp.extendedOrder([symbol], key)).toThrow(
      "Metric sum(a) (x_1) has no dataset. Name one when the metric is made, with { dataset }, or call imputeDataset before its value is retrieved.",
    );
    mp.imputeDataset(symbol, "orders");
    expect(mp.requirements([symbol], key)).toMatchObject([{ dataset: "orders", dates: ["2025-03-10"] }]);
  });
});

describe("the order of extended metrics", () => {
  it("is an error that prints the cycle, for a metric by hand that is computed from itself", () => {
    const mp = newProvider();
    const { spec } = mp.ext.dayOverDay(mp.sum("a"));
    if (isMeasured(spec)) throw new Error("dayOverDay is derived");
    const inner: { -readonly [Name in keyof DerivedMetricSpec]: DerivedMetricSpec[Name] } = {
      ...spec,
      id: "inner",
      name: "inner()",
    };
    const outer: DerivedMetricSpec = {
      ...inner,
      id: "outer",
      name: "outer()",
      inputs: [{ spec: inner, lag: 0 }],
    };
    inner.inputs = [{ spec: outer, lag: 0 }];
    const needs = new MetricNeeds([{ dataset: "orders", spec: outer, date: key.date }]);
    expect(() => needs.computed()).toThrow(CycleError);
    expect(() => needs.computed()).toThrow(
      "outer() for 2025-03-10 on dataset 'orders' → inner() for 2025-03-10 on dataset 'orders' → outer() for 2025-03-10 on dataset 'orders'",
    );
  });

  it("is empty when all metrics are measured", () => {
    const mp = newProvider();
    expect(mp.extendedOrder([mp.sum("a", { dataset: "orders", lag: 1 })], key)).toEqual([]);
  });

  it("has the inner metric on every day of the outer one, before it", () => {
    const mp = newProvider();
    const outer = mp.ext.stddev(mp.ext.dayOverDay(mp.average("x", { dataset: "orders" })), {
      n: 3,
      offset: 1,
    });
    const order = mp.extendedOrder([outer], key);
    expect(order.map(({ dataset, spec, date }) => `${spec.name} ${date} ${dataset}`)).toEqual([
      "dayOverDay(average(x)) 2025-03-09 orders",
      "dayOverDay(average(x)) 2025-03-08 orders",
      "dayOverDay(average(x)) 2025-03-07 orders",
      "stddev(dayOverDay(average(x)), 3 days) 2025-03-09 orders",
    ]);
  });

  it("has every value that is needed once, behind all values that it needs itself", () => {
    fc.assert(
      fc.property(fc.array(chains, { maxLength: 5 }), (definitions) => {
        const mp = newProvider();
        const symbols = definitions.map((chain) => build(mp, chain));
        const expected = definitions.flatMap((chain, index) => {
          let spec = symbols[index]?.spec;
          return neededDates(chain).flatMap((dates) => {
            const { dataset } = chain;
            const identities = isExtended(spec) ? dates.map((date) => identity(dataset, spec, date)) : [];
            spec = isExtended(spec) ? spec.inputs[0]?.spec : spec;
            return identities;
          });
        });
        const order = mp.extendedOrder(symbols, key);
        const actual = order.map(({ dataset, spec, date }) => identity(dataset, spec, date));
        expect(actual.toSorted()).toEqual([...new Set(expected)].toSorted());
        order.forEach(({ dataset, spec, date }, index) => {
          for (const { spec: input, lag } of spec.inputs) {
            if (!isExtended(input)) continue;
            const place = actual.indexOf(identity(dataset, input, addDays(date, -lag)));
            expect(place).toBeGreaterThanOrEqual(0);
            expect(place).toBeLessThan(index);
          }
        });
      }),
    );
  });
});

function isExtended(spec: MetricSpec | undefined): spec is DerivedMetricSpec {
  return spec !== undefined && !isMeasured(spec);
}

function identity(dataset: string, spec: MetricSpec | undefined, date: LocalDate): string {
  return `${dataset} ${spec?.id} ${date}`;
}
