import { createHash } from "node:crypto";
import type { SqlValue } from "@dqx/common";
import { type RowExpression, type RowFunction, rowFunctions } from "@dqx/metrics";
import { DuckDBInstance } from "@duckdb/node-api";
import * as Either from "effect/Either";
import { describe, expect, test } from "vitest";
import { duckdbDialect } from "../src/index.js";
import { Columns } from "../src/plan/columns.js";
import { bindExpression } from "../src/row/bind-expression.js";
import { renderExpression } from "../src/row/render-row.js";

const call = (name: RowFunction, ...given: readonly (RowExpression | number)[]): RowExpression => ({
  kind: "call",
  name,
  arguments: given.map((value) => (typeof value === "number" ? { kind: "literal", value } : value)),
});
const x: RowExpression = { kind: "column", name: "x" };

async function sqlValue(expression: RowExpression, literal: string, type: string): Promise<SqlValue> {
  const bound = bindExpression(expression, new Columns("t", [{ name: "x", type }], duckdbDialect));
  const sql = renderExpression(Either.getOrThrow(bound), duckdbDialect);
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run("SET TimeZone = 'UTC'");
  const reader = await connection.runAndReadAll(
    `SELECT ${sql} FROM (SELECT CAST(${literal} AS ${type}) AS x)`,
  );
  const [[value = null] = []] = reader.getRowsJS();
  return typeof value === "object" && value !== null ? String(value) : value;
}

// The 64 bits of a double as a whole number.
const bits = (double: number): string => `d${new BigInt64Array(Float64Array.of(double).buffer)[0]}`;

describe("canonical texts", () => {
  test.each([
    ["BIGINT", "-9223372036854775808", "-9223372036854775808"],
    ["DECIMAL(10,4)", "1.5", "1.5"],
    ["DECIMAL(10,4)", "-100", "-100"],
    ["DECIMAL(10,4)", "0", "0"],
    ["DECIMAL(10,0)", "100", "100"],
    ["DECIMAL(38,10)", "1234567890123456789012345678.0000000001", "1234567890123456789012345678.0000000001"],
    ["DOUBLE", "0.1", bits(0.1)],
    ["DOUBLE", "100", "100"],
    ["DOUBLE", "'-0.0'", "0"],
    ["DOUBLE", "9007199254740991", "9007199254740991"],
    ["DOUBLE", "1e300", bits(1e300)],
    ["DOUBLE", "'NaN'", "NaN"],
    ["DOUBLE", "'-Infinity'", bits(-Infinity)],
    ["FLOAT", "0.1", bits(Math.fround(0.1))],
    ["BOOLEAN", "true", "true"],
    ["VARCHAR", "'ž🎉 1.50'", "ž🎉 1.50"],
    ["DATE", "'2024-02-29'", "2024-02-29"],
    ["TIMESTAMP", "'1970-01-01 00:00:00.000001'", "1"],
    ["TIMESTAMP WITH TIME ZONE", "'1969-12-31 23:00:00+00'", "-3600000000"],
    ["DOUBLE", "NULL", null],
  ])("of %s %s: %j", async (type, literal, text) => {
    expect(await sqlValue(call("canonicalText", x), literal, type)).toBe(text);
  });

  test("are those of types that DQX knows", () => {
    const columns = new Columns("t", [{ name: "x", type: "STRUCT(a INTEGER)" }], duckdbDialect);
    expect(bindExpression(call("canonicalText", x), columns)).toMatchObject({
      left: { reason: expect.stringContaining("takes texts, numbers, booleans, days and times") },
    });
  });
});

describe("hashes", () => {
  test.each(["", "abc", "ž🎉", "1", "2"])("of %j: 12 bits and 52 bits of its MD5", async (text) => {
    const hash = createHash("md5").update(text).digest().readBigUInt64LE(0);
    expect(await sqlValue(call("hashBucket", x), `'${text}'`, "VARCHAR")).toBe(hash >> 52n);
    expect(await sqlValue(call("hashRest", x), `'${text}'`, "VARCHAR")).toBe(hash & (2n ** 52n - 1n));
  });
});

describe("logarithmic buckets", () => {
  const offset = 2n ** 20n;
  test.each([
    ["0", 0n],
    ["1", offset],
    ["2", offset + 1n],
    ["2.0000001", offset + 2n],
    ["-1024", -(offset + 10n)],
    ["1e-300", offset - 996n],
    ["'NaN'", null],
    ["'Infinity'", null],
  ])("of %s, of width ln 2: %s", async (literal, bucket) => {
    expect(await sqlValue(call("logBucket", x, Math.LN2), literal, "DOUBLE")).toBe(bucket);
  });
});

describe("first digits", () => {
  test.each([
    ["DOUBLE", "0.00030", 3n],
    ["DOUBLE", "-1e300", 1n],
    ["DOUBLE", "9e-300", 9n],
    ["DOUBLE", "0", null],
    ["DOUBLE", "'Infinity'", null],
    ["DOUBLE", "'NaN'", null],
    ["BIGINT", "-9223372036854775808", 9n],
    ["DECIMAL(10,4)", "0.0100", 1n],
  ])("of %s %s: %s", async (type, literal, digit) => {
    const found = await sqlValue(call("leadingDigit", x), literal, type);
    expect(found === null ? null : BigInt(String(found))).toBe(digit);
  });
});

const timeFunctions: readonly RowFunction[] = [
  "epochSeconds",
  "epochMicroseconds",
  "dayNumber",
  "hourNumber",
  "monthNumber",
  "weekday",
];

describe("numbers of days, hours and months", () => {
  test.each<[RowFunction, string, string, bigint]>([
    ["dayNumber", "DATE", "'1970-01-02'", 1n],
    ["dayNumber", "DATE", "'1969-12-31'", -1n],
    ["dayNumber", "TIMESTAMP", "'1969-12-31 23:59:59.999999'", -1n],
    ["dayNumber", "TIMESTAMP WITH TIME ZONE", "'1970-01-02 00:00:00+02'", 0n],
    ["hourNumber", "DATE", "'1970-01-02'", 24n],
    ["hourNumber", "TIMESTAMP", "'1969-12-31 22:59:59'", -2n],
    ["hourNumber", "TIMESTAMP WITH TIME ZONE", "'1970-01-01 05:30:00+02'", 3n],
    ["monthNumber", "DATE", "'1969-12-31'", -1n],
    ["monthNumber", "TIMESTAMP", "'2024-02-29 10:00:00'", 649n],
    ["epochMicroseconds", "DATE", "'1970-01-02'", 86_400_000_000n],
    ["epochMicroseconds", "TIMESTAMP", "'1970-01-01 00:00:00.5'", 500_000n],
    ["weekday", "DATE", "'1970-01-01'", 4n],
    ["weekday", "TIMESTAMP", "'1969-12-31 23:59:59.999999'", 3n],
    ["weekday", "TIMESTAMP WITH TIME ZONE", "'2024-03-04 00:30:00+01'", 7n],
    ["weekday", "DATE", "'0001-01-01'", 1n],
  ])("%s of %s %s: %s", async (name, type, literal, number) => {
    expect(await sqlValue(call(name, x), literal, type)).toBe(number);
  });

  test.each([
    ["DATE", "'1969-12-31'", "-86400"],
    ["TIMESTAMP", "'1970-01-01 00:00:00.000001'", "0.000001"],
    ["TIMESTAMP WITH TIME ZONE", "'2024-02-29 01:00:00.25+02'", "1709161200.25"],
    ["TIMESTAMP WITH TIME ZONE", "'9999-12-31 23:59:59.999999+00'", "253402300799.999999"],
  ])("seconds of %s %s: %s", async (type, literal, seconds) => {
    expect(await sqlValue(call("canonicalText", call("epochSeconds", x)), literal, type)).toBe(seconds);
  });

  test.each(["infinity", "-infinity"])("of %s there are none", async (literal) => {
    for (const type of ["DATE", "TIMESTAMP", "TIMESTAMP WITH TIME ZONE"]) {
      for (const name of timeFunctions) {
        expect(await sqlValue(call(name, x), `'${literal}'`, type), `${name} of ${type}`).toBeNull();
      }
      const text = await sqlValue(call("canonicalText", x), `'${literal}'`, type);
      expect(text, type).toBe(literal);
    }
  });

  test("are those of days and times", () => {
    const columns = new Columns("t", [{ name: "x", type: "VARCHAR" }], duckdbDialect);
    expect(bindExpression(call("dayNumber", x), columns)).toMatchObject({
      left: { reason: "column 'x' is VARCHAR, and dayNumber takes days, timestamps and instants" },
    });
  });
});

test("texts are put together, and nothing with null", async () => {
  expect(rowFunctions.concat.variadic).toBe(true);
  expect(await sqlValue(call("concat", x, x, x), "'a'", "VARCHAR")).toBe("aaa");
  expect(await sqlValue(call("concat", x, x), "NULL", "VARCHAR")).toBeNull();
});
