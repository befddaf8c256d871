import type { SqlValue } from "@dqx/common";
import { expect, test } from "vitest";
import { decodeRows } from "../src/decode-rows.js";

test.each<readonly [type: string, value: unknown, decoded: SqlValue]>([
  ["tinyint", -128, -128n],
  ["integer", 5, 5n],
  ["bigint", "9007199254740993", 9007199254740993n],
  ["bigint", null, null],
  ["double", 0.1, 0.1],
  ["double", "NaN", Number.NaN],
  ["double", "-Infinity", Number.NEGATIVE_INFINITY],
  ["real", 0.1, Math.fround(0.1)],
  ["boolean", true, true],
  ["boolean", false, false],
  ["decimal(38,10)", "1234567890123456789012345678.0000000001", "1234567890123456789012345678.0000000001"],
  ["decimal(38,0)", "12345678901234567890", 12345678901234567890n],
  ["varchar(5)", "123", "123"],
  ["varbinary", "AP8=", new Uint8Array([0, 255])],
  ["date", "2024-02-29", "2024-02-29"],
  ["timestamp(6) with time zone", "2024-02-29 00:00:00.000001 UTC", "2024-02-29 00:00:00.000001 UTC"],
  ["array(decimal(38,0))", ["1", null, "99999999999999999999"], [1n, null, 99999999999999999999n]],
  ["array(array(bigint))", [[1, "9007199254740993"], []], [[1n, 9007199254740993n], []]],
  ["array(bigint)", null, null],
  ["array(bigint)", "odd", "odd"],
  ["row(a bigint)", [1], "[1]"],
  ["map(varchar, bigint)", { a: 1 }, '{"a":1}'],
])("%s %j", (type, value, decoded) => {
  expect(decodeRows([{ name: "x", type }], [[value]])).toEqual([[decoded]]);
});

test("a value without a column is its text", () => {
  expect(decodeRows([], [["a", 5]])).toEqual([["a", "5"]]);
});
