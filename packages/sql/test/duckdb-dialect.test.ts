import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { duckdbDialect } from "../src/index.js";

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(":memory:")).connect();
});
afterAll(() => connection.closeSync());

async function evaluate(expression: string): Promise<unknown> {
  const reader = await connection.runAndReadAll(`SELECT ${expression}`);
  return reader.getRows()[0]?.[0];
}

test("the engine reads every text literal back as it was, NUL included", async () => {
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("it's", "\\", "a\0b", "\0", "--", "/*", "'; drop table x --", "🎉"),
  );
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      fc.pre(text.isWellFormed());
      expect(await evaluate(duckdbDialect.literal(text))).toBe(text);
    }),
    { numRuns: 200 },
  );
});

test("the engine reads every number literal back as it was, also behind a minus sign", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.double(), fc.integer()), async (number) => {
      expect(Object.is(Number(await evaluate(duckdbDialect.literal(number))), number)).toBe(true);
      expect(Number(await evaluate(`0 -${duckdbDialect.literal(number)}`))).toBe(0 - number);
    }),
    { numRuns: 200 },
  );
  expect(await evaluate(duckdbDialect.literal(-(2n ** 100n)))).toBe(-(2n ** 100n));
  expect(await evaluate(`${duckdbDialect.literal(true)} AND NOT ${duckdbDialect.literal(false)}`)).toBe(true);
  expect(await evaluate(duckdbDialect.literal(null))).toBeNull();
});

test("a name stands for nothing but itself", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme", minLength: 1 }), async (name) => {
      fc.pre(!name.includes("\0"));
      const quoted = duckdbDialect.quote(name);
      expect(await evaluate(`${quoted} FROM (SELECT 7 AS ${quoted})`)).toBe(7);
    }),
    { numRuns: 200 },
  );
});

test.each([
  ["TINYINT", { kind: "integer", minimum: -128n, maximum: 127n }],
  ["INTEGER", { kind: "integer", minimum: -(2n ** 31n), maximum: 2n ** 31n - 1n }],
  ["BIGINT", { kind: "integer", minimum: -(2n ** 63n), maximum: 2n ** 63n - 1n }],
  ["UBIGINT", { kind: "integer", minimum: 0n, maximum: 2n ** 64n - 1n }],
  ["UINTEGER", { kind: "integer", minimum: 0n, maximum: 2n ** 32n - 1n }],
  ["HUGEINT", { kind: "integer", minimum: -(2n ** 127n), maximum: 2n ** 127n - 1n }],
  ["DECIMAL(10,2)", { kind: "decimal", precision: 10, scale: 2 }],
  ["FLOAT", { kind: "float" }],
  ["DOUBLE", { kind: "float" }],
  ["BOOLEAN", { kind: "boolean" }],
  ["VARCHAR", { kind: "text" }],
  ["JSON", { kind: "text" }],
  ["ENUM('a', 'b')", { kind: "text" }],
  ["DATE", { kind: "date" }],
  ["TIMESTAMP", { kind: "timestamp" }],
  ["TIMESTAMP_NS", { kind: "timestamp" }],
  ["TIMESTAMP WITH TIME ZONE", { kind: "timestamptz" }],
  ["UUID", { kind: "other" }],
  ["INTEGER[]", { kind: "other" }],
  ["INTERVAL", { kind: "other" }],
])("%s is classified as the engine means it", async (typeName, expected) => {
  const type = duckdbDialect.columnType(typeName);
  expect(type).toEqual(expected);
  if (type.kind === "integer") {
    for (const bound of [type.minimum, type.maximum]) {
      expect(BigInt(String(await evaluate(`${duckdbDialect.literal(bound)}::${typeName}`)))).toBe(bound);
    }
  }
});
