import { LocalDate } from "@dqx/common";
import { type RowFunction, rowFunctions } from "@dqx/metrics";
import { describe, expect, test } from "vitest";
import {
  type AggregateRenderers,
  type ColumnType,
  clickhouseDialect,
  type SqlOperand,
} from "../src/index.js";

const { rows, aggregates } = clickhouseDialect;
const operand = (typeName: string): SqlOperand => ({
  sql: "`x`",
  typeName,
  type: clickhouseDialect.columnType(typeName),
});

/** The types of operands that an aggregate or a function is written for in its own way. */
const NUMBERS = [
  "Int32",
  "Nullable(Int64)",
  "UInt64",
  "Int256",
  "UInt256",
  "Decimal(10, 2)",
  "Decimal(38, 10)",
  "Decimal(76, 10)",
  "Float64",
  "Float32",
];
const WIDE: SqlOperand = {
  sql: "`x`",
  type: { kind: "integer", minimum: -(2n ** 127n), maximum: 2n ** 127n - 1n },
};

// Each as it is written for each of the types, where they differ.
const WRITTEN: { readonly [Kind in keyof AggregateRenderers]: () => readonly string[] } = {
  rows: () => [
    aggregates.rows?.({ kind: "rows" }, "plain") ?? "",
    aggregates.rows?.({ kind: "rows", where: "c" }, "plain") ?? "",
  ],
  nonNull: () => [
    aggregates.nonNull?.({ kind: "nonNull", of: operand("LowCardinality(Nullable(String))") }, "plain") ?? "",
  ],
  nonFinite: () => [
    aggregates.nonFinite?.({ kind: "nonFinite", of: operand("Float64"), where: "c" }, "plain") ?? "",
  ],
  sum: () => [
    ...[...NUMBERS.map(operand), WIDE].map((of) => aggregates.sum?.({ kind: "sum", of }, "plain") ?? ""),
    aggregates.sum?.({ kind: "sum", of: operand("Float32"), where: "c" }, "guarded") ?? "",
  ],
  minimum: () =>
    NUMBERS.map((t) => aggregates.minimum?.({ kind: "minimum", of: operand(t) }, "guarded") ?? ""),
  maximum: () => NUMBERS.map((t) => aggregates.maximum?.({ kind: "maximum", of: operand(t) }, "plain") ?? ""),
  sumOfSquares: () =>
    ["Int32", "Int64", "UInt256", "Decimal(10, 2)", "Decimal(38, 10)"].map(
      (t) => aggregates.sumOfSquares?.({ kind: "sumOfSquares", of: operand(t) }, "plain") ?? "",
    ),
  populationVariance: () => [
    aggregates.populationVariance?.({ kind: "populationVariance", of: operand("Float64") }, "guarded") ?? "",
  ],
  sumOfProducts: () => [
    aggregates.sumOfProducts?.(
      { kind: "sumOfProducts", of: operand("Int32"), with: operand("Int64") },
      "plain",
    ) ?? "",
  ],
  populationCovariance: () => [
    aggregates.populationCovariance?.(
      { kind: "populationCovariance", of: operand("Float64"), with: operand("Int32") },
      "guarded",
    ) ?? "",
  ],
  sumXLogX: () => [aggregates.sumXLogX?.({ kind: "sumXLogX", of: operand("Int64") }, "plain") ?? ""],
  first: () => [
    aggregates.first?.({ kind: "first", of: operand("Int64"), orderBy: operand("Date32") }, "plain") ?? "",
  ],
  last: () => [
    aggregates.last?.(
      { kind: "last", of: operand("Float64"), orderBy: operand("Date32"), where: "c" },
      "guarded",
    ) ?? "",
  ],
  quantile: () =>
    (["discrete", "continuous"] as const).map(
      (method) =>
        aggregates.quantile?.({ kind: "quantile", of: operand("Int64"), at: 0.1, method }, "plain") ?? "",
    ),
  countDistinct: () => [
    aggregates.countDistinct?.({ kind: "countDistinct", of: [operand("Int64")] }, "plain") ?? "",
    aggregates.countDistinct?.(
      {
        kind: "countDistinct",
        of: [operand("Int64"), operand("LowCardinality(Nullable(String))")],
        where: "c",
      },
      "plain",
    ) ?? "",
    aggregates.countDistinct?.({ kind: "countDistinct", of: [operand("Float64")] }, "plain") ?? "",
  ],
  countIf: () => [aggregates.countIf?.({ kind: "countIf", predicate: "p", where: "c" }, "plain") ?? ""],
  countKnown: () => [aggregates.countKnown?.({ kind: "countKnown", predicate: "p" }, "plain") ?? ""],
};

const integer = clickhouseDialect.columnType("Int64");
const double = clickhouseDialect.columnType("Float64");
const TYPES: readonly ColumnType[] = [
  "Int64",
  "Decimal(10, 2)",
  "Float64",
  "Bool",
  "String",
  "Date32",
  "DateTime64(6)",
].map(clickhouseDialect.columnType);

function day(text: string): string {
  return rows.temporal(text, "date");
}

// A function over the types that it takes, each of its texts once.
function writtenFunction(name: RowFunction): readonly string[] {
  const render = rows.functions[name];
  const { operands, result } = rowFunctions[name];
  const kinds: Readonly<Record<string, readonly string[]>> = {
    text: ["text"],
    number: ["integer", "decimal", "float"],
    time: ["date", "timestamp", "timestamptz"],
  };
  const types = TYPES.filter(({ kind }) => kinds[operands[0] ?? ""]?.includes(kind) ?? true);
  const texts = types.map((type) => {
    const gives = result === "integer" ? integer : result === "double" ? double : type;
    return render?.(['"a"', '"b"'], gives, type) ?? "";
  });
  return [...new Set(texts)];
}

test("what ClickHouse is asked for is what was reviewed", async () => {
  const functions = Object.keys(rowFunctions).filter((name): name is RowFunction => name in rowFunctions);
  const { formats } = rows;
  const { castable } = formats;
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ...Object.entries(WRITTEN).map(([kind, write]) => [kind, write()] as const),
    ...functions.map((name) => [name, writtenFunction(name)] as const),
    ["approximate distinct", [clickhouseDialect.approximateDistinct?.("a") ?? ""]],
    ["sampled", [clickhouseDialect.sampled?.("t", 100) ?? ""]],
    ["group keys", [integer, double].map((type) => rows.groupKey?.("a", type) ?? "")],
    ["without", [formats.without?.("t", ["'-'", "' '"]) ?? ""]],
    ["sum of places", [formats.sum?.("t", ["'01'", "'02'"], 10) ?? ""]],
    ["mod97", [formats.mod97?.("t", 4) ?? "", formats.mod97?.("t", 0) ?? ""]],
    ["luhn36", [formats.luhn36?.("t") ?? ""]],
    ["json", [formats.isJson?.("t") ?? ""]],
    [
      "castable",
      (["integer", "number", "date", "timestamp"] as const).map((to) => castable[to]?.("t") ?? ""),
    ],
    [
      "predicates",
      [
        rows.compare("a", "<=", "b"),
        rows.isIn("a", ["1", "2"], integer, "Int64"),
        rows.isIn("a", ["(-0.)", "1.5"], double, "Float64"),
        rows.isIn("a", ["x", "y"], clickhouseDialect.columnType("DateTime"), "DateTime"),
        rows.isIn("a", ["2024-01-31", "1850-01-31"].map(day), clickhouseDialect.columnType("Date"), "Date"),
        rows.isIn("a", ["9999-12-31"].map(day), clickhouseDialect.columnType("Date"), "Date"),
        rows.isNull("a"),
        rows.isFinite("a"),
        rows.isNaN("a"),
        rows.matches?.("a", "'(?s)b'") ?? "",
        rows.field("a", 'b"c'),
        rows.elements?.at("a", 0) ?? "",
      ],
    ],
  ];
  const written = sections.map(([title, texts]) => `-- ${title}\n${texts.join("\n")}`).join("\n\n");
  expect(written).not.toMatch(/undefined|\[object/);
  await expect(`${written}\n`).toMatchFileSnapshot("golden/clickhouse-dialect.sql");
});

describe("literals", () => {
  test.each<readonly [string | number | bigint | boolean | null, string]>([
    ["it's \\ 🎉\n", "'it\\'s \\\\ 🎉\n'"],
    ["a\0b", "'a\\0b'"],
    [true, "true"],
    [false, "false"],
    [null, "NULL"],
    [5, "5"],
    [-5n, "(-5)"],
    [-(2n ** 63n), "(-9223372036854775808)"],
    [2n ** 64n - 1n, "18446744073709551615"],
    [2n ** 64n, "toInt256('18446744073709551616')"],
    [-(2n ** 63n) - 1n, "toInt256('-9223372036854775809')"],
    [2n ** 255n, `toUInt256('${2n ** 255n}')`],
    [1.5, "1.5"],
    [-1.5, "(-1.5)"],
    [-0, "(-0.)"],
    [1e300, "1e+300"],
    [2 ** 60, "1152921504606847000."],
    [Number.NaN, "nan"],
    [Number.POSITIVE_INFINITY, "inf"],
    [Number.NEGATIVE_INFINITY, "(-inf)"],
  ])("%s has the type of its value", (value, sql) => {
    expect(clickhouseDialect.literal(value)).toBe(sql);
  });

  test("exact numbers that are not whole are decimals, and those that are none of the digits lose none", () => {
    expect(rows.exactNumber("-1.50")).toBe("CAST('-1.50' AS Decimal(3, 2))");
    expect(rows.exactNumber("0.05")).toBe("CAST('0.05' AS Decimal(3, 2))");
    expect(rows.exactNumber("123456789012345678901234")).toBe("toInt256('123456789012345678901234')");
  });

  test("a quoted name ends at its own quote", () => {
    expect(clickhouseDialect.quote("a`b\\; drop")).toBe("`a\\`b\\\\; drop`");
  });
});

describe("types", () => {
  test.each([
    ["Int8", { kind: "integer", minimum: -128n, maximum: 127n }],
    ["Nullable(Int64)", { kind: "integer", minimum: -(2n ** 63n), maximum: 2n ** 63n - 1n }],
    ["UInt256", { kind: "integer", minimum: 0n, maximum: 2n ** 256n - 1n }],
    ["Decimal(10, 2)", { kind: "decimal", precision: 10, scale: 2 }],
    ["Decimal", { kind: "other" }],
    ["Float32", { kind: "float" }],
    ["BFloat16", { kind: "other" }],
    ["Bool", { kind: "boolean" }],
    ["LowCardinality(Nullable(String))", { kind: "text" }],
    ["SimpleAggregateFunction(sum, Decimal(38, 2))", { kind: "decimal", precision: 38, scale: 2 }],
    ["AggregateFunction(sum, UInt64)", { kind: "other" }],
    ["FixedString(3)", { kind: "other" }],
    ["Enum8('a' = 1, 'b, (' = 2)", { kind: "other" }],
    ["Date", { kind: "date" }],
    ["Nullable(Date32)", { kind: "date" }],
    ["DateTime", { kind: "timestamptz" }],
    ["DateTime('Europe/Prague')", { kind: "timestamptz" }],
    ["Nullable(DateTime64(6, 'UTC'))", { kind: "timestamptz" }],
    ["Time64(3)", { kind: "other" }],
    ["Array(Int8)", { kind: "other" }],
    ["JSON(max_dynamic_paths=8)", { kind: "other" }],
    ["UUID", { kind: "other" }],
  ])("%s", (name, type) => {
    expect(clickhouseDialect.columnType(name)).toEqual(type);
  });

  test("fields of tuples and elements of arrays have the types that their names say", () => {
    const type =
      "Tuple(\n    city String,\n    `post \\` code, (2)` Nullable(Decimal(10, 2)),\n    inner Tuple(a Enum8('x, )' = 1)))";
    expect([...(rows.fieldsOf(type) ?? [])]).toEqual([
      ["city", "String"],
      ["post ` code, (2)", "Nullable(Decimal(10, 2))"],
      ["inner", "Tuple(a Enum8('x, )' = 1))"],
    ]);
    expect(rows.fieldsOf("Tuple(Int8, String)")).toBeUndefined();
    expect(rows.fieldsOf("Map(String, Int8)")).toBeUndefined();
    expect(rows.elements?.typeOf("Array(LowCardinality(String))")).toBe("LowCardinality(String)");
    // A place without an element would be a tuple of zeros, and not null.
    expect(rows.elements?.typeOf("Array(Tuple(a Int8))")).toBeUndefined();
    expect(rows.elements?.typeOf("Array(Array(Int8))")).toBeUndefined();
    expect(rows.elements?.typeOf("String")).toBeUndefined();
  });
});

describe("days", () => {
  const column = (typeName: string) => {
    const type = clickhouseDialect.columnType(typeName);
    if (type.kind !== "date" && type.kind !== "timestamptz") throw new RangeError(typeName);
    return { name: "at", typeName, type };
  };
  const days = (from: string, until?: string) => ({
    from: LocalDate(from),
    ...(until !== undefined && { until: LocalDate(until) }),
  });

  test.each([
    ["Date", "`at` >= toDate32('2024-03-31') AND `at` < toDate32('2024-04-01')", "`at`"],
    // The day has 23 hours in Prague.
    [
      "DateTime('America/Havana')",
      "`at` >= toDateTime64('2024-03-30 23:00:00', 0, 'UTC') AND `at` < toDateTime64('2024-03-31 22:00:00', 0, 'UTC')",
      "toDate32(`at`, 'Europe/Prague')",
    ],
  ])("of a %s leave the column bare", (typeName, within, day) => {
    const range = days("2024-03-31", "2024-04-01");
    expect(clickhouseDialect.withinDays(column(typeName), range, "Europe/Prague")).toBe(within);
    expect(clickhouseDialect.dayOf(column(typeName), "Europe/Prague")).toBe(day);
  });

  test("the last day that ClickHouse has is compared with one that it has not, as an instant", () => {
    expect(clickhouseDialect.withinDays(column("Date32"), days("2299-12-31", "2300-01-01"), "UTC")).toBe(
      "`at` >= toDate32('2299-12-31') AND `at` < toDateTime64('2300-01-01 00:00:00', 0, 'UTC')",
    );
    expect(clickhouseDialect.withinDays(column("Date32"), days("2299-12-31"), "UTC")).toBe(
      "`at` >= toDate32('2299-12-31')",
    );
  });

  test.each(["1899-12-31", "2300-01-01", "9999-12-31"])(
    "%s is refused, which ClickHouse would move",
    (date) => {
      expect(() => clickhouseDialect.withinDays(column("DateTime"), days(date), "UTC")).toThrow(
        `ClickHouse has the days from 1900-01-01 to 2299-12-31, and ${date} is none of them`,
      );
    },
  );

  test("an instant is written in UTC, with its fraction", () => {
    expect(rows.temporal("2024-02-29 23:59:59.123450+05:30", "timestamptz")).toBe(
      "toDateTime64('2024-02-29 18:29:59.12345', 5, 'UTC')",
    );
    expect(rows.temporal("2024-02-29 23:59:59", "timestamp")).toBe(
      "toDateTime64('2024-02-29 23:59:59', 0, 'UTC')",
    );
  });
});

test.each([
  ["the numbers are too large for their type (code 407, DECIMAL_OVERFLOW)", "overflow"],
  ["Cannot parse string 'oops' as Int64 (code 6, CANNOT_PARSE_TEXT)", "cast"],
  ["Unknown table expression identifier 'a' (code 60, UNKNOWN_TABLE)", "missing"],
  ["Unknown expression identifier `a` (code 47, UNKNOWN_IDENTIFIER)", "missing"],
  ["Not enough privileges (code 497, ACCESS_DENIED)", "denied"],
  ["Authentication failed (code 516, AUTHENTICATION_FAILED)", "denied"],
  ["Query memory limit exceeded (code 241, MEMORY_LIMIT_EXCEEDED)", "memory"],
  ["Query was cancelled (code 394, QUERY_WAS_CANCELLED)", "cancelled"],
  ["Timeout exceeded (code 159, TIMEOUT_EXCEEDED)", "cancelled"],
  ["connect ECONNREFUSED (code 210, NETWORK_ERROR)", "gone"],
  ["Syntax error (code 62, SYNTAX_ERROR)", "other"],
  ["without a name (code 62)", "other"],
  ["(code 60, UNKNOWN_TABLE) in the middle of a text", "other"],
])("the fault of %j is %s", (message, fault) => {
  expect(clickhouseDialect.faults(message)).toBe(fault);
});

test("what cannot be added or multiplied exactly is left to the engine", () => {
  const other = clickhouseDialect.columnType("UUID");
  expect(rows.functions.add?.(["a", "b"], other, other)).toBe("(a + b)");
});
