import { LocalDate } from "@dqx/common";
import { DuckDBDataSource, InMemoryDataSource } from "@dqx/duckdb";
import { col } from "@dqx/metrics";
import { describe, expect, it } from "vitest";
import { type ColumnProfile, type DatasetProfile, profile } from "../src/index.js";
import { counting } from "./counting-source.js";

/** One column of a query. */
async function columnOf(expression: string, values: string): Promise<ColumnProfile> {
  await using source = DuckDBDataSource.fromQuery({
    name: "t",
    query: `SELECT ${expression} AS x FROM (VALUES ${values}) AS v(v)`,
  });
  return only(await profile(source));
}

function only({ columns }: DatasetProfile): ColumnProfile {
  const [column] = columns;
  if (column === undefined) throw new Error("no column");
  return column;
}

describe("a profile", () => {
  it("is plain JSON of two scans, and of a look at the first rows", async () => {
    const source = counting(
      InMemoryDataSource.fromColumns({
        name: "orders",
        dateColumn: "day",
        columns: {
          day: ["2025-01-06", "2025-01-07", "2025-01-07", "2025-01-10"],
          customer: ["ann@example.com", null, "bob@example.org", " "],
          price: [1.5, 2.5, null, 4],
        },
      }),
    );
    const made = await profile(source);
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
    expect(source.statements).toHaveLength(3);
    expect(source.statements.filter((sql) => sql.includes("LIMIT 1000"))).toHaveLength(1);
    expect(made.statements.map(({ sql, purpose }) => [purpose, sql])).toEqual(
      source.statements.map((sql, index) => [index === 0 ? "probe" : "scan", sql]),
    );
    expect(made).toMatchObject({
      format: "dqx.profile",
      version: 1,
      dataset: "orders",
      engine: "duckdb",
      rows: 4,
      sample: null,
      where: null,
      dateColumn: "day",
      days: [
        { date: "2025-01-06", rows: 1 },
        { date: "2025-01-07", rows: 2 },
        { date: "2025-01-10", rows: 1 },
      ],
      keys: [],
      equalColumns: [],
      warnings: [],
    });
    const [day, customer, price] = made.columns;
    expect(day?.time).toEqual({
      unit: "day",
      from: "2025-01-06",
      until: "2025-01-10",
      present: 3,
      missing: 2,
      gaps: [{ from: "2025-01-08", until: "2025-01-09", units: 2 }],
    });
    expect(customer).toMatchObject({
      kind: "text",
      nulls: 1,
      completeness: 0.75,
      distinct: { count: 3, exact: true },
      distinctness: 1,
      minimum: " ",
      maximum: "bob@example.org",
      lengths: { minimum: 1, maximum: 15 },
      blank: 1,
      formats: [],
    });
    expect(price).toMatchObject({
      kind: "float",
      nulls: 1,
      minimum: 1.5,
      maximum: 4,
      mean: 8 / 3,
      nonFinite: 0,
      topValues: {
        values: [
          { value: 1.5, rows: 1 },
          { value: 2.5, rows: 1 },
          { value: 4, rows: 1 },
          { value: null, rows: 1 },
        ],
        otherRows: 0,
        isComplete: true,
      },
    });
    expect(price?.quantiles?.relativeError).toBe(0);
    expect(price?.quantiles?.values.find(({ at }) => at === 0.5)?.value).toBe(2.5);
  });

  it("of no rows and of no values says so", async () => {
    await using none = DuckDBDataSource.fromQuery({
      name: "none",
      query: "SELECT 1 AS a, 'x' AS b, DATE '2025-01-01' AS c WHERE false",
    });
    const empty = await profile(none);
    expect([empty.rows, empty.columns.map(({ completeness }) => completeness)]).toEqual([
      0,
      [null, null, null],
    ]);
    expect(empty.columns[0]).toMatchObject({
      distinct: { count: 0 },
      distinctness: null,
      minimum: null,
      mean: null,
    });
    const nothing = await columnOf("CAST(v AS INTEGER)", "(NULL), (NULL)");
    expect(nothing).toMatchObject({
      nulls: 2,
      completeness: 0,
      minimum: null,
      quantiles: null,
      histogram: null,
    });
  });

  it("tells numbers that a double does not hold by their digits, and what is not finite by its name", async () => {
    const large = await columnOf("CAST(v AS HUGEINT)", "('9007199254740993'), ('-5')");
    expect([large.minimum, large.maximum]).toEqual([-5, "9007199254740993"]);
    const decimal = await columnOf(
      "CAST(v AS DECIMAL(38, 10))",
      "('0.1000000000'), ('12345678901234567890.0000000001')",
    );
    expect([decimal.minimum, decimal.maximum]).toEqual([0.1, "12345678901234567890.0000000001"]);
    const float = await columnOf("CAST(v AS DOUBLE)", "('nan'), ('inf'), ('-0.25'), ('1e300'), ('1e300')");
    expect(float).toMatchObject({ nonFinite: 2, minimum: -0.25, maximum: 1e300 });
    expect(float.topValues?.values.map(({ value }) => value)).toEqual([1e300, -0.25, "Infinity", "NaN"]);
    expect(float.mean).toBe(2e300 / 3);
  });

  it("bins whole numbers so that each bin has as many of them", async () => {
    const { histogram } = await columnOf("CAST(v AS INTEGER)", "(1), (2), (2), (45)");
    const bins = histogram?.bins ?? [];
    expect(bins[0]).toEqual({ from: 1, until: 4, rows: 3 });
    expect(bins.at(-1)).toEqual({ from: 43, until: 46, rows: 1 });
    expect(new Set(bins.map(({ from, until }) => Number(until) - Number(from)))).toEqual(new Set([3]));
    expect((await columnOf("CAST(v AS INTEGER)", "(7), (7)")).histogram?.bins).toEqual([
      { from: 7, until: 8, rows: 2 },
    ]);
    expect((await columnOf("CAST(v AS DOUBLE)", "('1e308'), ('-1e308')")).histogram).toBeNull();
  });

  it("tells hours of some days, days of some years, months of centuries, and nothing of the end of time", async () => {
    const hours = await columnOf(
      "CAST(v AS TIMESTAMP)",
      "('2025-01-08 09:30:00'), ('2025-01-08 12:00:00.5')",
    );
    expect(hours.time).toMatchObject({
      unit: "hour",
      from: "2025-01-08 09:00",
      until: "2025-01-08 12:00",
      missing: 2,
    });
    expect(hours.topValues?.values.map(({ value }) => value)).toEqual([
      "2025-01-08 09:30:00",
      "2025-01-08 12:00:00.5",
    ]);
    const instants = await columnOf("CAST(v AS TIMESTAMPTZ)", "('1969-12-31 23:59:59.25+00')");
    expect(instants.topValues?.values[0]?.value).toBe("1969-12-31 23:59:59.25+00");
    expect((await columnOf("CAST(v AS DATE)", "('2025-01-08'), ('2025-01-08')")).time?.unit).toBe("day");
    expect((await columnOf("CAST(v AS DATE)", "('1001-01-08'), ('2025-01-08')")).time).toMatchObject({
      unit: "month",
      from: "1001-01",
      until: "2025-01",
      present: 2,
    });
    const endless = await columnOf("CAST(v AS DATE)", "('infinity'), ('2025-01-08')");
    expect([endless.time, endless.failure]).toEqual([null, null]);
  });

  it("knows the formats of the catalogue, the most telling first", async () => {
    expect((await columnOf("v", "('ann@example.com'), ('bob@example.com')")).formats).toEqual([
      { format: "email", matching: 2, tested: 2 },
    ]);
    const isbn = await columnOf("v", "('9780306406157'), ('9783161484100'), (NULL)");
    expect(isbn.formats?.map(({ format }) => format)).toEqual(["gtin", "isbn13", "castableToInteger"]);
    const dates = await columnOf("v", "('2025-01-08'), ('2024-02-29')");
    expect(dates.formats?.map(({ format }) => format)).toEqual([
      "iso8601",
      "castableToDate",
      "castableToTimestamp",
    ]);
    const values = Array.from({ length: 20 }, (_, index) => `('${index < 19 ? index : "n/a"}')`).join(", ");
    expect((await columnOf("v", values)).formats?.[0]).toEqual({
      format: "castableToInteger",
      matching: 19,
      tested: 20,
    });
  });

  it("finds keys, pairs of columns where no single one is a key, and equal columns", async () => {
    await using source = DuckDBDataSource.fromQuery({
      name: "t",
      query: `SELECT i AS id, i % 40 AS a, i // 40 AS b, CASE WHEN i % 7 > 0 THEN i % 7 END AS c,
        CASE WHEN i % 7 > 0 THEN i % 7 END AS d, CASE WHEN i = 5 THEN 1 WHEN i % 7 > 0 THEN i % 7 END AS e, [i] AS l
        FROM range(1000) AS r(i)`,
    });
    const made = await profile(source);
    expect(made.keys).toEqual([{ columns: ["id"], distinct: 1000, duplicates: 0 }]);
    expect(made.equalColumns).toEqual([["c", "d"]]);
    expect(made.columns.at(-1)).toMatchObject({
      kind: "other",
      distinct: null,
      topValues: null,
      completeness: 1,
    });
    await using pairs = DuckDBDataSource.fromQuery({
      name: "t",
      query: "SELECT i % 40 AS a, i // 40 AS b, i % 3 AS c FROM range(1000) AS r(i)",
    });
    expect((await profile(pairs)).keys).toEqual([{ columns: ["a", "b"], distinct: 1000, duplicates: 0 }]);
    await using nearly = DuckDBDataSource.fromQuery({
      name: "t",
      query: "SELECT greatest(i, 5) AS id FROM range(1000) AS r(i)",
    });
    expect((await profile(nearly)).keys).toEqual([{ columns: ["id"], distinct: 995, duplicates: 5 }]);
  });

  it("is made of the rows that are chosen", async () => {
    const make = () =>
      DuckDBDataSource.fromQuery({
        name: "t",
        query: "SELECT i AS x, DATE '2025-01-01' + CAST(i % 10 AS INTEGER) AS day FROM range(1000) AS r(i)",
        dateColumn: "day",
      });
    await using source = make();
    const days = await profile(source, { from: LocalDate("2025-01-03"), until: LocalDate("2025-01-04") });
    expect(days.days).toEqual([
      { date: "2025-01-03", rows: 100 },
      { date: "2025-01-04", rows: 100 },
    ]);
    const filtered = await profile(source, { where: col("x").isLt(7) });
    expect([filtered.rows, filtered.where]).toEqual([7, "x < 7"]);
    const sampled = await profile(source, { sample: 50, where: col("x").isGeq(500) });
    expect([sampled.rows, sampled.sample]).toEqual([50, 50]);
    expect(Number(sampled.columns[0]?.minimum)).toBeGreaterThanOrEqual(500);
    await expect(profile(source, { sample: 0.5 })).rejects.toThrow(
      "sample is 0.5. Give a whole number of rows",
    );
    await expect(profile(source, { where: col("y").isLt(7) })).rejects.toThrow("column 'y' does not exist");
  });

  it("names a column that the engine fails on, and tells all the others", async () => {
    await using source = DuckDBDataSource.fromQuery({
      name: "t",
      query: "SELECT v AS a, CAST(v AS INTEGER) AS b, v AS c FROM (VALUES ('1'), ('x')) AS t(v)",
    });
    const made = await profile(source);
    expect(
      made.columns.map(({ name, failure, distinct }) => [name, failure === null, distinct?.count]),
    ).toEqual([
      ["a", true, 2],
      ["b", false, undefined],
      ["c", true, 2],
    ]);
    expect(made.warnings).toEqual([expect.stringContaining("Column 'b' could not be measured: ")]);
    expect(made.rows).toBe(2);
  });

  it("stops when it is told to, and says what cannot be read", async () => {
    await using source = DuckDBDataSource.fromFiles({ name: "gone", files: "gone.csv" });
    await expect(profile(source)).rejects.toThrow("Dataset 'gone' cannot be read");
    const stop = AbortSignal.abort(new Error("enough"));
    await expect(profile(source, { signal: stop })).rejects.toThrow("enough");
  });

  it("takes columns of any name", async () => {
    await using source = DuckDBDataSource.fromQuery({
      name: "t",
      query: `SELECT 'x' AS "a""b", 1 AS "dqx_k0_0", 2.5 AS "count", DATE '2025-01-08' AS "é e"`,
    });
    expect((await profile(source)).columns.map(({ name, failure }) => [name, failure])).toEqual([
      ['a"b', null],
      ["dqx_k0_0", null],
      ["count", null],
      ["é e", null],
    ]);
  });
});

describe("days that cannot be chosen", () => {
  it("are refused for what has none, and asked for where each date is another query", async () => {
    await using snapshot = InMemoryDataSource.fromColumns({ name: "t", columns: { a: [1] } });
    await expect(profile(snapshot, { from: LocalDate("2025-01-01") })).rejects.toThrow("has no date column");
    await using dated = DuckDBDataSource.fromDatedQuery({
      name: "t",
      relationFor: (date) => `SELECT DATE '${date}' AS d`,
    });
    await expect(profile(dated)).rejects.toThrow("Give one day as both from and until");
    const day = LocalDate("2025-01-08");
    expect((await profile(dated, { from: day, until: day })).columns[0]?.minimum).toBe("2025-01-08");
    await using text = InMemoryDataSource.fromColumns({ name: "t", dateColumn: "a", columns: { a: ["x"] } });
    await expect(profile(text)).rejects.toThrow("The date column 'a' is VARCHAR");
    await using none = InMemoryDataSource.fromColumns({ name: "t", dateColumn: "b", columns: { a: ["x"] } });
    await expect(profile(none)).rejects.toThrow("the date column 'b' does not exist");
  });
});
