import { canonicalJson, InvalidArgumentError, parseCanonicalJson } from "@dqx/common";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  abs,
  ago,
  all,
  any,
  canonicalPredicate,
  ceiling,
  coalesce,
  col,
  decodeExpression,
  decodePredicate,
  expressionField,
  floor,
  length,
  literal,
  lower,
  not,
  nullIf,
  type Predicate,
  predicateField,
  type RowExpression,
  rowFunctions,
  showExpression,
  showPredicate,
  sql,
  trim,
  upper,
} from "../src/index.js";
import { anyExpression, anyPredicate } from "./row-arbitraries.js";

describe("the builders", () => {
  test.each<[Predicate, string]>([
    [col("status").isIn(["paid", "open", "paid"]), 'status in ["open", "paid"]'],
    [all(col("status").isIn(["paid"]), col("amount").isGt(0)), 'amount > 0 and status in ["paid"]'],
    [col("age").isBetween(0, 120), "age between 0 and 120"],
    [col("a").isLt(col("b")), "a < b"],
    [col("b").isLt(col("a")), "a > b"],
    [col("a").isEq("x"), 'a = "x"'],
    [col("a").isNeq(1n), "a != 1n"],
    [col("a").isLeq(1.5), "a <= 1.5"],
    [col("a").isGeq(true), "a >= true"],
    [col("email").matches(/@/), "email matches /@/"],
    [col("email").matches("^a.b$"), "email matches /^a.b$/"],
    [col("email").matches(/a.b/isu), "email matches /a.b/is"],
    [col("a").isNull(), "a is null"],
    [col("a").isNotNull(), "a is not null"],
    [col("a").isFinite(), "a is finite"],
    [col("a").hasFormat("iban"), "a has format iban"],
    [col("a").at("b c").at(0).at("d").isNull(), 'a.col("b c")[0].d is null'],
    [length(col("x")).isLeq(5), "length(x) <= 5"],
    [col("at").isGeq(ago(7, "day")), "at >= ago(7 days)"],
    [ago(1, "month").isGt(col("at")), "at < ago(1 month)"],
    [ago(0, "hour").isGt("2024-01-01"), 'ago(0 hours) > "2024-01-01"'],
    [ago(1, "day").isLt(ago(1, "hour")), "ago(1 day) < ago(1 hour)"],
    [not(col("a").isIn([1])), "a not in [1]"],
    [not(col("a").isBetween(1, 2)), "a not between 1 and 2"],
    [not(col("a").matches(/x/)), "a not matches /x/"],
    [not(col("a").isFinite()), "a is not finite"],
    [not(col("a").isEq(1)), "not (a = 1)"],
    [not(col("a").hasFormat("uuid")), "a not has format uuid"],
    [not(all(col("a").isNull(), col("b").isNull())), "not (a is null and b is null)"],
    [
      any(col("a").isNull(), all(col("b").isNull(), col("c").isNull())),
      "(b is null and c is null) or a is null",
    ],
    [not(sql("amount > 0")), 'not sql("amount > 0")'],
    [sql("amount + 1").isGt(2), 'sql("amount + 1") > 2'],
    [col("address", "city").isNull(), "address.city is null"],
    [col("Customer Name").isNull(), 'col("Customer Name") is null'],
    [col("and").isNull(), 'col("and") is null'],
    [col("a\u001b[31m").isNull(), 'col("a\\u001b[31m") is null'],
    [col("a").matches("\u0007"), "a matches /\\u0007/"],
  ])("%# are shown as people write them: $1", (predicate, shown) => {
    expect(showPredicate(predicate)).toBe(shown);
    expect(decodePredicate(JSON.parse(JSON.stringify(predicate, bigints), unbigints), "x")).toEqual(
      predicate,
    );
  });

  test.each<[RowExpression, string]>([
    [col("price").add(col("tax")).mul(2), "(price + tax) * 2"],
    [col("a").sub(1).div(col("b")), "(a - 1) / b"],
    [nullIf(trim(lower(upper(col("a")))), ""), 'nullIf(trim(lower(upper(a))), "")'],
    [coalesce(col("a"), col("b"), 0), "coalesce(a, b, 0)"],
    [abs(floor(ceiling(literal(-1.5)))), "abs(floor(ceiling(-1.5)))"],
    [sql("a || b"), 'sql("a || b")'],
  ])("%# are shown as people write them: $1", (expression, shown) => {
    expect(showExpression(expression)).toBe(shown);
  });

  test("give values that are expressions, written as plain JSON", () => {
    expect(JSON.stringify(col("a"))).toBe('{"kind":"column","name":"a"}');
    expect(JSON.stringify(length(col("a")))).toBe(
      '{"kind":"call","name":"length","arguments":[{"kind":"column","name":"a"}]}',
    );
    expect(col("a").isLt(col("b"))).toEqual({
      kind: "compare",
      operator: "lt",
      left: { kind: "column", name: "a" },
      right: { kind: "column", name: "b" },
    });
  });

  test("give values that cannot be changed", () => {
    const values = ["a", "b"];
    const predicate = col("x").isIn(values);
    values.push("c");
    expect(showPredicate(predicate)).toBe('x in ["a", "b"]');
    expect(Object.isFrozen(predicate)).toBe(true);
    expect(
      predicate.kind === "in" && Object.isFrozen(predicate.values) && Object.isFrozen(predicate.of),
    ).toBe(true);
    expect(Object.isFrozen(col("x"))).toBe(true);
  });

  test("take nothing of one unit for nothing of another, and -0 for 0", () => {
    expect(ago(0, "year")).toEqual(ago(-0, "minute"));
    expect(ago(1, "day")).not.toEqual(ago(24, "hour"));
  });

  test("are equal whatever the order in which they were put together", () => {
    const [a, b, c] = [col("a").isGt(0), col("b").isIn(["x", "y"]), col("c").isNull()] as const;
    expect(all(a, all(b, c))).toEqual(all(c, b, a));
    expect(
      col("a")
        .add(1)
        .isEq(literal(1).add(col("a"))),
    ).toEqual(literal(1).add(col("a")).isEq(col("a").add(1)));
  });

  test.each<[string, () => unknown, string]>([
    ["no name", () => col(""), `col: the column's name is "". Give text that is not empty.`],
    [
      "a place below 0",
      () => col("a", -1),
      "col.path[0] is -1. Give the name of a field, or the place of an element, from 0.",
    ],
    [
      "what is inside of no column",
      () => length(col("a")).at("b"),
      `at: 'length(a)' is no column. Ask for what is inside of a column, as in col("address").at("city").`,
    ],
    ["no path", () => col("a", ""), `col.path[0] is "". Give text that is not empty.`],
    [
      "NaN",
      () => literal(Number.NaN),
      "literal is NaN. Give text, a finite number, a bigint or a boolean; isNull() and isFinite() ask for nulls and NaN.",
    ],
    [
      "undefined",
      () => col("a").isEq(undefined as never),
      "isEq: the value compared with is undefined. Give text, a finite number, a bigint or a boolean; isNull() and isFinite() ask for nulls and NaN.",
    ],
    [
      "null",
      () => col("a").isIn([null as never]),
      "isIn.values[0] is null. Give text, a finite number, a bigint or a boolean; isNull() and isFinite() ask for nulls and NaN.",
    ],
    [
      "a Date",
      () => col("a").isGt(new Date(0) as never),
      `isGt: the value compared with is "1970-01-01T00:00:00.000Z". Give dates and timestamps as text such as '2025-01-31'.`,
    ],
    [
      "half a surrogate pair",
      () => literal("\ud800"),
      `literal is "\\ud800". Give text, a finite number, a bigint or a boolean; isNull() and isFinite() ask for nulls and NaN.`,
    ],
    [
      "a hole",
      () => col("a").isIn(new Array(1)),
      "isIn.values[0] is undefined. Give text, a finite number, a bigint or a boolean; isNull() and isFinite() ask for nulls and NaN.",
    ],
    ["a negative amount", () => ago(-1, "day"), "ago: the amount is -1. Give a whole number, 0 or more."],
    ["half an hour", () => ago(0.5, "hour"), "ago: the amount is 0.5. Give a whole number, 0 or more."],
    ["a misspelt unit", () => ago(1, "moth" as never), `ago: the unit is "moth". Did you mean 'month'?`],
    [
      "no unit",
      () => ago(1, undefined as never),
      "ago: the unit is undefined. Give one of minute, hour, day, week, month, year.",
    ],
    ["an empty set", () => col("a").isIn([]), "isIn.values is []. Give a list with at least one element."],
    ["an empty junction", () => all(), "all.operands is []. Give a list with at least one element."],
    [
      "a missing bound",
      () => col("a").isBetween(1, undefined as never),
      "isBetween: to is undefined. Give text, a finite number, a bigint or a boolean; isNull() and isFinite() ask for nulls and NaN.",
    ],
    [
      "a predicate for an expression",
      () => col("a").isEq(col("b").isNull() as never),
      `isEq: the value compared with: the kind is "isNull". Give an expression such as col(…).`,
    ],
    [
      "an expression for a predicate",
      () => not(col("a") as never),
      `not.operand: the kind is "column". Give a predicate such as col(…).isEq(…).`,
    ],
    [
      "text for a predicate",
      () => any("a > 0" as never),
      `any.operands[0] is "a > 0". Give a predicate such as col(…).isEq(…).`,
    ],
    [
      "a number for a pattern",
      () => col("a").matches(1 as never),
      "matches got 1. Give a regular expression such as /@/, or its text.",
    ],
    [
      "a flag",
      () => col("a").matches(/x/g),
      "matches: the flag 'g' of /x/g has no meaning for all engines. Use no flags but i, s and u.",
    ],
    ["one operand", () => coalesce("a"), "coalesce: coalesce got 1 arguments. Give 2 or more."],
    [
      "no SQL",
      () => sql(" "),
      `sql: the SQL is " ". Give one expression of at most 10000 characters, without the character NUL.`,
    ],
    [
      "NUL in SQL",
      () => sql("a\0"),
      `sql: the SQL is "a\\u0000". Give one expression of at most 10000 characters, without the character NUL.`,
    ],
  ])("refuse %s", (_, make, message) => {
    expect(make).toThrow(new InvalidArgumentError(message));
  });

  test("refuse what is inside of each other too deeply", () => {
    let value = col("a");
    for (let depth = 0; depth < 49; depth++) value = abs(value);
    expect(() => value.isNull()).not.toThrow();
    expect(() => abs(abs(value))).toThrow(/more than 50 levels deep\. Simplify it/);
    const many = Array.from({ length: 5000 }, (_, index) => col(`c${index}`).isNull());
    expect(() => all(...many)).toThrow(/more than 10000 parts/);
  });
});

describe("decodePredicate and decodeExpression", () => {
  test.each<[string, unknown, string]>([
    ["a list", [], "where is []. Give a predicate such as col(…).isEq(…)."],
    ["a misspelt kind", { kind: "isnull" }, `where: the kind is "isnull". Did you mean 'isNull'?`],
    ["no kind", {}, "where: the kind is undefined. Give a predicate such as col(…).isEq(…)."],
    [
      "a kind of the prototype",
      { kind: "toString" },
      `where: the kind is "toString". Give a predicate such as col(…).isEq(…).`,
    ],
    [
      "a misspelt field",
      { kind: "matches", of: col("a"), patern: "x" },
      "where (matches) has no option 'patern'. Did you mean 'pattern'?",
    ],
    ["a missing field", { kind: "isNull" }, "where.of is undefined. Give an expression such as col(…)."],
    [
      "a misspelt operator",
      { kind: "compare", operator: "=", left: col("a"), right: col("b") },
      `where.operator is "=". Give one of eq, neq, lt, leq, gt, geq.`,
    ],
    [
      "a pattern that is no text",
      { kind: "matches", of: col("a"), pattern: 1 },
      "where.pattern is 1. Give a regular expression as text.",
    ],
    [
      "flags in another order",
      { kind: "matches", of: col("a"), pattern: "a", flags: "si" },
      `where.flags is "si". Give one of i, is, s.`,
    ],
    [
      "values that are no list",
      { kind: "in", of: col("a"), values: "ab" },
      `where.values is "ab". Give a list with at least one element.`,
    ],
    [
      "a column without a name",
      { kind: "isNull", of: { kind: "column" } },
      "where.of: the column's name is undefined. Give text that is not empty.",
    ],
    [
      "an unknown function",
      { kind: "isNull", of: { kind: "call", name: "lenght", arguments: [] } },
      `where.of: the function is "lenght". Did you mean 'length'?`,
    ],
    [
      "no arguments",
      { kind: "isNull", of: { kind: "call", name: "length" } },
      "where.of: length is undefined. Give a list.",
    ],
    [
      "too many arguments",
      { kind: "isNull", of: { kind: "call", name: "length", arguments: [col("a"), col("b")] } },
      "where.of: length got 2 arguments. Give 1.",
    ],
  ])("refuse %s", (_, value, message) => {
    expect(() => decodePredicate(value, "where")).toThrow(new InvalidArgumentError(message));
    expect(() => predicateField.decode(value, "where")).toThrow(InvalidArgumentError);
  });

  test("give back what canonical JSON has kept", () => {
    fc.assert(
      fc.property(anyPredicate, (predicate) => {
        const decoded = decodePredicate(predicate, "where");
        expect(decoded).toEqual(canonicalPredicate(predicate));
        const text = canonicalJson(decoded);
        expect(decodePredicate(parseCanonicalJson(text), "where")).toEqual(decoded);
        expect(canonicalJson(canonicalPredicate(decoded))).toBe(text);
      }),
    );
    fc.assert(
      fc.property(anyExpression, (expression) => {
        const decoded = expressionField.decode(expression, "of");
        expect(decodeExpression(parseCanonicalJson(canonicalJson(decoded)), "of")).toEqual(decoded);
      }),
    );
  });

  test("change the identity when any one part changes", () => {
    fc.assert(
      fc.property(anyPredicate, anyPredicate, (a, b) => {
        const [first, second] = [decodePredicate(a, "a"), decodePredicate(b, "b")];
        if (canonicalJson(first) !== canonicalJson(second)) {
          expect(canonicalJson(decodePredicate(not(first), "a"))).not.toBe(canonicalJson(not(second)));
        }
      }),
    );
  });

  test("show every predicate on one line without control characters", () => {
    fc.assert(
      fc.property(anyPredicate, (predicate) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
        expect(showPredicate(predicate)).not.toMatch(/[\u0000-\u001f]/);
      }),
    );
  });
});

test("every row function says what it is", () => {
  for (const facts of Object.values(rowFunctions)) {
    expect(facts.summary).toMatch(/^[A-Z].*\.$/);
    expect(facts.operands.length).toBeGreaterThan(0);
  }
});

function bigints(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? { $: String(value) } : value;
}

function unbigints(_: string, value: unknown): unknown {
  return typeof value === "object" && value !== null && "$" in value ? BigInt(String(value.$)) : value;
}
