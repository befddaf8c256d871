import { InvalidArgumentError, type SqlValue } from "@dqx/common";
import { describe, expect, test } from "vitest";
import * as face from "../src/index.js";
import {
  type Aggregate,
  average,
  catalogue,
  col,
  countDistinct,
  countValues,
  first,
  type Measurement,
  type MetricOutcome,
  maximum,
  minimum,
  nanCount,
  nullCount,
  numRows,
  type OperandNeeds,
  operandsOf,
  type SimpleMetricSpec,
  sum,
  variance,
} from "../src/index.js";
import { aggregatesOf, nameOf, type Row, stateOf } from "./array-engine.js";

const noRows: readonly Row[] = [];
const nullsOnly: readonly Row[] = [
  { x: null, t: 1n },
  { x: null, t: 2n },
  { x: null, t: 3n },
];
const someNulls: readonly Row[] = [
  { x: 4n, t: 3n },
  { x: null, t: 1n },
  { x: 2n, t: 2n },
  { x: 4n, t: 9n },
];
const notFinite: readonly Row[] = [
  { x: 1.5, t: 2n },
  { x: Number.NaN, t: 1n },
  { x: Number.POSITIVE_INFINITY, t: 3n },
  { x: -2.5, t: 4n },
  { x: null, t: 5n },
];

const noValue = { kind: "empty", reason: "no rows with a value" } as const;
const twoNotFinite = {
  kind: "failed",
  reason: "column 'x' holds 2 values that are NaN or infinite; nanCount counts them",
} as const;
function value(number: number, arithmetic?: "double" | "decimal"): MetricOutcome {
  return { kind: "value", value: number, warnings: [], ...(arithmetic && { arithmetic }) };
}

const x = { kind: "column", name: "x" } as const;
const t = { kind: "column", name: "t" } as const;

interface Case {
  readonly spec: SimpleMetricSpec;
  readonly name: string;
  readonly id: string;
  readonly columns: readonly { readonly column: string; readonly type: OperandNeeds["type"] }[];
  readonly aggregates: readonly Aggregate[];
  readonly onNoRows: MetricOutcome;
  readonly onNullsOnly: MetricOutcome;
  readonly onSomeNulls: MetricOutcome;
  readonly onNotFinite: MetricOutcome;
}

const cases: readonly Case[] = [
  {
    spec: numRows.spec({}),
    name: "numRows()",
    id: "numRows{}",
    columns: [],
    aggregates: [{ kind: "rows" }],
    onNoRows: value(0),
    onNullsOnly: value(3),
    onSomeNulls: value(4),
    onNotFinite: value(5),
  },
  {
    spec: nullCount.spec({ column: "x" }),
    name: "nullCount(x)",
    id: 'nullCount{"column":"x"}',
    columns: [{ column: "x", type: "any" }],
    aggregates: [{ kind: "rows" }, { kind: "nonNull", of: x }],
    onNoRows: value(0),
    onNullsOnly: value(3),
    onSomeNulls: value(1),
    onNotFinite: value(1),
  },
  {
    spec: nanCount.spec({ column: "x" }),
    name: "nanCount(x)",
    id: 'nanCount{"column":"x"}',
    columns: [{ column: "x", type: "numeric" }],
    aggregates: [{ kind: "nonFinite", of: x }],
    onNoRows: value(0),
    onNullsOnly: value(0),
    onSomeNulls: value(0),
    onNotFinite: value(2),
  },
  {
    spec: sum.spec({ column: "x" }),
    name: "sum(x)",
    id: 'sum{"column":"x"}',
    columns: [{ column: "x", type: "numeric" }],
    aggregates: [
      { kind: "sum", of: x },
      { kind: "nonFinite", of: x },
    ],
    onNoRows: value(0),
    onNullsOnly: value(0),
    onSomeNulls: value(10),
    onNotFinite: twoNotFinite,
  },
  {
    spec: average.spec({ column: "x" }),
    name: "average(x)",
    id: 'average{"column":"x"}',
    columns: [{ column: "x", type: "numeric" }],
    aggregates: [
      { kind: "nonNull", of: x },
      { kind: "sum", of: x },
      { kind: "nonFinite", of: x },
    ],
    onNoRows: noValue,
    onNullsOnly: noValue,
    onSomeNulls: value(10 / 3, "double"),
    onNotFinite: twoNotFinite,
  },
  {
    spec: variance.spec({ column: "x" }),
    name: "variance(x)",
    id: 'variance{"column":"x"}',
    columns: [{ column: "x", type: "numeric" }],
    aggregates: [
      { kind: "nonNull", of: x },
      { kind: "sum", of: x },
      { kind: "populationVariance", of: x },
      { kind: "nonFinite", of: x },
      { kind: "sumOfSquares", of: x },
    ],
    onNoRows: noValue,
    onNullsOnly: noValue,
    onSomeNulls: value(expect.closeTo(4 / 3, 14), "double"),
    onNotFinite: twoNotFinite,
  },
  {
    spec: minimum.spec({ column: "x" }),
    name: "minimum(x)",
    id: 'minimum{"column":"x"}',
    columns: [{ column: "x", type: "numericOrTime" }],
    aggregates: [{ kind: "minimum", of: x }],
    onNoRows: noValue,
    onNullsOnly: noValue,
    onSomeNulls: value(2),
    onNotFinite: value(-2.5),
  },
  {
    spec: maximum.spec({ column: "x" }),
    name: "maximum(x)",
    id: 'maximum{"column":"x"}',
    columns: [{ column: "x", type: "numericOrTime" }],
    aggregates: [{ kind: "maximum", of: x }],
    onNoRows: noValue,
    onNullsOnly: noValue,
    onSomeNulls: value(4),
    onNotFinite: value(1.5),
  },
  {
    spec: first.spec({ column: "x", orderBy: "t" }),
    name: "first(x, by t)",
    id: 'first{"column":"x","orderBy":"t"}',
    columns: [
      { column: "x", type: "numeric" },
      { column: "t", type: "ordered" },
    ],
    aggregates: [{ kind: "first", of: x, orderBy: t }],
    onNoRows: noValue,
    onNullsOnly: noValue,
    onSomeNulls: value(2),
    onNotFinite: value(1.5),
  },
  {
    spec: countDistinct.spec({ columns: ["x"] }),
    name: "countDistinct(x)",
    id: 'countDistinct{"columns":["x"]}',
    columns: [{ column: "x", type: "any" }],
    aggregates: [{ kind: "countDistinct", of: [x] }],
    onNoRows: value(0),
    onNullsOnly: value(0),
    onSomeNulls: value(2),
    onNotFinite: value(4),
  },
  {
    spec: countValues.spec({ column: "x", values: [4n, 1n] }),
    name: "countValues(x, [1n, 4n])",
    id: 'countValues{"column":"x","values":[{"$bigint":"1"},{"$bigint":"4"}]}',
    columns: [],
    aggregates: [{ kind: "countIf", predicate: col("x").isIn([1n, 4n]) }],
    onNoRows: value(0),
    onNullsOnly: value(0),
    onSomeNulls: value(2),
    onNotFinite: value(0),
  },
];

function measure(spec: SimpleMetricSpec, rows: readonly Row[]): MetricOutcome {
  return spec.measurement.outcomeOf(stateOf(spec, rows));
}

function scanOf({ measurement }: SimpleMetricSpec): Extract<Measurement, { readonly kind: "scan" }> {
  if (measurement.kind !== "scan") throw new Error("not measured by a scan");
  return measurement;
}

function outcomeOf(
  measurement: SimpleMetricSpec["measurement"],
  results: readonly SqlValue[],
): MetricOutcome {
  if (measurement.kind !== "scan") throw new Error("not measured by a scan");
  return measurement.outcomeOf(measurement.stateOf(results));
}

describe.each(cases)("$name", ({ spec, ...expected }) => {
  test("is named and identified by its type and parameters", () => {
    expect(spec).toMatchObject({
      name: expected.name,
      id: expected.id,
      sourceParameters: {},
    });
  });

  test("says what it needs", () => {
    const needed = new Map<string, string>();
    for (const { of, needs } of aggregatesOf(spec).flatMap((aggregate) => operandsOf(aggregate))) {
      if (!needed.has(nameOf(of)) || needs.type !== "any") needed.set(nameOf(of), needs.type);
    }
    expect([...needed].map(([column, type]) => ({ column, type }))).toEqual(expected.columns);
    expect(aggregatesOf(spec)).toEqual(expected.aggregates);
  });

  test("has its own answer to no rows and to nulls only, never NaN", () => {
    expect(measure(spec, noRows)).toEqual(expected.onNoRows);
    expect(measure(spec, nullsOnly)).toEqual(expected.onNullsOnly);
  });

  test("passes over nulls", () => {
    expect(measure(spec, someNulls)).toEqual(expected.onSomeNulls);
  });

  test("is not silently poisoned by NaN and infinity", () => {
    expect(measure(spec, notFinite)).toEqual(expected.onNotFinite);
  });

  test("has no default: a result that the engine did not give is an error", () => {
    expect(() => scanOf(spec).stateOf([])).toThrow(InvalidArgumentError);
    expect(() => scanOf(spec).stateOf(aggregatesOf(spec).map(() => true))).toThrow(InvalidArgumentError);
  });
});

describe("digits", () => {
  test.each<[string, SimpleMetricSpec, readonly SqlValue[], string]>([
    ["sum of 2^53 + 1", sum.spec({ column: "x" }), [2n ** 53n + 1n, 0n], "9007199254740993"],
    [
      "sum of a DECIMAL(38, 10)",
      sum.spec({ column: "x" }),
      ["1234567890123456789012345678.0123456789", 0n],
      "1234567890123456789012345678.0123456789",
    ],
    ["average of 2^53 + 1", average.spec({ column: "x" }), [2n, 2n ** 54n + 2n, 0n], "9007199254740993"],
    ["minimum 2^63 - 1", minimum.spec({ column: "x" }), [2n ** 63n - 1n], "9223372036854775807"],
    ["maximum -(2^53) - 1", maximum.spec({ column: "x" }), [-(2n ** 53n) - 1n], "-9007199254740993"],
    ["first 2^63 - 1", first.spec({ column: "x", orderBy: "t" }), [2n ** 63n - 1n], "9223372036854775807"],
  ])("that are lost are a warning that shows them: %s", (_, spec, results, digits) => {
    expect(outcomeOf(spec.measurement, results)).toEqual({
      kind: "value",
      value: Number(digits),
      warnings: [`${digits} has more digits than a double holds; ${Number(digits)} is used`],
      ...(digits.includes(".") && { arithmetic: "decimal" }),
    });
  });

  test.each<[string, SimpleMetricSpec, readonly SqlValue[], number, ("double" | "decimal")?]>([
    ["sum of 2^53 - 1", sum.spec({ column: "x" }), [2n ** 53n - 1n, 0n], 2 ** 53 - 1],
    ["sum of 2^53", sum.spec({ column: "x" }), [2n ** 53n, 0n], 2 ** 53],
    ["sum of money", sum.spec({ column: "x" }), ["1234567.80", 0n], 1234567.8, "decimal"],
    ["average of three times 0.10", average.spec({ column: "x" }), [3n, "0.30", 0n], 0.1, "decimal"],
    ["sum of doubles", sum.spec({ column: "x" }), [0.75, 0n], 0.75, "double"],
    ["minimum of doubles", minimum.spec({ column: "x" }), [5e-324], 5e-324],
  ])("that are kept are none: %s", (_, spec, results, expected, arithmetic) => {
    expect(outcomeOf(spec.measurement, results)).toEqual(value(expected, arithmetic));
  });

  test("are kept while parts merge: 2^53 and 1 are told apart from 2^53", () => {
    const measurement = scanOf(sum.spec({ column: "x" }));
    const parts = [2n ** 53n, 1n].map((part) => measurement.stateOf([part, 0n]));
    const [a, b] = parts;
    if (a === undefined || b === undefined || measurement.merge === undefined) throw new Error("two parts");
    expect(measurement.outcomeOf(measurement.merge(a, b))).toMatchObject({
      warnings: ["9007199254740993 has more digits than a double holds; 9007199254740992 is used"],
    });
  });
});

describe("numbers that leave the doubles", () => {
  test.each<[string, SimpleMetricSpec, readonly SqlValue[], string]>([
    ["a sum", sum.spec({ column: "x" }), [Number.POSITIVE_INFINITY, 0n], "Infinity"],
    ["a whole number", sum.spec({ column: "x" }), [10n ** 400n, 0n], "Infinity"],
    ["a variance", variance.spec({ column: "x" }), [2n, 0, Number.NaN, 0n, null], "NaN"],
  ])("fail and never become a value: %s", (_, spec, results, shown) => {
    expect(outcomeOf(spec.measurement, results)).toEqual({
      kind: "failed",
      reason: `the result is ${shown}: the numbers are too large for a double`,
    });
  });
});

describe("small inputs", () => {
  test("one value has no sample variance, and says so", () => {
    expect(measure(variance.spec({ column: "x" }), [{ x: 5n }, { x: null }])).toEqual({
      kind: "empty",
      reason: "one row with a value, and the sample variance needs two",
    });
  });

  test("two equal values vary by 0", () => {
    expect(measure(variance.spec({ column: "x" }), [{ x: 5n }, { x: 5n }])).toEqual(value(0));
    expect(measure(variance.spec({ column: "x" }), [{ x: 5 }, { x: 5 }])).toEqual(value(0, "double"));
  });

  test("one NaN is told in the singular", () => {
    expect(measure(average.spec({ column: "x" }), [{ x: Number.NaN }])).toEqual({
      kind: "failed",
      reason: "column 'x' holds 1 value that is NaN or infinite; nanCount counts them",
    });
  });

  test("of two columns, NULL equals NULL inside a key, and a key of nulls is none", () => {
    const rows = [
      { a: 1n, b: null },
      { a: 1n, b: null },
      { a: null, b: 1n },
      { a: null, b: null },
    ];
    expect(measure(countDistinct.spec({ columns: ["a", "b"] }), rows)).toEqual(value(2));
  });
});

describe("a count", () => {
  const measurement = scanOf(numRows.spec({}));

  test.each([1.5, -1n, -1, Number.NaN, Number.POSITIVE_INFINITY, "3", null, true])("is not %s", (result) => {
    expect(() => measurement.stateOf([result])).toThrow(InvalidArgumentError);
    expect(() => measurement.stateOf([result])).toThrow("not a count");
  });

  test.each([3, 3n])("may come as a double or a bigint", (result) => {
    expect(outcomeOf(measurement, [result])).toEqual(value(3));
  });
});

describe("catalogue", () => {
  const exported = Object.values(face).filter(
    (candidate) =>
      typeof candidate === "object" && "fromParameters" in candidate && "state" in candidate.definition,
  );

  test("has every exported metric, by its type", () => {
    expect(new Set(catalogue.values())).toEqual(new Set(exported));
    for (const [type, metric] of catalogue) expect(metric.definition.type).toBe(type);
  });

  test("describes each metric and each of its parameters", () => {
    for (const { definition } of catalogue.values()) {
      expect(definition.summary).toMatch(/\.$/);
      for (const { description } of Object.values(definition.parameters)) expect(description).not.toBe("");
    }
  });
});
