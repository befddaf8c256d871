import fc from "fast-check";
import type { MetricLiteral, Predicate, RowExpression, RowFunction } from "../src/index.js";
import { rowFunctions } from "../src/index.js";

const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 6 }),
  fc.constantFrom("'", '"', "\\", "--", "/*", "\0", "%", "\n", "ž🎉", "and"),
);
const literalValue: fc.Arbitrary<MetricLiteral> = fc.oneof(
  text,
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -3, max: 3 }),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }),
  fc.boolean(),
);
const name = text.filter((value) => value !== "");
const names = Object.keys(rowFunctions) as RowFunction[];

/** Expressions of every kind; they need not make sense to an engine. */
export const anyExpression: fc.Arbitrary<RowExpression> = fc.letrec<{ expression: RowExpression }>((tie) => ({
  expression: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.record({ kind: fc.constant("column" as const), name }),
    fc.record({ kind: fc.constant("literal" as const), value: literalValue }),
    fc.record({
      kind: fc.constant("ago" as const),
      amount: fc.nat(3),
      unit: fc.constantFrom("minute" as const, "day" as const, "year" as const),
    }),
    fc.record({
      kind: fc.constant("column" as const),
      name,
      path: fc.array(fc.oneof(name, fc.nat(3)), { maxLength: 2 }),
    }),
    fc.record({ kind: fc.constant("sql" as const), text: fc.constantFrom("a > 0", " b ") }),
    fc.constantFrom(...names).chain((called) =>
      fc.record({
        kind: fc.constant("call" as const),
        name: fc.constant(called),
        arguments: fc.tuple(...rowFunctions[called].operands.map(() => tie("expression"))),
      }),
    ),
  ),
})).expression;

/** Predicates of every kind; they need not make sense to an engine. */
export const anyPredicate: fc.Arbitrary<Predicate> = fc.letrec<{ predicate: Predicate }>((tie) => ({
  predicate: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.record({ kind: fc.constantFrom("isNull" as const, "isFinite" as const), of: anyExpression }),
    fc.record({
      kind: fc.constant("compare" as const),
      operator: fc.constantFrom(
        "eq" as const,
        "neq" as const,
        "lt" as const,
        "leq" as const,
        "gt" as const,
        "geq" as const,
      ),
      left: anyExpression,
      right: anyExpression,
    }),
    fc.record({
      kind: fc.constant("in" as const),
      of: anyExpression,
      values: fc.array(literalValue, { minLength: 1, maxLength: 5 }),
    }),
    fc.record({
      kind: fc.constant("between" as const),
      of: anyExpression,
      from: anyExpression,
      to: anyExpression,
    }),
    fc.record({
      kind: fc.constant("matches" as const),
      of: anyExpression,
      pattern: fc.constantFrom("@", "^a+$", "\n"),
    }),
    fc.record({
      kind: fc.constant("matches" as const),
      of: anyExpression,
      pattern: fc.constant("a"),
      flags: fc.constantFrom("i" as const, "is" as const, "s" as const),
    }),
    fc.record({ kind: fc.constant("hasFormat" as const), of: anyExpression, format: name }),
    fc.record({ kind: fc.constant("sql" as const), text: fc.constantFrom("a > 0", "b") }),
    fc.record({
      kind: fc.constantFrom("and" as const, "or" as const),
      operands: fc.array(tie("predicate"), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant("not" as const), operand: tie("predicate") }),
  ),
})).predicate;
