import { describe, expect, test } from "vitest";
import { parameterCheck, requireExactValues } from "../src/bind-parameters.js";
import { decodeRows } from "../src/decode-rows.js";
import { placeholdersOf, withoutPlaceholders } from "../src/gate/placeholders.js";
import { readTable } from "../src/read-table.js";

describe("values", () => {
  test.each<[string, string, unknown]>([
    ["UInt8", "7", 7n],
    ["Nullable(Int64)", "9007199254740993", 2n ** 53n + 1n],
    ["Int256", "-1", -1n],
    ["LowCardinality(Nullable(String))", "7", "7"],
    ["SimpleAggregateFunction(sum, UInt64)", "7", 7n],
    ["Decimal(10, 2)", "1.1", "1.10"],
    ["Nullable(Decimal(38, 10))", "-5", "-5.0000000000"],
    ["Decimal(38, 0)", "12345678901234567890", 12345678901234567890n],
    ["Float64", "0.1", 0.1],
    ["Float64", "-nan", Number.NaN],
    ["Float64", "-inf", -Infinity],
    ["Float64", "-0", -0],
    ["Float32", "0.1", Math.fround(0.1)],
    ["Bool", "true", true],
    ["Bool", "false", false],
    ["Date32", "1950-01-02", "1950-01-02"],
    ["DateTime('UTC')", "2024-01-02T03:04:05Z", "2024-01-02T03:04:05Z"],
    ["Array(Nullable(Int256))", "[4,NULL,-5]", [4n, null, -5n]],
    ["Array(UInt8)", "[]", []],
    ["Array(String)", "['a']", "['a']"],
    ["Enum8('a' = 1)", "a", "a"],
  ])("of %s: %s", (type, text, value) => {
    expect(decodeRows([type], [[text], [null]])).toEqual([[value], [null]]);
  });
});

describe("results", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);

  test("are read whatever is in their texts", () => {
    const { names, types, rows } = readTable(
      bytes("a\tb\\'c\nString\tDateTime(\\'UTC\\')\n\\N\tx\\ty\\n\\\\N\\0\\r\\b\\f\n\\\\N\t\n"),
    );
    expect(names).toEqual(["a", "b'c"]);
    expect(types).toEqual(["String", "DateTime('UTC')"]);
    expect(rows).toEqual([
      [null, "x\ty\n\\N\0\r\b\f"],
      ["\\N", ""],
    ]);
  });

  test("of a statement without any are empty", () => {
    expect(() => readTable(bytes(""))).toThrow("no result");
    expect(readTable(bytes("a\nUInt8\n")).rows).toEqual([]);
  });

  test("with texts that are not UTF-8 are refused, and not changed", () => {
    expect(() => readTable(Uint8Array.of(97, 10, 98, 10, 255, 10))).toThrow("a text is not UTF-8");
  });
});

describe("placeholders", () => {
  const query =
    "SELECT {a:String}, '{b:String}', `{c:Int8}`, {d:DateTime64(6, 'UTC')}, {a:String}, 'it\\'s {e:Int8}'";

  test("are those outside of texts and names, each once", () => {
    expect(placeholdersOf(query)).toEqual([
      { name: "a", type: "String" },
      { name: "d", type: "DateTime64(6, 'UTC')" },
    ]);
    expect(withoutPlaceholders(query)).toBe(
      "SELECT NULL, '{b:String}', `{c:Int8}`, NULL, NULL, 'it\\'s {e:Int8}'",
    );
  });

  test.each<[string, unknown, string | null, boolean]>([
    ["UInt8", 44, "44", true],
    ["UInt8", 300, "44", false],
    ["Int64", 2n ** 63n, String(-(2n ** 63n)), false],
    ["Int64", -5n, "-5", true],
    ["Decimal(10, 2)", 2.5, "2.50", true],
    ["Decimal(10, 2)", "2.265", "2.26", false],
    ["Decimal(10, 2)", "-0.50", "-0.5", true],
    ["Float64", 1e21, "1000000000000000000000", true],
    ["Float64", Infinity, "inf", true],
    ["Float64", Number.NaN, "nan", true],
    ["Date", "1960-01-01", "1970-01-01", false],
    ["Date", "2024-01-02", "2024-01-02", true],
    ["DateTime64(6)", "2024-01-02T03:04:05.5Z", "2024-01-02 03:04:05.500000", true],
    ["DateTime", "2024-01-02 03:04:05", "2024-01-02 03:04:05", true],
    ["String", "a\tb", "a\tb", true],
    ["String", null, "", false],
    ["Nullable(String)", null, null, true],
    ["Bool", true, "true", true],
    ["UInt8", false, "0", true],
    ["Bool", true, "false", false],
  ])("of type %s take %s as %s: %s", (type, value, text, isExact) => {
    const given: Parameters<typeof requireExactValues>[1] = JSON.parse("{}");
    const check = () => requireExactValues([{ name: "p", type }], Object.assign(given, { p: value }), [text]);
    if (isExact) expect(check).not.toThrow();
    else expect(check).toThrow(`of {p:${type}} would become`);
  });

  test("of names are refused", () => {
    expect(() => parameterCheck([{ name: "t", type: "Identifier" }])).toThrow("stands for a name");
    expect(parameterCheck([{ name: "p", type: "Int8" }]).sql).toBe("SELECT toString({p:Int8})");
  });
});
