import { InvalidArgumentError, type SourceParameters } from "@dqx/common";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MetricProvider, MetricSymbol } from "../src/index.js";
import { newProvider } from "./new-provider.js";

describe("the dataset of a symbol", () => {
  it("is the one named when the metric was made, else the one imputed, else none", () => {
    const mp = newProvider();
    const [explicit, open] = [mp.sum("a", { dataset: "orders" }), mp.sum("a")];
    expect(mp.datasetOf(explicit)).toBe("orders");
    expect(mp.datasetOf(open)).toBeUndefined();
    mp.imputeDataset(open, "returns");
    expect(mp.datasetOf(open)).toBe("returns");
    expect(open.dataset).toBeUndefined();
    expect(mp.metricOf(open).dataset).toBeUndefined();
  });

  it("is imputed to the metrics it is computed from, at every depth", () => {
    const mp = newProvider();
    const base = mp.average("x");
    const inner = mp.ext.dayOverDay(base);
    const outer = mp.ext.stddev(inner, { n: 3 });
    mp.imputeDataset(outer, "orders");
    expect([outer, inner, base].map((symbol) => mp.datasetOf(symbol))).toEqual([
      "orders",
      "orders",
      "orders",
    ]);
  });

  it("may be imputed again when it is the same, and is an error that names both when it is not", () => {
    const mp = newProvider();
    const [explicit, open] = [mp.sum("a", { dataset: "orders" }), mp.sum("b")];
    mp.imputeDataset(explicit, "orders");
    mp.imputeDataset(open, "orders");
    mp.imputeDataset(open, "orders");
    expect(() => mp.imputeDataset(explicit, "returns")).toThrow(InvalidArgumentError);
    expect(() => mp.imputeDataset(open, "returns")).toThrow(
      "Metric sum(b) (x_2) is about the dataset 'orders' and cannot be about 'returns' too. Make a metric for each dataset.",
    );
    const ratio = mp.ext.dayOverDay(open);
    expect(() => mp.imputeDataset(ratio, "returns")).toThrow(
      "Metric sum(b) (x_2) is about the dataset 'orders'",
    );
    expect(mp.datasetOf(ratio)).toBeUndefined();
  });

  it("cannot be asked of another provider's symbol", () => {
    const mp = newProvider();
    const foreign = newProvider().sum("a");
    expect(() => mp.datasetOf(foreign)).toThrow("is no symbol of this provider");
    expect(() => mp.imputeDataset(foreign, "orders")).toThrow("is no symbol of this provider");
    expect(() => mp.metricOf(foreign)).toThrow(InvalidArgumentError);
  });
});

/** Everything that makes a metric what it is. */
interface Definition {
  readonly make: (mp: MetricProvider, options: Options) => MetricSymbol;
  /** Equal exactly for definitions that mean the same. */
  readonly meaning: string;
}

interface Options {
  readonly lag: number;
  readonly dataset?: string;
  readonly parameters: SourceParameters;
}

function define(meaning: string, make: Definition["make"]): Definition {
  return { meaning, make };
}

/** No two of them mean the same. */
const distinct: readonly Definition[] = [
  define("rows", (mp, options) => mp.numRows(options)),
  define("average a", (mp, options) => mp.average("a", options)),
  define("average b", (mp, options) => mp.average("b", options)),
  define("sum a", (mp, options) => mp.sum("a", options)),
  define("min a", (mp, options) => mp.minimum("a", options)),
  define("max a", (mp, options) => mp.maximum("a", options)),
  define("nulls a", (mp, options) => mp.nullCount("a", options)),
  define("first a by b", (mp, options) => mp.first("a", { orderBy: "b", ...options })),
  define("first a by c", (mp, options) => mp.first("a", { orderBy: "c", ...options })),
  define("first b by a", (mp, options) => mp.first("b", { orderBy: "a", ...options })),
  define("distinct a", (mp, options) => mp.countDistinct("a", options)),
  define("distinct a, b", (mp, options) => mp.countDistinct(["a", "b"], options)),
  define("distinct 'a, b'", (mp, options) => mp.countDistinct("a, b", options)),
  define("values 1", (mp, options) => mp.countValues("a", 1, options)),
  define("values '1'", (mp, options) => mp.countValues("a", "1", options)),
  define("values 1n", (mp, options) => mp.countValues("a", 1n, options)),
  define("values true", (mp, options) => mp.countValues("a", true, options)),
  define("values 'true'", (mp, options) => mp.countValues("a", "true", options)),
  define("values 1, 2", (mp, options) => mp.countValues("a", [1, 2], options)),
  define("deviation of 3", (mp, options) => mp.ext.stddev(mp.sum("a", options), { n: 3 })),
  define("deviation of 4", (mp, options) => mp.ext.stddev(mp.sum("a", options), { n: 4 })),
  define("day over day", (mp, options) => mp.ext.dayOverDay(mp.sum("a", options))),
  define("week over week", (mp, options) => mp.ext.weekOverWeek(mp.sum("a", options))),
  define("day over day of b", (mp, options) => mp.ext.dayOverDay(mp.sum("b", options))),
  define("nested", (mp, options) => mp.ext.stddev(mp.ext.dayOverDay(mp.sum("a", options)), { n: 3 })),
];

/** Each means the same as one of {@link distinct}, written in another way. */
const synonyms: readonly Definition[] = [
  define("distinct a, b", (mp, options) => mp.countDistinct(["b", "a", "b"], options)),
  define("values 1", (mp, options) => mp.countValues("a", [1, 1], options)),
  define("values 1, 2", (mp, options) => mp.countValues("a", [2, 1], options)),
];

const optionsOf = fc.record(
  {
    lag: fc.nat(2),
    dataset: fc.constantFrom("orders", "returns"),
    parameters: fc.dictionary(
      fc.constantFrom("p", "q"),
      fc.constantFrom<string | number | bigint | boolean | null>(1, "1", 1n, true, null, "x"),
    ),
  },
  { requiredKeys: ["lag", "parameters"] },
);

function reversed(parameters: SourceParameters): SourceParameters {
  return Object.fromEntries(Object.entries(parameters).toReversed());
}

/** The meaning of a metric, written without the function under test. */
function meaningOf(definition: Definition, { lag, dataset, parameters }: Options): string {
  const shown = Object.entries(parameters)
    .map(([name, value]) => `${name}: ${typeof value} ${value}`)
    .toSorted();
  return [definition.meaning, lag, dataset ?? "none", ...shown].join(" | ");
}

describe("deduplication", () => {
  it("maps symbols of one metric to the first made, and keeps all others apart", () => {
    const definition = fc.constantFrom(...distinct, ...synonyms);
    fc.assert(
      fc.property(fc.array(fc.tuple(definition, optionsOf), { maxLength: 40 }), (rows) => {
        const mp = newProvider();
        const firsts = new Map<string, MetricSymbol>();
        const expected = rows.map(([definition, options]) => {
          const meaning = meaningOf(definition, options);
          const parameters = reversed(options.parameters);
          const symbol = definition.make(mp, { ...options, parameters });
          const first = firsts.get(meaning) ?? symbol;
          firsts.set(meaning, first);
          return [symbol, meaning] as const;
        });
        const same = mp.deduplicate();
        // Extended metrics bring their bases with them, which may be the first of a kind.
        const meaningOfFirst = new Map<MetricSymbol | undefined, string>();
        for (const [symbol, meaning] of expected) {
          const first = same.get(symbol);
          expect(meaningOfFirst.get(first) ?? meaning).toBe(meaning);
          meaningOfFirst.set(first, meaning);
          expect(mp.deduplicate().get(firsts.get(meaning) ?? symbol)).toBe(first);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("never merges two metrics that differ in any one field", () => {
    const options: Options = { lag: 1, dataset: "orders", parameters: { p: 1 } };
    const variants: readonly Options[] = [
      options,
      { lag: 1, parameters: { p: 1 } },
      { ...options, lag: 0 },
      { ...options, dataset: "returns" },
      { ...options, parameters: {} },
      { ...options, parameters: { p: "1" } },
      { ...options, parameters: { p: 1n } },
      { ...options, parameters: { q: 1 } },
      { ...options, parameters: { p: 1, q: 1 } },
    ];
    const mp = newProvider();
    const symbols = distinct.flatMap(({ make }) => variants.map((variant) => make(mp, variant)));
    const same = mp.deduplicate();
    // All bases are repeated, so only identities can tell: no two of the wanted metrics have one first symbol.
    expect(new Set(symbols.map((symbol) => same.get(symbol))).size).toBe(symbols.length);
  });

  it("keeps sum(x) with two sets of source parameters apart, whose numbers differ", () => {
    const mp = newProvider();
    const eu = mp.sum("x", { parameters: { region: "eu" } });
    const us = mp.sum("x", { parameters: { region: "us" } });
    expect(mp.deduplicate().get(us)).toBe(us);
    expect(mp.deduplicate().get(eu)).toBe(eu);
  });

  it("keeps countValues(c, 1) and countValues(c, '1') apart", () => {
    const mp = newProvider();
    const [number, text] = [mp.countValues("c", 1), mp.countValues("c", "1")];
    expect(mp.deduplicate().get(text)).toBe(text);
    expect(mp.deduplicate().get(number)).toBe(number);
  });

  it("compares datasets after imputation", () => {
    const mp = newProvider();
    const [explicit, imputed, other] = [mp.sum("a", { dataset: "orders" }), mp.sum("a"), mp.sum("a")];
    expect(mp.deduplicate().get(imputed)).toBe(imputed);
    mp.imputeDataset(imputed, "orders");
    mp.imputeDataset(other, "returns");
    const same = mp.deduplicate();
    expect([explicit, imputed, other].map((symbol) => same.get(symbol))).toEqual([explicit, explicit, other]);
  });

  it("merges twenty thousand symbols into the ten thousand metrics they stand for", () => {
    const mp = newProvider();
    for (let index = 0; index < 20_000; index++) mp.sum(`c${index % 10_000}`);
    const same = mp.deduplicate();
    expect(same.size).toBe(20_000);
    expect(new Set(same.values()).size).toBe(10_000);
  });
});
