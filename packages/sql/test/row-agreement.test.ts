import {
  type ComparisonOperator,
  canonicalPredicate,
  type MetricLiteral,
  type Predicate,
  type RowExpression,
  type RowFunction,
} from "@dqx/metrics";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decide, type Row, type Value } from "./reference-evaluator.js";
import { RowEngine } from "./row-engine.js";

let engine: RowEngine;
beforeAll(async () => {
  engine = await RowEngine.open();
});
afterAll(() => engine.close());

const hostile = [
  "",
  "'",
  "''",
  '"',
  "\\",
  "\\'",
  "--",
  "/*",
  "*/",
  ";",
  "\0",
  "a\0b",
  "%",
  "_",
  "\n",
  "\r\n",
  "\t a \u000b",
  "ž🎉",
  "e\u0301",
  "$1",
  "?",
  "{}",
  "NULL",
  "TRUE",
  "2024-01-01x",
];
const text = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ unit: fc.constantFrom("a", "b", "Z", "'", "\\", " ", "\n", "日"), maxLength: 4 }),
);
const exact = (units: bigint, scale: number): Value => ({ units, scale });
const int32 = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }));
const int64 = fc.oneof(
  fc.bigInt(-3n, 3n),
  fc.constantFrom(2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n, 2n ** 63n - 1n, -(2n ** 63n)),
);
const double = fc.oneof(
  fc.constantFrom(
    0,
    -0,
    0.5,
    1,
    1.5,
    2 ** 53,
    -1.5,
    1e308,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ),
  fc.double(),
);
const single = fc.oneof(
  fc.constantFrom(0.1, 1, 1.5, Number.NaN, Number.POSITIVE_INFINITY).map(Math.fround),
  fc.float(),
);
const day = fc.constantFrom("2024-01-01", "2024-02-29", "2024-03-01", "0001-01-01", "9999-12-31");
const at = fc.constantFrom("2024-01-01 00:00:00", "2024-02-29 23:59:59", "2024-03-01 12:00:00");

const orNull = (value: fc.Arbitrary<Value>) => fc.option(value, { freq: 5, nil: null });
const row: fc.Arbitrary<Row> = fc.record({
  i: orNull(int64.map((value) => exact(value, 0))),
  j: orNull(int32.map((value) => exact(BigInt(value), 0))),
  d: orNull(fc.oneof(fc.bigInt(-300n, 300n), fc.bigInt(-999_999n, 999_999n)).map((units) => exact(units, 2))),
  x: orNull(double),
  y: orNull(double),
  f: orNull(single),
  b: orNull(fc.boolean()),
  c: orNull(fc.boolean()),
  s: orNull(text),
  t: orNull(text),
  day: orNull(day),
  at: orNull(at),
});

const column = (...names: readonly string[]) =>
  fc.constantFrom(...names).map((name): RowExpression => ({ kind: "column", name }));
const literals = (values: fc.Arbitrary<MetricLiteral>) =>
  values.map((value): RowExpression => ({ kind: "literal", value }));
const call = (names: readonly RowFunction[], ...operands: readonly fc.Arbitrary<RowExpression>[]) =>
  fc
    .tuple(fc.constantFrom(...names), fc.tuple(...operands))
    .map(([name, values]): RowExpression => ({ kind: "call", name, arguments: values }));

const numberLiteral: fc.Arbitrary<MetricLiteral> = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(0.1, 1.5, -1.5, 0.005, 2.25, 1e300, -1e300, 5e-324, 1e-40, 2 ** 53),
  fc.constantFrom(2n ** 53n + 1n, -(2n ** 53n) - 1n, 2n ** 63n, 10n ** 30n, 10n ** 400n, -(10n ** 400n)),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const smallLiteral: fc.Arbitrary<MetricLiteral> = fc.constantFrom<MetricLiteral>(-2, 0, 1, 3, 0.5, 1.25, 2n);
const texts: fc.Arbitrary<RowExpression> = fc.oneof(
  column("s", "t"),
  call(["lower", "upper", "trim"], column("s", "t")),
  call(["coalesce", "nullIf"], column("s"), fc.oneof(column("t"), literals(text))),
);
const exactNumbers: fc.Arbitrary<RowExpression> = fc.oneof(
  column("i", "j", "d"),
  call(["length"], column("s", "t")),
  call(["abs", "floor", "ceiling"], column("i", "j", "d")),
  call(["add", "sub", "mul"], column("j", "d"), fc.oneof(column("j", "d"), literals(smallLiteral))),
  call(["add", "sub"], column("i"), column("j")),
  call(["coalesce", "nullIf"], column("j", "d"), fc.oneof(column("j", "d"), literals(smallLiteral))),
);
const doubles: fc.Arbitrary<RowExpression> = fc.oneof(
  column("x", "y", "f"),
  call(["abs", "floor", "ceiling"], column("x", "y")),
  call(
    ["add", "sub", "mul", "div"],
    column("x", "y", "j"),
    fc.oneof(column("x", "y"), literals(smallLiteral)),
  ),
  call(["coalesce", "nullIf"], column("x"), column("y", "j")),
);
const operator = fc.constantFrom<ComparisonOperator>("eq", "neq", "lt", "leq", "gt", "geq");
const comparison = (left: fc.Arbitrary<RowExpression>, right: fc.Arbitrary<RowExpression>) =>
  fc.record({ kind: fc.constant("compare" as const), operator, left, right });
const between = (of: fc.Arbitrary<RowExpression>, bound: fc.Arbitrary<RowExpression>) =>
  fc.record({ kind: fc.constant("between" as const), of, from: bound, to: bound });
const inSet = (of: fc.Arbitrary<RowExpression>, value: fc.Arbitrary<MetricLiteral>) =>
  fc.record({
    kind: fc.constant("in" as const),
    of,
    values: fc.array(value, { minLength: 1, maxLength: 4 }),
  });
const numbers = fc.oneof(exactNumbers, doubles);
const pattern = fc.constantFrom(
  "a",
  "^a.b$",
  "^$",
  "\\s",
  "[^a]",
  "'",
  "\\\\",
  "^(?:a|b)+$",
  "日|🎉",
  "\\0",
  "^.{2}$",
  "b$",
  "\\W",
);

const leaf: fc.Arbitrary<Predicate> = fc.oneof(
  comparison(exactNumbers, literals(numberLiteral)),
  comparison(literals(numberLiteral), exactNumbers),
  comparison(doubles, literals(numberLiteral)),
  comparison(exactNumbers, exactNumbers),
  comparison(doubles, doubles),
  comparison(doubles, column("j", "d")),
  comparison(texts, fc.oneof(texts, literals(text))),
  comparison(column("day"), fc.oneof(column("day", "at"), literals(day))),
  comparison(column("at"), fc.oneof(column("day", "at"), literals(at), literals(day))),
  between(numbers, literals(fc.oneof(smallLiteral, numberLiteral))),
  between(column("j"), column("i", "d", "x")),
  inSet(numbers, fc.oneof(smallLiteral, numberLiteral)),
  inSet(texts, text),
  inSet(column("day"), day),
  fc.record({
    kind: fc.constant("in" as const),
    of: column("b"),
    values: fc.constantFrom([true], [false], [true, false]),
  }),
  fc.record({ kind: fc.constant("matches" as const), of: texts, pattern }),
  fc.record({ kind: fc.constant("matches" as const), of: texts, pattern, flags: fc.constant("s" as const) }),
  fc.record({ kind: fc.constant("isNull" as const), of: fc.oneof(numbers, texts, column("b", "day", "at")) }),
  fc.record({ kind: fc.constant("isFinite" as const), of: numbers }),
);
const predicate: fc.Arbitrary<Predicate> = fc.letrec<{ predicate: Predicate }>((tie) => ({
  predicate: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    { weight: 5, arbitrary: leaf },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom("and" as const, "or" as const),
        operands: fc.array(tie("predicate"), { minLength: 1, maxLength: 3 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("not" as const), operand: tie("predicate") }) },
  ),
})).predicate;

describe("the engine and an evaluator written apart from it", () => {
  test("decide random predicates over random rows alike", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 6 }),
        fc.array(predicate, { minLength: 8, maxLength: 8 }),
        async (rows, predicates) => {
          await engine.fill(rows);
          for (const tried of predicates) {
            expect(await engine.decide(tried)).toEqual(rows.map((each) => decide(tried, each)));
          }
        },
      ),
      { numRuns: 150 },
    );
  }, 120_000);

  test("find that the canonical form decides what the predicate decides", () => {
    fc.assert(
      fc.property(row, predicate, (each, tried) => {
        expect(decide(canonicalPredicate(tried), each)).toBe(decide(tried, each));
      }),
      { numRuns: 500 },
    );
  });
});
