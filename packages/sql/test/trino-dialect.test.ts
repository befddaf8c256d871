import { type RowFunction, rowFunctions } from "@dqx/metrics";
import { describe, expect, test } from "vitest";
import { type AggregateRenderers, type ColumnType, type SqlOperand, trinoDialect } from "../src/index.js";

const { rows, aggregates } = trinoDialect;
const operand = (typeName: string): SqlOperand => ({
  sql: '"x"',
  typeName,
  type: trinoDialect.columnType(typeName),
});

/** The types of operands that an aggregate or a function is written for in its own way. */
const NUMBERS = ["integer", "bigint", "decimal(10,2)", "decimal(20,10)", "decimal(38,10)", "double", "real"];
const WIDE: SqlOperand = {
  sql: '"x"',
  type: { kind: "integer", minimum: -(2n ** 127n), maximum: 2n ** 127n - 1n },
};

// Each as it is written for each of the types, where they differ.
const WRITTEN: { readonly [Kind in keyof AggregateRenderers]: () => readonly string[] } = {
  rows: () => [
    aggregates.rows?.({ kind: "rows" }, "plain") ?? "",
    aggregates.rows?.({ kind: "rows", where: "c" }, "plain") ?? "",
  ],
  nonNull: () =>
    ["varchar", "boolean"].map(
      (t) => aggregates.nonNull?.({ kind: "nonNull", of: operand(t) }, "plain") ?? "",
    ),
  nonFinite: () => [
    aggregates.nonFinite?.({ kind: "nonFinite", of: operand("double"), where: "c" }, "plain") ?? "",
  ],
  sum: () => [
    ...[...NUMBERS.map(operand), WIDE].map((of) => aggregates.sum?.({ kind: "sum", of }, "plain") ?? ""),
    aggregates.sum?.({ kind: "sum", of: operand("real"), where: "c" }, "guarded") ?? "",
  ],
  minimum: () =>
    NUMBERS.map((t) => aggregates.minimum?.({ kind: "minimum", of: operand(t) }, "guarded") ?? ""),
  maximum: () => NUMBERS.map((t) => aggregates.maximum?.({ kind: "maximum", of: operand(t) }, "plain") ?? ""),
  sumOfSquares: () =>
    ["smallint", "bigint", "decimal(10,2)", "decimal(38,10)"].map(
      (t) => aggregates.sumOfSquares?.({ kind: "sumOfSquares", of: operand(t) }, "plain") ?? "",
    ),
  populationVariance: () => [
    aggregates.populationVariance?.({ kind: "populationVariance", of: operand("double") }, "guarded") ?? "",
  ],
  sumOfProducts: () => [
    aggregates.sumOfProducts?.(
      { kind: "sumOfProducts", of: operand("integer"), with: operand("bigint") },
      "plain",
    ) ?? "",
  ],
  populationCovariance: () => [
    aggregates.populationCovariance?.(
      { kind: "populationCovariance", of: operand("double"), with: operand("integer") },
      "guarded",
    ) ?? "",
  ],
  sumXLogX: () => [aggregates.sumXLogX?.({ kind: "sumXLogX", of: operand("bigint") }, "plain") ?? ""],
  first: () => [
    aggregates.first?.({ kind: "first", of: operand("bigint"), orderBy: operand("date") }, "plain") ?? "",
  ],
  last: () => [
    aggregates.last?.(
      { kind: "last", of: operand("double"), orderBy: operand("date"), where: "c" },
      "guarded",
    ) ?? "",
  ],
  quantile: () =>
    (["discrete", "continuous"] as const).map(
      (method) =>
        aggregates.quantile?.({ kind: "quantile", of: operand("bigint"), at: 0.1, method }, "plain") ?? "",
    ),
  countDistinct: () => [
    aggregates.countDistinct?.({ kind: "countDistinct", of: [operand("bigint")] }, "plain") ?? "",
    aggregates.countDistinct?.(
      { kind: "countDistinct", of: [operand("bigint"), operand("varchar")], where: "c" },
      "plain",
    ) ?? "",
  ],
  countIf: () => [aggregates.countIf?.({ kind: "countIf", predicate: "p", where: "c" }, "plain") ?? ""],
  countKnown: () => [aggregates.countKnown?.({ kind: "countKnown", predicate: "p" }, "plain") ?? ""],
};

const integer = trinoDialect.columnType("bigint");
const double = trinoDialect.columnType("double");
const TYPES: readonly ColumnType[] = [
  "bigint",
  "decimal(10,2)",
  "double",
  "boolean",
  "varchar",
  "date",
  "timestamp(6)",
  "timestamp(3) with time zone",
].map(trinoDialect.columnType);

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

test("what Trino is asked for is what was reviewed", async () => {
  const functions = Object.keys(rowFunctions).filter((name): name is RowFunction => name in rowFunctions);
  const { formats } = rows;
  const { castable } = formats;
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ...Object.entries(WRITTEN).map(([kind, write]) => [kind, write()] as const),
    ...functions.map((name) => [name, writtenFunction(name)] as const),
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
        rows.isIn("a", ["1", "2"], integer, "bigint"),
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
  await expect(`${written}\n`).toMatchFileSnapshot("golden/trino-dialect.sql");
});

describe("literals", () => {
  test.each<readonly [string | number | bigint | boolean | null, string]>([
    ["it's \\ 🎉", "'it''s \\ 🎉'"],
    [true, "TRUE"],
    [false, "FALSE"],
    [null, "NULL"],
    [5, "BIGINT '5'"],
    [-5n, "BIGINT '-5'"],
    [-(2n ** 63n), "BIGINT '-9223372036854775808'"],
    [2n ** 63n, "DECIMAL '9223372036854775808'"],
    [1.5, "DOUBLE '1.5'"],
    [-0, "DOUBLE '-0.0'"],
    [1e300, "DOUBLE '1e+300'"],
    [Number.NaN, "DOUBLE 'NaN'"],
    [Number.NEGATIVE_INFINITY, "DOUBLE '-Infinity'"],
  ])("%s has the type of its value", (value, sql) => {
    expect(trinoDialect.literal(value)).toBe(sql);
  });

  test("exact numbers that are not whole are decimals", () => {
    expect(rows.exactNumber("-1.50")).toBe("DECIMAL '-1.50'");
  });

  test("a quoted name doubles its quotes", () => {
    expect(trinoDialect.quote('a"b; drop')).toBe('"a""b; drop"');
  });
});

describe("types", () => {
  test.each([
    ["tinyint", { kind: "integer", minimum: -128n, maximum: 127n }],
    ["bigint", { kind: "integer", minimum: -(2n ** 63n), maximum: 2n ** 63n - 1n }],
    ["decimal(10,2)", { kind: "decimal", precision: 10, scale: 2 }],
    ["decimal(38, 0)", { kind: "decimal", precision: 38, scale: 0 }],
    ["real", { kind: "float" }],
    ["varchar", { kind: "text" }],
    ["varchar(20)", { kind: "text" }],
    ["char(5)", { kind: "other" }],
    ["timestamp(9)", { kind: "timestamp" }],
    ["timestamp(6) with time zone", { kind: "timestamptz" }],
    ["time(3)", { kind: "other" }],
    ["json", { kind: "other" }],
    ["row(a bigint)", { kind: "other" }],
    ["HyperLogLog", { kind: "other" }],
  ])("%s", (name, type) => {
    expect(trinoDialect.columnType(name)).toEqual(type);
  });

  test("fields of rows and elements of arrays have the types that their names say", () => {
    const type = 'row(city varchar, "post "" code, (2)" decimal(10,2), inner row(a array(row(b bigint))))';
    expect([...(rows.fieldsOf(type) ?? [])]).toEqual([
      ["city", "varchar"],
      ['post " code, (2)', "decimal(10,2)"],
      ["inner", "row(a array(row(b bigint)))"],
    ]);
    expect(rows.fieldsOf("row(bigint, varchar)")).toBeUndefined();
    expect(rows.fieldsOf("map(varchar, bigint)")).toBeUndefined();
    expect(rows.elements?.typeOf("array(row(a bigint, b varchar))")).toBe("row(a bigint, b varchar)");
    expect(rows.elements?.typeOf("varchar")).toBeUndefined();
  });
});

describe("days", () => {
  const column = (typeName: string) => {
    const type = trinoDialect.columnType(typeName);
    if (type.kind !== "date" && type.kind !== "timestamp" && type.kind !== "timestamptz")
      throw new RangeError(typeName);
    return { name: "at", typeName, type };
  };
  const [from, until] = ["2024-03-31", "2024-04-01"] as never[];
  const range = { from, until } as { from: never; until: never };

  test.each([
    ["date", `"at" >= DATE '2024-03-31' AND "at" < DATE '2024-04-01'`, `"at"`],
    [
      "timestamp(3)",
      `"at" >= TIMESTAMP '2024-03-31 00:00:00' AND "at" < TIMESTAMP '2024-04-01 00:00:00'`,
      `CAST("at" AS date)`,
    ],
    // The day has 23 hours in Prague.
    [
      "timestamp(3) with time zone",
      `"at" >= TIMESTAMP '2024-03-30 23:00:00.000 UTC' AND "at" < TIMESTAMP '2024-03-31 22:00:00.000 UTC'`,
      `CAST("at" AT TIME ZONE 'Europe/Prague' AS date)`,
    ],
  ])("of a %s leave the column bare", (typeName, within, day) => {
    expect(trinoDialect.withinDays(column(typeName), range, "Europe/Prague")).toBe(within);
    expect(trinoDialect.dayOf(column(typeName), "Europe/Prague")).toBe(day);
  });

  test("the last day has no end, and an instant keeps its offset", () => {
    const last = { from: "9999-12-31" as never };
    expect(trinoDialect.withinDays(column("date"), last, "UTC")).toBe(`"at" >= DATE '9999-12-31'`);
    expect(rows.temporal("2024-02-29 23:59:59.5+05:30", "timestamptz")).toBe(
      "TIMESTAMP '2024-02-29 23:59:59.5 +05:30'",
    );
  });
});

test.each([
  ["Decimal overflow (Trino NUMERIC_VALUE_OUT_OF_RANGE)", "overflow"],
  ["Cannot cast 'oops' to BIGINT (Trino INVALID_CAST_ARGUMENT)", "cast"],
  ["Table 'a.b.c' does not exist (Trino TABLE_NOT_FOUND)", "missing"],
  ["Column 'x' cannot be resolved (Trino COLUMN_NOT_FOUND)", "missing"],
  ["Access Denied: Cannot select (Trino PERMISSION_DENIED)", "denied"],
  ["Authentication failed (Trino HTTP_401)", "denied"],
  ["Query exceeded per-node memory limit (Trino EXCEEDED_LOCAL_MEMORY_LIMIT)", "memory"],
  ["Query was canceled (Trino USER_CANCELED)", "cancelled"],
  ["Query exceeded the maximum run time (Trino EXCEEDED_TIME_LIMIT)", "cancelled"],
  ["connect ECONNREFUSED (Trino CONNECTION_FAILURE)", "gone"],
  ["overloaded (Trino HTTP_503)", "gone"],
  ["mismatched input (Trino SYNTAX_ERROR)", "other"],
  ["(Trino TABLE_NOT_FOUND) in the middle of a text", "other"],
])("the fault of %j is %s", (message, fault) => {
  expect(trinoDialect.faults(message)).toBe(fault);
});
