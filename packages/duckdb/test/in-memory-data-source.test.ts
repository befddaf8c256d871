import { InvalidArgumentError, LocalDate, type SqlRow } from "@dqx/common";
import { average, countValues, first, numRows, sum } from "@dqx/metrics";
import { analyze, type SqlColumn } from "@dqx/sql";
import { describe, expect, test } from "vitest";
import {
  type CellValue,
  type ColumnsOptions,
  InMemoryDataSource,
  type RowsOptions,
  SourceError,
} from "../src/index.js";

async function load(
  source: InMemoryDataSource,
): Promise<{ readonly columns: readonly SqlColumn[]; readonly rows: readonly SqlRow[] }> {
  const relation = source.relation({ parameters: {} });
  return source.withSession(async (session) => ({
    columns: await session.describe(relation),
    rows: await session.query(`SELECT * FROM ${relation}`),
  }));
}

async function loadColumn(
  values: readonly CellValue[],
  options: Partial<ColumnsOptions> = {},
): Promise<readonly [string | undefined, readonly unknown[]]> {
  await using source = InMemoryDataSource.fromColumns({ name: "t", columns: { x: values }, ...options });
  const { columns, rows } = await load(source);
  return [columns[0]?.type, rows.map(([value]) => value)];
}

describe("types told from values", () => {
  test.each<[string, readonly CellValue[], string, readonly unknown[]]>([
    ["whole numbers", [1, null, -2], "BIGINT", [1n, null, -2n]],
    ["bigints", [2n ** 63n - 1n, undefined, 0], "BIGINT", [2n ** 63n - 1n, null, 0n]],
    ["larger bigints", [2n ** 63n, 1n, -(2n ** 127n)], "HUGEINT", [2n ** 63n, 1n, -(2n ** 127n)]],
    ["fractions", [1, 2.5], "DOUBLE", [1, 2.5]],
    ["numbers past 2^53", [2 ** 53, 1], "DOUBLE", [2 ** 53, 1]],
    [
      "NaN, infinities and negative zero",
      [Number.NaN, Infinity, -Infinity, -0],
      "DOUBLE",
      [Number.NaN, Infinity, -Infinity, -0],
    ],
    ["text", ["a", "", "2024-01-01", "ž\0"], "VARCHAR", ["a", "", "2024-01-01", "ž\0"]],
    ["booleans", [true, null, false], "BOOLEAN", [true, null, false]],
    ["Dates", [new Date("2024-02-29T12:00:00.5Z"), null], "TIMESTAMP", ["2024-02-29 12:00:00.5", null]],
    ["nulls", [null, undefined], "BIGINT", [null, null]],
    ["nothing", [], "BIGINT", []],
  ])("%s", async (_, values, type, expected) => {
    expect(await loadColumn(values)).toEqual([type, expected]);
  });

  test("in the date column ISO dates are days and Dates are instants", async () => {
    expect(await loadColumn(["2024-02-29", null], { dateColumn: "x" })).toEqual([
      "DATE",
      ["2024-02-29", null],
    ]);
    const [type, values] = await loadColumn([new Date("2024-02-29T23:30:00Z")], {
      dateColumn: "x",
      timeZone: "Europe/Prague",
    });
    expect([type, values]).toEqual(["TIMESTAMP WITH TIME ZONE", ["2024-02-29 23:30:00+00"]]);
  });

  test.each<[readonly CellValue[], string]>([
    [[1, null, "a"], "column 'x' mixes whole numbers with text: row 2 holds \"a\""],
    [[1n, 2.5], "column 'x' mixes bigints with fractional numbers: row 1 holds 2.5"],
    [[true, 1], "mixes booleans with whole numbers"],
    [[new Date(0), "2024-01-01"], "mixes Dates with text"],
    [[new Date(Number.NaN)], "column 'x' holds an invalid Date in row 0"],
    [[2n ** 127n], "column 'x' holds 170141183460469231731687303715884105728n in row 0"],
  ])("%o is refused by the column's name", (values, message) => {
    const make = () => InMemoryDataSource.fromColumns({ name: "t", columns: { x: values } });
    expect(make).toThrow(InvalidArgumentError);
    expect(make).toThrow(message);
  });

  test("values that are no cells are refused", () => {
    const wrong: object = { rows: [{ x: { nested: 1 } }] };
    expect(() => InMemoryDataSource.fromRows({ name: "t", rows: [], ...wrong })).toThrow(
      'holds {"nested":1} in row 0',
    );
  });
});

describe("declared types", () => {
  test.each<[string, readonly CellValue[], readonly unknown[]]>([
    ["DECIMAL(10,2)", ["1.10", 2, 3n, null], ["1.10", "2.00", "3.00", null]],
    ["DOUBLE", [1, Number.NaN, -Infinity, "2.5"], [1, Number.NaN, -Infinity, 2.5]],
    [
      "TIMESTAMP WITH TIME ZONE",
      [new Date(0), "2024-01-01 00:00:00+02"],
      ["1970-01-01 00:00:00+00", "2023-12-31 22:00:00+00"],
    ],
    ["BOOLEAN", [true, "false"], [true, false]],
  ])("%s", async (type, values, expected) => {
    expect(await loadColumn(values, { types: { x: type } })).toEqual([type, expected]);
  });

  test("name the columns of an empty dataset", async () => {
    await using source = InMemoryDataSource.fromRows({ name: "t", rows: [], types: { x: "DOUBLE" } });
    expect(await load(source)).toEqual({ columns: [{ name: "x", type: "DOUBLE" }], rows: [] });
  });

  test("that DuckDB does not have, or values that do not fit, are errors of the source", async () => {
    await expect(loadColumn(["a"], { types: { x: "INTEGER" } })).rejects.toThrow(
      /Dataset 't' cannot be made of the given values: Conversion Error/,
    );
    await expect(loadColumn(["a"], { types: { x: "NOTYPE" } })).rejects.toThrow(SourceError);
    expect(() =>
      InMemoryDataSource.fromColumns({
        name: "t",
        columns: { x: [1] },
        types: { x: "INTEGER); DROP TABLE y" },
      }),
    ).toThrow("Give the name of a DuckDB type");
    expect(() =>
      InMemoryDataSource.fromColumns({ name: "t", columns: { price: [1] }, types: { prise: "INTEGER" } }),
    ).toThrow("Did you mean 'price'?");
    expect(() =>
      InMemoryDataSource.fromColumns({ name: "t", columns: { price: [1] }, types: { xyz: "INTEGER" } }),
    ).toThrow("Give it values");
  });
});

describe("rows", () => {
  test("have the columns of all of them, and null where one lacks it", async () => {
    await using source = InMemoryDataSource.fromRows({
      name: "t",
      rows: [{ a: 1 }, { b: "x" }, { b: "y", a: 3 }],
    });
    expect(await load(source)).toEqual({
      columns: [
        { name: "a", type: "BIGINT" },
        { name: "b", type: "VARCHAR" },
      ],
      rows: [
        [1n, null],
        [null, "x"],
        [3n, "y"],
      ],
    });
  });

  test("are copied: what happens to them later does not matter", async () => {
    const row = { x: 1 };
    const rows = [row];
    await using source = InMemoryDataSource.fromRows({ name: "t", rows });
    row.x = 2;
    rows.push({ x: 3 });
    expect((await load(source)).rows).toEqual([[1n]]);
  });

  test("in thousands keep their order and number", async () => {
    const numbers = Array.from({ length: 5000 }, (_, index) => index);
    const [, values] = await loadColumn(numbers);
    expect(values).toEqual(numbers.map(BigInt));
  });

  test("of any names are measured", async () => {
    const names = ['a"b; drop table x', "count", "Customer Name", "ž", "m_0"];
    await using source = InMemoryDataSource.fromRows({
      name: "t",
      rows: [Object.fromEntries(names.map((name, index) => [name, index]))],
    });
    const date = LocalDate("2024-01-01");
    const { measured } = await analyze(
      source,
      names.map((column) => ({ spec: sum.spec({ column }), dates: [date] })),
      { referenceDate: date },
    );
    expect(measured.map(({ outcome }) => outcome)).toMatchObject(names.map((_, value) => ({ value })));
  });

  test.each<[Partial<RowsOptions> | object, string]>([
    [{ rows: "x" }, "Give a list of objects"],
    [{ rows: [null] }, "Give a list of objects"],
    [{ rows: [] }, "Name the columns of an empty dataset in `types`"],
    [{ rowss: [] }, "Did you mean 'rows'?"],
  ])("%o are refused", (wrong, message) => {
    expect(() => InMemoryDataSource.fromRows({ name: "t", rows: [], ...wrong })).toThrow(message);
  });

  test.each<[object, string]>([
    [{ columns: { a: [1], b: [1, 2] } }, "column 'a' has 1 values, and column 'b' 2"],
    [{ columns: { a: 1 } }, "Give a list of values"],
    [{ columns: undefined }, "there is no column"],
  ])("columns %o are refused", (wrong, message) => {
    expect(() => InMemoryDataSource.fromColumns({ name: "t", columns: {}, ...wrong })).toThrow(message);
  });

  test("take no parameters, and say what they cannot give", async () => {
    await using source = InMemoryDataSource.fromColumns({ name: "t", columns: { x: [1] } });
    expect(() => source.relation({ parameters: { region: "eu" } })).toThrow(
      "dataset 't' takes no parameters",
    );
    await expect(source.withSession((session) => session.describe("elsewhere"))).rejects.toThrow(
      "Make the source again",
    );
  });

  test("two columns whose names differ in case only are refused", () => {
    const make = () => InMemoryDataSource.fromColumns({ name: "t", columns: { price: [1], Price: [2] } });
    expect(make).toThrow("columns 'price' and 'Price' differ in case only");
  });

  test("a column without any value has none, and no failure", async () => {
    await using source = InMemoryDataSource.fromColumns({ name: "t", columns: { x: [null, null] } });
    const date = LocalDate("2024-01-01");
    const specs = [
      numRows.spec({}),
      average.spec({ column: "x" }),
      sum.spec({ column: "x" }),
      first.spec({ column: "x", orderBy: "x" }),
      countValues.spec({ column: "x", values: [1] }),
    ];
    const { measured } = await analyze(
      source,
      specs.map((spec) => ({ spec, dates: [date] })),
      { referenceDate: date },
    );
    expect(measured.map(({ outcome }) => outcome)).toMatchObject([
      { value: 2 },
      { kind: "empty" },
      { value: 0 },
      { kind: "empty" },
      { value: 0 },
    ]);
  });
});
