import { type CanonicalValue, canonicalJson, InvalidArgumentError, parseCanonicalJson } from "@dqx/common";
import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import { aggregateField } from "../src/definition/row-fields.js";
import {
  type Aggregate,
  type AnyMetric,
  aggregateIdentity,
  atLeastField,
  average,
  binLimitField,
  binsField,
  binValueField,
  type CanonicalRecord,
  canonicalPredicate,
  catalogue,
  col,
  columnField,
  columnsField,
  countDistinct,
  countState,
  countValues,
  decodePredicate,
  defineMetric,
  edgesField,
  first,
  formatField,
  formats,
  keyColumnsField,
  type MetricLiteral,
  maximum,
  mergedField,
  metricId,
  minimum,
  numRows,
  pairLimitField,
  pastUnitsField,
  patternField,
  positiveNumberField,
  predicateField,
  type SimpleMetricSpec,
  segmentedField,
  sentinelsField,
  shareField,
  sharesField,
  strictField,
  sum,
  topField,
  valuesField,
  weekdaysField,
} from "../src/index.js";
import { aggregatesOf } from "./array-engine.js";
import { anyPredicate } from "./row-arbitraries.js";

const column = fc.string({ unit: "grapheme", minLength: 1 });
const literal = fc.oneof<fc.Arbitrary<MetricLiteral>[]>(
  fc.string({ unit: "grapheme" }),
  // The same digits as text, double and bigint are three literals.
  fc.nat(3).map(String),
  fc.nat(3),
  fc.nat(3).map(BigInt),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
);

/** Metrics as the store has them. */
const metricRecords = {
  values: fc.constantFrom<CanonicalValue>(
    { type: "sum", parameters: { column: "a" } },
    { type: "average", parameters: { column: "a" } },
    { type: "nullCount", parameters: { column: "a" } },
    { type: "nullCount", parameters: { column: "a", ratio: true } },
  ),
  mean: (value: unknown) => canonicalJson(value as CanonicalValue),
};

/** Values of each kind of field, and when two of them mean the same. */
const fields = new Map<
  unknown,
  { readonly values: fc.Arbitrary<CanonicalValue>; readonly mean: (value: unknown) => string }
>([
  [columnField, { values: column, mean: String }],
  [columnsField, { values: fc.array(column, { minLength: 1, maxLength: 3 }), mean: meaningOfSet }],
  [segmentedField, metricRecords],
  [mergedField, metricRecords],
  [topField, { values: fc.integer({ min: 1, max: 4 }), mean: String }],
  [binLimitField, { values: fc.integer({ min: 1, max: 4 }), mean: String }],
  [binValueField, { values: fc.option(literal), mean: (value) => `${typeof value} ${String(value)}` }],
  [
    predicateField,
    {
      values: anyPredicate.map((predicate) => canonicalPredicate(predicate)),
      mean: (value) => canonicalJson(decodePredicate(value, "the predicate")),
    },
  ],
  [patternField, { values: fc.constantFrom("a", "^a$", "[0-9]+", "b"), mean: String }],
  [formatField, { values: fc.constantFrom(...Object.keys(formats)), mean: String }],
  [atLeastField, { values: fc.integer({ min: 1, max: 4 }), mean: String }],
  [positiveNumberField, { values: fc.constantFrom(0.5, 1, 2.5), mean: String }],
  [keyColumnsField, { values: fc.array(column, { minLength: 1, maxLength: 2 }), mean: meaningOfSet }],
  [aggregateField, { values: fc.constantFrom("sum(a)", "sum(b)", "count(*)"), mean: String }],
  [pastUnitsField, { values: fc.integer({ min: 1, max: 4 }), mean: String }],
  [
    sentinelsField,
    {
      values: fc.array(fc.constantFrom("1970-01-01", "1900-01-01", "2099-12-31"), {
        minLength: 1,
        maxLength: 3,
      }),
      mean: meaningOfSet,
    },
  ],
  [
    weekdaysField,
    {
      values: fc.array(fc.constantFrom("monday", "tuesday", "sunday"), { minLength: 1, maxLength: 3 }),
      mean: meaningOfSet,
    },
  ],
  [strictField, { values: fc.boolean(), mean: String }],
  [binsField, { values: fc.integer({ min: 1, max: 4 }), mean: String }],
  [pairLimitField, { values: fc.integer({ min: 1, max: 4 }), mean: String }],
  [edgesField, { values: fc.constantFrom([0, 1], [0, 1, 2], [-1.5, 3]), mean: String }],
  [shareField, { values: fc.constantFrom(0, 0.25, 0.5, 1), mean: String }],
  [
    sharesField,
    {
      values: fc.array(fc.constantFrom(0, 0.25, 0.5, 1), { minLength: 1, maxLength: 3 }),
      mean: meaningOfSet,
    },
  ],
  [valuesField, { values: fc.array(literal, { minLength: 1, maxLength: 3 }), mean: meaningOfSet }],
]);
const sourceParameters = fc.dictionary(
  fc.constantFrom("a", "b", "day"),
  fc.oneof(fc.nat(2), fc.nat(2).map(String), fc.nat(2).map(BigInt), fc.boolean(), fc.constant(null)),
  { maxKeys: 3, noNullPrototype: true },
);

function meaningOfSet(value: unknown): string {
  if (!Array.isArray(value)) throw new Error("a list");
  const members = value.map((member: unknown) => `${typeof member}:${String(member)}`);
  return JSON.stringify([...new Set(members)].sort());
}

function fieldOf(metric: AnyMetric, name: string) {
  const given = metric.definition.parameters[name];
  if (given?.isFlag) return { values: fc.boolean(), mean: String };
  if (given?.choices !== undefined) return { values: fc.constantFrom(...given.choices), mean: String };
  const field = fields.get(given);
  // A new kind of field must be tested here too.
  if (field === undefined) throw new Error(`${metric.definition.type}.${name}: give its field an arbitrary`);
  return field;
}

function parametersOf(metric: AnyMetric): fc.Arbitrary<CanonicalRecord> {
  const names = Object.keys(metric.definition.parameters);
  return fc.record(Object.fromEntries(names.map((name) => [name, fieldOf(metric, name).values])), {
    noNullPrototype: true,
  });
}

/** For each metric: the fields are shared, so that those of all metrics together are tried some thousand times. */
const RUNS = 50;

const metrics = [...catalogue].map(([type, metric]) => ({ type, metric }));

describe.each(metrics)("the identity of $type", ({ metric }) => {
  const parameters = parametersOf(metric);

  test.each(Object.keys(metric.definition.parameters))("changes with %s alone", (name) => {
    const { values, mean } = fieldOf(metric, name);
    fc.assert(
      fc.property(parameters, values, (given, other) => {
        const changed = { ...given, [name]: other };
        const same = mean(given[name]) === mean(other);
        expect(metric.fromParameters(given).id === metric.fromParameters(changed).id).toBe(same);
      }),
      { numRuns: RUNS },
    );
  });

  test("changes with the parameters of the source, their types included", () => {
    fc.assert(
      fc.property(parameters, sourceParameters, sourceParameters, (given, a, b) => {
        const same = canonicalJson(a) === canonicalJson(b);
        expect(metric.fromParameters(given, a).id === metric.fromParameters(given, b).id).toBe(same);
        expect(metric.fromParameters(given, a).name === metric.fromParameters(given, b).name || !same).toBe(
          true,
        );
      }),
      { numRuns: RUNS },
    );
  });

  test("does not change with the order of anything, nor with repetition", () => {
    fc.assert(
      fc.property(parameters, sourceParameters, (given, source) => {
        const turned = Object.fromEntries(
          Object.entries(given)
            .toReversed()
            .map(([name, value]) => [name, Array.isArray(value) ? [...value.toReversed(), value[0]] : value]),
        );
        const turnedSource = Object.fromEntries(Object.entries(source).toReversed());
        const [straight, reversed] = [
          metric.fromParameters(given, source),
          metric.fromParameters(turned, turnedSource),
        ];
        expect(reversed.id).toBe(straight.id);
        expect(reversed.name).toBe(straight.name);
        expect(aggregatesOf(reversed).map(aggregateIdentity)).toEqual(
          aggregatesOf(straight).map(aggregateIdentity),
        );
      }),
      { numRuns: RUNS },
    );
  });

  test("survives the store: canonical JSON and back is the same metric", () => {
    fc.assert(
      fc.property(parameters, sourceParameters, (given, source) => {
        const spec = metric.fromParameters(given, source);
        const stored = parseCanonicalJson(canonicalJson(spec.parameters));
        if (typeof stored !== "object" || stored === null || isList(stored)) throw new Error("a record");
        const back = metric.fromParameters(stored);
        expect([back.id, back.name]).toEqual([spec.id, spec.name]);
        expect(canonicalJson(back.sourceParameters)).toBe(canonicalJson(source));
        expect(canonicalJson(back.parameters)).toBe(canonicalJson(spec.parameters));
      }),
      { numRuns: RUNS },
    );
  });
});

function isList(value: object): value is readonly CanonicalValue[] {
  return Array.isArray(value);
}

describe("metrics that look alike", () => {
  test("two types over one column are two metrics", () => {
    const ids = [...catalogue.values()]
      .filter(({ definition }) => Object.keys(definition.parameters).join() === "column")
      .map((metric) => metric.fromParameters({ column: "x" }).id);
    expect(ids.length).toBeGreaterThan(4);
    expect(new Set(ids).size).toBe(ids.length);
    expect(minimum.spec({ column: "x" }).id).not.toBe(maximum.spec({ column: "x" }).id);
  });

  test("one sum over two states of the source is two metrics, in the name too", () => {
    const [a, b] = [1, 2].map((day) => sum.spec({ column: "x" }, { day }));
    expect(a?.id).not.toBe(b?.id);
    expect(a?.name).toBe("sum(x, day=1)");
    expect(b?.name).toBe("sum(x, day=2)");
    expect(sum.spec({ column: "x" }, {}).id).toBe(sum.spec({ column: "x" }).id);
  });

  test("counting 1, 1n, '1' and true are four metrics, in the name too", () => {
    const specs = [1, 1n, "1", true].map((counted) => countValues.spec({ column: "c", values: [counted] }));
    expect(new Set(specs.map(({ id }) => id)).size).toBe(4);
    expect(specs.map(({ name }) => name)).toEqual([
      "countValues(c, [1])",
      "countValues(c, [1n])",
      'countValues(c, ["1"])',
      "countValues(c, [true])",
    ]);
  });

  test("columns with commas in their names are not two columns, in the name too", () => {
    const [one, two] = [["a, b"], ["a", "b"]].map((columns) => countDistinct.spec({ columns }));
    expect(one?.id).not.toBe(two?.id);
    expect(one?.name).toBe('countDistinct("a, b")');
    expect(two?.name).toBe("countDistinct(a, b)");
  });

  test("the parameters of the source are shown by name, text in quotes", () => {
    const spec = sum.spec({ column: "x" }, { b: "eu", a: 1n, "c d": null });
    expect(spec.name).toBe('sum(x, a=1, b="eu", "c d"=null)');
  });
});

describe("an aggregate", () => {
  test("is one computation for whoever asks: average, sum and variance share theirs", () => {
    const asked = [average, sum].flatMap((metric) => aggregatesOf(metric.spec({ column: "x" })));
    expect(new Set(asked.map(aggregateIdentity)).size).toBe(3);
  });

  test("has another identity for another kind, column or literal type", () => {
    const [x, y] = ["x", "y"].map((name) => ({ kind: "column", name }) as const);
    if (x === undefined || y === undefined) throw new Error("two columns");
    const aggregates: readonly Aggregate[] = [
      { kind: "rows" },
      { kind: "sum", of: x },
      { kind: "sum", of: y },
      { kind: "minimum", of: x },
      { kind: "countKnown", predicate: { kind: "in", of: x, values: [1] } },
      { kind: "countIf", predicate: { kind: "in", of: x, values: [1] } },
      { kind: "countIf", predicate: { kind: "in", of: x, values: [1n] } },
      { kind: "countIf", predicate: { kind: "in", of: x, values: ["1"] } },
      { kind: "first", of: x, orderBy: y },
      { kind: "first", of: y, orderBy: x },
    ];
    expect(new Set(aggregates.map(aggregateIdentity)).size).toBe(aggregates.length);
  });
});

describe("parameters from outside", () => {
  test.each<[string, () => SimpleMetricSpec, string]>([
    [
      "unknown",
      () => average.fromParameters({ colunm: "x" }),
      "average has no parameter 'colunm'. Did you mean 'column'?",
    ],
    [
      "unknown and like none",
      () => first.fromParameters({ filter: "x" }),
      "first has no parameter 'filter'. It has: column, orderBy.",
    ],
    [
      "unknown to a metric without any",
      () => numRows.fromParameters({ column: "x" }),
      "numRows has no parameter 'column'. It has: none.",
    ],
    [
      "missing",
      () => first.fromParameters({ column: "x" }),
      "first: parameter 'orderBy' is undefined. Give the name of a column.",
    ],
    [
      "an empty column",
      () => average.fromParameters({ column: "" }),
      `average: parameter 'column' is "". Give the name of a column.`,
    ],
    [
      "a column that is a number",
      () => average.fromParameters({ column: 1 }),
      "average: parameter 'column' is 1",
    ],
    [
      "no columns",
      () => countDistinct.fromParameters({ columns: [] }),
      "countDistinct: parameter 'columns' is []. Give a list of at least one column.",
    ],
    [
      "columns that are text",
      () => countDistinct.fromParameters({ columns: "a" }),
      "Give a list of at least one column.",
    ],
    [
      "a column of a list",
      () => countDistinct.fromParameters({ columns: ["a", null] }),
      "countDistinct: parameter 'columns'[1] is null",
    ],
    [
      "no values",
      () => countValues.fromParameters({ column: "x", values: [] }),
      "Give a list of at least one value.",
    ],
    [
      "null as a value",
      () => countValues.fromParameters({ column: "x", values: [null] }),
      "countValues: parameter 'values'[0] is null. Give text, a finite number, a bigint or a boolean; nullCount counts nulls and nanCount NaN.",
    ],
    [
      "NaN as a value",
      () => countValues.fromParameters({ column: "x", values: [Number.NaN] }),
      "nanCount NaN",
    ],
    [
      "text that is not Unicode",
      () => average.fromParameters({ column: "\ud800" }),
      'value.column is "\\ud800", which has no canonical JSON',
    ],
    [
      "a source's parameter that is NaN",
      () => average.spec({ column: "x" }, { day: Number.NaN }),
      "value.source.day is NaN",
    ],
    [
      "source parameters that are a list",
      () => average.fromParameters({ column: "x", source: ["a"] }),
      `average: the source's parameters are ["a"]. Give text, numbers, bigints, booleans or null by name.`,
    ],
    [
      "a source's parameter that is a record",
      () => average.fromParameters({ column: "x", source: { a: {} } }),
      "average: the source's parameters are",
    ],
    [
      "source parameters that are text",
      () => average.fromParameters({ column: "x", source: "a" }),
      `average: the source's parameters are "a"`,
    ],
  ])("are refused by name when they do not fit: %s", (_, make, message) => {
    expect(make).toThrow(InvalidArgumentError);
    expect(make).toThrow(message);
  });

  test("do not compile when they are known not to fit", () => {
    expectTypeOf(average.spec).parameter(0).toEqualTypeOf<{ readonly column: string }>();
    const typo = { colunm: "x" };
    const number = { column: 1 };
    const alone = { column: "x" };
    // @ts-expect-error -- misspelt
    expect(() => average.spec(typo)).toThrow();
    // @ts-expect-error -- not a name
    expect(() => average.spec(number)).toThrow();
    // @ts-expect-error -- no order
    expect(() => first.spec(alone)).toThrow();
  });
});

describe("a metric without parameters", () => {
  test("takes none: a filter is an option and stands behind the source's parameters", () => {
    const where = col("status").isEq("paid");
    // @ts-expect-error -- no parameter
    expect(() => numRows.spec({ where })).toThrow("numRows has no parameter 'where'");
    expect(numRows.spec({}, {}, { where }).name).toBe('numRows(where status = "paid")');
  });
});

describe("a metric of one's own", () => {
  test("cannot have a parameter that would stand in for those of the source", () => {
    const define = () =>
      defineMetric<{ readonly source: string }, { readonly count: number }>({
        type: "mine",
        summary: "Mine.",
        parameters: { source: columnField },
        display: () => [],
        measurement: () => ({ kind: "scan", aggregates: [], stateOf: () => ({ count: 0 }) }),
        state: countState,
        outcomeOf: () => ({ kind: "empty", reason: "never" }),
        examples: [],
      });
    expect(define).toThrow(InvalidArgumentError);
    expect(define).toThrow("mine: a parameter cannot be named 'source'. Give it another name.");
  });
});

describe("metricId", () => {
  test("is the type and the canonical JSON of all parameters", () => {
    expect(metricId("t", { b: [1, 1n], a: "x", absent: undefined })).toBe(
      't{"a":"x","b":[1,{"$bigint":"1"}]}',
    );
  });
});
