import {
  abs,
  ago,
  all,
  any,
  coalesce,
  col,
  floor,
  formats,
  length,
  literal,
  lower,
  not,
  nullIf,
  type Predicate,
  type RowExpression,
  sql,
} from "@dqx/metrics";
import * as Either from "effect/Either";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  bindExpression,
  bindPredicate,
  Columns,
  type Dialect,
  duckdbDialect,
  renderPredicate,
} from "../src/index.js";
import { columns, expressionSql, predicateSql, RowEngine, scope } from "./row-engine.js";

const reasonOf = (predicate: Predicate, against: Columns = scope) =>
  Either.match(bindPredicate(predicate, against), {
    onLeft: ({ _tag, reason }) => `${_tag}: ${reason}`,
    onRight: () => "bound",
  });

describe("binding a predicate", () => {
  test.each<[Predicate, string]>([
    [col("jj").isNull(), "column 'jj' does not exist in dataset 'rows'; did you mean 'j'?"],
    [
      all(col("i").isNull(), not(col("idd").isNull())),
      "column 'idd' does not exist in dataset 'rows'; did you mean 'id'?",
    ],
    [
      col("s").isGt(5),
      "column 's' is VARCHAR, which cannot be compared with the number 5; compare it with texts",
    ],
    [
      col("j").isEq("5"),
      `column 'j' is INTEGER, which cannot be compared with the string "5"; compare it with numbers`,
    ],
    [
      literal("5").isLt(col("j")),
      `column 'j' is INTEGER, which cannot be compared with the string "5"; compare it with numbers`,
    ],
    [
      col("j").isIn([1, "1"]),
      `column 'j' is INTEGER, which cannot be compared with the string "1"; compare it with numbers`,
    ],
    [
      col("s").isBetween("a", 1),
      "column 's' is VARCHAR, which cannot be compared with the number 1; compare it with texts",
    ],
    [
      col("day").isGt("2024-02-30"),
      `column 'day' is DATE, which cannot be compared with the string "2024-02-30"; compare it with texts such as '2025-01-31'`,
    ],
    [
      col("at").isGt("yesterday"),
      `column 'at' is TIMESTAMP, which cannot be compared with the string "yesterday"; compare it with texts such as '2025-01-31 12:00:00'`,
    ],
    [
      col("at").isGt("2024-01-01T00:00:00Z"),
      `column 'at' is TIMESTAMP, which cannot be compared with the string "2024-01-01T00:00:00Z"; compare it with texts such as '2025-01-31 12:00:00'`,
    ],
    [
      col("id").isEq("a"),
      `column 'id' is UUID, which cannot be compared with the string "a"; compare it with no literals; cast it to text in the source's query`,
    ],
    [
      col("id").isLt(col("id")),
      "column 'id' is UUID and column 'id' is UUID, which cannot be compared; cast one of them in the source's query",
    ],
    [
      col("s").isEq(col("j")),
      "column 'j' is INTEGER and column 's' is VARCHAR, which cannot be compared; cast one of them in the source's query",
    ],
    [
      col("at").isLt(col("instant")),
      "column 'at' is TIMESTAMP and column 'instant' is TIMESTAMP WITH TIME ZONE, which cannot be compared; cast one of them in the source's query",
    ],
    [
      col("s").isGt(ago(1, "day")),
      "column 's' is VARCHAR and 'ago(1 day)' is an instant, which cannot be compared; cast one of them in the source's query",
    ],
    [
      col("j").isBetween(ago(1, "day"), ago(0, "hour")),
      "column 'j' is INTEGER and 'ago(1 day)' is an instant, which cannot be compared; cast one of them in the source's query",
    ],
    [col("at").isGt(ago(2025, "year")), "'ago(2025 years)' is before the year 1; give a smaller amount"],
    [
      ago(1, "day").isGt("yesterday"),
      `'ago(1 day)' is an instant, which cannot be compared with the string "yesterday"; compare it with texts such as '2025-01-31 12:00:00+00'`,
    ],
    [
      col("b").isLt(col("c")),
      "column 'b' is BOOLEAN, and booleans have no order; ask whether they are equal",
    ],
    [col("b").isGt(true), "column 'b' is BOOLEAN, and booleans have no order; ask whether it is true"],
    [
      col("j").matches(/1/),
      "column 'j' is INTEGER, and regular expressions match texts; cast it to text in the source's query",
    ],
    [col("s").isFinite(), "column 's' is VARCHAR, and only numbers can be finite"],
    [{ kind: "hasFormat", of: col("s"), format: "ipan" }, "there is no format 'ipan'; did you mean 'iban'?"],
    [
      { kind: "hasFormat", of: col("s"), format: "no such thing at all" },
      `there is no format 'no such thing at all'; there are ${Object.keys(formats).join(", ")}`,
    ],
    [
      col("b").hasFormat("latitude"),
      "column 'b' is BOOLEAN, and the format 'latitude' is one of texts and numbers; cast it to text in the source's query",
    ],
    [length(col("j")).isGt(1), "column 'j' is INTEGER, and length takes texts, lists and maps"],
    [abs(col("s")).isGt(1), "column 's' is VARCHAR, and abs takes numbers"],
    [col("s").add(1).isGt(1), "column 's' is VARCHAR, and add takes numbers"],
    [lower(length(col("s"))).isNull(), "'length(s)' is a whole number, and lower takes texts"],
    [
      length(col("s")).isEq("3"),
      `'length(s)' is a whole number, which cannot be compared with the string "3"; compare it with numbers`,
    ],
    [
      coalesce(col("s"), col("j")).isNull(),
      "coalesce cannot bring its operands to one type: column 's' is VARCHAR, column 'j' is INTEGER; cast them in the source's query",
    ],
    [
      coalesce(col("day"), "soon").isNull(),
      "coalesce cannot bring its operands to one type: column 'day' is DATE, 'soon' is a text; cast them in the source's query".replace(
        "'soon'",
        `'"soon"'`,
      ),
    ],
    [
      nullIf(col("id"), col("id")).isNull(),
      "nullIf cannot bring its operands to one type: column 'id' is UUID, column 'id' is UUID; cast them in the source's query",
    ],
    [col("pair", "z").isNull(), "'pair' has no field 'z'; it has 'a', 'b c'"],
    [col("j", "z").isNull(), "'j' is INTEGER, which has no field 'z'"],
    [
      col("pair", "a").isEq("1"),
      `'pair.a' is INTEGER, which cannot be compared with the string "1"; compare it with numbers`,
    ],
    [
      sql("j > 0"),
      `the SQL "j > 0" was not checked by the engine of dataset 'rows'; use col(…) and its methods, or a source that checks expressions`,
    ],
    [
      any(col("s").isNull(), sql("j").isGt(0)),
      `the SQL "j" was not checked by the engine of dataset 'rows'; use col(…) and its methods, or a source that checks expressions`,
    ],
  ])("%# fails: $1", (predicate, reason) => {
    expect(reasonOf(predicate)).toBe(`BindingFailure: ${reason}`);
  });

  test("takes instants before the reference time for what they are compared with", () => {
    const day = ago(1, "day");
    expect(predicateSql(col("day").isGt(day))).toBe(`"day" > TIMESTAMP '2024-02-29 12:00:00.000'`);
    expect(predicateSql(col("at").isLeq(day))).toBe(`"at" <= TIMESTAMP '2024-02-29 12:00:00.000'`);
    expect(predicateSql(day.isEq(col("instant")))).toBe(
      `"instant" = TIMESTAMPTZ '2024-02-29 12:00:00.000+00:00'`,
    );
    expect(predicateSql(day.isLt(ago(0, "hour")))).toBe(
      `TIMESTAMPTZ '2024-03-01 12:00:00.000+00:00' > TIMESTAMPTZ '2024-02-29 12:00:00.000+00:00'`,
    );
    expect(predicateSql(day.isGt("2024-03-01"))).toBe(
      `TIMESTAMPTZ '2024-02-29 12:00:00.000+00:00' > TIMESTAMPTZ '2024-03-01 00:00:00+00:00'`,
    );
    expect(expressionSql(coalesce(col("at"), day))).toBe(
      `coalesce("at", TIMESTAMP '2024-02-29 12:00:00.000')`,
    );
    expect(expressionSql(coalesce(day, col("instant")))).toBe(
      `coalesce(TIMESTAMPTZ '2024-02-29 12:00:00.000+00:00', "instant")`,
    );
    const unknown = new Columns("rows", columns, duckdbDialect);
    expect(reasonOf(col("at").isGt(day), unknown)).toBe(
      "BindingFailure: 'ago(1 day)' needs the reference time of a run, and there is none",
    );
  });

  test("finds columns in another case, where the engine does", () => {
    expect(predicateSql(col("J").isNull())).toBe('"j" IS NULL');
  });

  test("takes SQL that the engine has checked, by its type", () => {
    const types = new Map([
      ["j > 0", Either.right("BOOLEAN")],
      ["j + 1", Either.right("INTEGER")],
    ]);
    const checked = new Columns("rows", columns, duckdbDialect, { sql: { expressions: types } });
    const render = (predicate: Predicate) =>
      Either.map(bindPredicate(predicate, checked), (bound) => renderPredicate(bound, duckdbDialect));
    expect(render(not(sql("j > 0")))).toEqual(Either.right("NOT ((j > 0\n))"));
    expect(render(sql("j + 1").isGt(1))).toEqual(Either.right("(j + 1\n) > 1"));
    expect(reasonOf(sql("j + 1"), checked)).toBe(
      `BindingFailure: the SQL "j + 1" is INTEGER, and a condition is BOOLEAN; compare it with something`,
    );
    expect(reasonOf(sql("j + 1").isEq("a"), checked)).toBe(
      `BindingFailure: 'sql("j + 1")' is INTEGER, which cannot be compared with the string "a"; compare it with numbers`,
    );
  });

  test("says what the engine cannot do", () => {
    const rows = duckdbDialect.rows;
    const poor: Dialect = {
      ...duckdbDialect,
      rows: {
        ...rows,
        matches: null,
        functions: { ...rows.functions, trim: null },
        formats: { ...rows.formats, mod97: null, isJson: null },
      },
    };
    const against = new Columns("rows", columns, poor);
    expect(reasonOf(col("s").matches(/a/), against)).toBe(
      "BindingFailure: the engine has no regular expressions; compare in the source's query",
    );
    expect(
      Either.isLeft(bindExpression({ kind: "call", name: "trim", arguments: [col("s")] }, against)),
    ).toBe(true);
    expect(reasonOf(col("s").hasFormat("iban"), against)).toBe(
      "BindingFailure: the format 'iban' is not available on this engine, which has no regular expressions; test it in the source's query",
    );
    expect(reasonOf(col("s").hasFormat("json"), against)).toBe(
      "BindingFailure: the format 'json' is not available on this engine, which has no test for JSON; test it in the source's query",
    );
    expect(reasonOf(col("j").hasFormat("iban"), against)).toBe(
      "BindingFailure: column 'j' is INTEGER, and the format 'iban' is one of texts; cast it to text in the source's query",
    );
    // What was bound for one engine is not rendered for another one in silence.
    const bound = Either.getOrThrow(bindPredicate(col("s").matches(/a/), scope));
    expect(() => renderPredicate(bound, poor)).toThrow(/cannot compute regular expressions/);
    const formatted = Either.getOrThrow(bindPredicate(col("s").hasFormat("iban"), scope));
    expect(() => renderPredicate(formatted, poor)).toThrow(/cannot compute iban/);
  });
});

describe("on the engine", () => {
  let engine: RowEngine;
  beforeAll(async () => {
    engine = await RowEngine.open();
    await engine.fill([
      {
        i: { units: 2n ** 53n + 1n, scale: 0 },
        d: { units: 150n, scale: 2 },
        x: 1.5,
        f: Math.fround(0.1),
        s: "it's",
        day: "2024-03-01",
        at: "2024-03-01 12:00:00",
        instant: "2024-03-01 12:00:00+00",
      },
    ]);
  });
  afterAll(() => engine.close());

  test.each<[RowExpression, string]>([
    [col("i").add(1), "HUGEINT"],
    [col("d").add(1), "DECIMAL(13,2)"],
    [col("d").mul(1.1), "DECIMAL(12,3)"],
    [col("x").mul(2), "DOUBLE"],
    [col("i").div(2), "DOUBLE"],
    [floor(col("d")), "DECIMAL(10,0)"],
    [length(col("s")), "BIGINT"],
    [coalesce(col("day"), "2024-01-01"), "DATE"],
    [coalesce(col("at"), "2024-01-01"), "TIMESTAMP"],
    [coalesce(col("b"), false), "BOOLEAN"],
    [literal(-1), "INTEGER"],
    [literal(1e300), "DOUBLE"],
    [coalesce(col("x"), 1n, col("j")), "DOUBLE"],
  ])("%# has the type $1", async (expression, type) => {
    expect(await engine.select(`typeof(${expressionSql(expression)})`)).toEqual([type]);
  });

  test.each<[string, Predicate, boolean | null]>([
    ["whole numbers keep their digits", col("i").isGt(2 ** 53), true],
    ["and equal no neighbour of theirs", col("i").isEq(2 ** 53), false],
    ["whole numbers have no fraction", col("i").isEq(0.5), false],
    ["floats of 32 bits equal the literal they were made of", col("f").isEq(0.1), true],
    ["and lie between it and others", col("f").isBetween(0.1, 0.2), true],
    ["and are members of a set with it", col("f").isIn([0.1]), true],
    ["and are none of what they cannot hold", col("f").isIn([1e300, 3.4028235677973366e38]), false],
    ["and are found beside what they cannot hold", col("f").isIn([1e300, 0.1]), true],
    ["and are below what they cannot hold", col("f").isLt(1e300), true],
    ["quotes are no end of a text", col("s").isEq("it's"), true],
    ["days are compared with times", col("day").isLt(col("at")), true],
    ["times with days", col("at").isGt("2024-03-01"), true],
    ["instants in other zones", col("instant").isEq("2024-03-01T13:00:00+01:00"), true],
    ["instants in UTC", col("instant").isEq("2024-03-01T12:00Z"), true],
    ["instants without a zone are UTC", col("instant").isIn(["2024-03-01 12:00:00"]), true],
    ["values of other types equal their like", col("id").isEq(col("id")), null],
    ["fields of fields", col("pair", "B C", "d").isNull(), true],
    ["literals alone", literal("a").isLt("b"), true],
    ["no number equals what is no number of its type", not(col("d").isIn([0.001])), true],
  ])("%s", async (_, predicate, expected) => {
    expect(await engine.decide(predicate)).toEqual([expected]);
  });

  test("a quotient is null where the divisor is zero", async () => {
    expect(await engine.select(expressionSql(col("x").div(0)))).toEqual([null]);
  });

  test("a sum of decimals needs no more digits than there are", () => {
    const product = col("d").mul(col("d"));
    const tooFine = product
      .mul(product)
      .mul(product.mul(product))
      .mul(product.mul(product))
      .mul(product.mul(product))
      .mul(product.mul(product));
    expect(Either.isLeft(bindExpression(tooFine, scope))).toBe(true);
  });
});
