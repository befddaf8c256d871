import { check, VerificationSuite } from "@dqx/api";
import { LocalDate, ResultKey } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import {
  average,
  countDistinct,
  maximum,
  median,
  minimum,
  nullCount,
  numRows,
  sum,
  variance,
} from "@dqx/metrics";
import { InMemoryMetricDB } from "@dqx/orm";
import { analyze, sampleRows } from "@dqx/sql";
import { expect, test } from "vitest";
import { PostgresDataSource } from "../src/index.js";
import { makeSchema, run } from "./support/database.js";

test("a suite measures tables of several days in one statement, and compares them", async () => {
  const { connection } = await makeSchema(`
    CREATE TABLE orders (at timestamptz, price numeric(10,2), email text);
    INSERT INTO orders VALUES ('2025-01-07 12:00+00', 2.5, 'a@b.cz'), ('2025-01-07 23:30+00', 2, 'c@d.cz'),
      ('2025-01-08 12:00+00', 10.07, 'nobody'), (NULL, 1, NULL)`);
  const orders = PostgresDataSource.fromTable({
    name: "orders",
    connection,
    table: "orders",
    dateColumn: "at",
    timeZone: "Europe/Prague",
  });
  const sales = check({ name: "sales" }, (mp, ctx) => {
    ctx.assertThat(mp.ext.dayOverDay(mp.numRows())).isEq(2);
    ctx.assertThat(mp.sum("price")).isEq(12.07);
    ctx.assertThat(mp.average("price")).isBetween(6.03, 6.04);
    ctx.assertThat(mp.countDistinct(["email"])).isGt(5);
  });
  await using db = await InMemoryMetricDB.open();
  const suite = new VerificationSuite([sales], db, { name: "shop" });
  const result = await suite.run([orders], new ResultKey("2025-01-08"));
  expect(result.assertions.map(({ status }) => status)).toEqual(["PASSED", "PASSED", "PASSED", "FAILED"]);
  expect(result.toJSON().datasets.map(({ scans }) => scans)).toEqual([1]);
  expect(result.warnings.join()).toContain("column 'at' of dataset 'orders' is null in 1 row");
});

test("of fifty metrics one of which fails at run time forty-nine have values, on one snapshot", async () => {
  const columns = Array.from({ length: 49 }, (_, index) => `c${index}`);
  const { connection } = await makeSchema(
    `CREATE TABLE wide AS SELECT 'oops' AS raw, ${columns.map((name, index) => `${index} AS ${name}`).join(", ")}`,
  );
  const specs = [...columns, "parsed"].map((column) => sum.spec({ column }));
  const date = LocalDate("2025-01-08");
  // Whichever of them it is: the names decide in which half of the halves it is.
  for (const name of ["a", "c3", "z"]) {
    const parsed = name === "c3" ? "c3x" : name;
    const source = PostgresDataSource.fromQuery({
      name: "wide",
      connection,
      query: `SELECT *, raw::integer AS ${parsed} FROM wide`,
    });
    const requests = specs
      .map((spec) => (spec.parameters.column === "parsed" ? sum.spec({ column: parsed }) : spec))
      .map((spec) => ({ spec, dates: [date] }));
    const { measured, statements, warnings } = await analyze(source, requests, { referenceDate: date });
    const failed = measured.filter(({ outcome }) => outcome.kind !== "value");
    expect(failed.map(({ spec }) => spec.name)).toEqual([`sum(${parsed})`]);
    expect(failed[0]?.outcome).toMatchObject({ reason: expect.stringContaining('type integer: "oops"') });
    expect(statements.length).toBeLessThanOrEqual(Math.ceil(Math.log2(50)) * 2 + 1);
    expect(warnings).toEqual([]);
  }
});

test("what breaks one dataset fails it with a reason, stores nothing of it, and leaves the others", async () => {
  const { connection } = await makeSchema(
    "CREATE TABLE orders AS SELECT 1 AS price; CREATE TABLE gone AS SELECT 1 AS price",
  );
  const table = (name: string) => PostgresDataSource.fromTable({ name, connection, table: name });
  const total = (dataset: string) =>
    check({ name: dataset, datasets: [dataset] }, (mp, ctx) => {
      ctx.assertThat(mp.sum("price", { dataset })).isEq(1);
    });
  await using db = await InMemoryMetricDB.open();
  const suite = new VerificationSuite([total("orders"), total("gone")], db, { name: "shop" });
  const gone = table("gone");
  const sources = [table("orders"), gone];
  const key = new ResultKey("2025-01-08");
  await suite.plan(sources, key);
  await run("DROP TABLE gone", connection);
  const result = await suite.run(sources, key);
  expect(result.assertions.map(({ status, message }) => `${status} ${message}`)).toEqual([
    expect.stringMatching(/^PASSED/),
    expect.stringMatching(/^ERROR .*relation "gone" does not exist/),
  ]);
  const value = (dataset: string) =>
    db.getMetricValue(sum.spec({ column: "price" }), key, dataset, result.executionId);
  expect((await value("orders"))._tag).toBe("Some");
  expect((await value("gone"))._tag).toBe("None");
});

test("the same data has the same counts on DuckDB to the digit, and the same doubles within 1e-12", async () => {
  const rows = Array.from({ length: 2000 }, (_, index) => ({
    day: `2025-01-0${(index % 7) + 1}`,
    x: index % 11 === 0 ? null : Math.sin(index) * 10 ** (index % 9),
    n: BigInt(index * index),
    s: index % 13 === 0 ? null : `ž${index % 97}`,
  }));
  const { connection } = await makeSchema("CREATE TABLE data (day date, x float8, n bigint, s text)");
  const values = rows.map(
    ({ day, x, n, s }) => `('${day}', ${x ?? "NULL"}::float8, ${n}, ${s === null ? "NULL" : `'${s}'`})`,
  );
  await run(`INSERT INTO data VALUES ${values.join(", ")}`, connection);
  const options = { name: "data", dateColumn: "day" };
  const engines = [
    PostgresDataSource.fromTable({ ...options, connection, table: "data" }),
    InMemoryDataSource.fromRows({ ...options, rows }),
  ];
  const counts = [
    numRows.spec({}),
    nullCount.spec({ column: "x" }),
    countDistinct.spec({ columns: ["s"] }),
    countDistinct.spec({ columns: ["s", "x"] }),
    sum.spec({ column: "n" }),
    variance.spec({ column: "n" }),
    minimum.spec({ column: "x" }),
    maximum.spec({ column: "x" }),
  ];
  const doubles = [sum.spec({ column: "x" }), average.spec({ column: "x" }), variance.spec({ column: "x" })];
  const days = [1, 2, 3, 4, 5, 6, 7].map((day) => LocalDate(`2025-01-0${day}`));
  const measure = async (specs: readonly (typeof counts)[number][], source: (typeof engines)[number]) => {
    const { measured } = await analyze(
      source,
      specs.map((spec) => ({ spec, dates: days })),
      { referenceDate: LocalDate("2025-01-07") },
    );
    return measured.map(({ spec, date, outcome }) => ({
      what: `${spec.name} ${date}`,
      value: outcome.kind === "value" ? outcome.value : Number.NaN,
    }));
  };
  const [onPostgres, onDuckDB] = await Promise.all(engines.map((engine) => measure(counts, engine)));
  expect(onPostgres).toHaveLength(counts.length * days.length);
  expect(onPostgres).toEqual(onDuckDB);
  const [a = [], b = []] = await Promise.all(engines.map((engine) => measure(doubles, engine)));
  expect(a).toHaveLength(doubles.length * days.length);
  for (const [index, { what, value }] of a.entries()) {
    const other = b[index]?.value ?? Number.NaN;
    expect(Math.abs(value - other), what).toBeLessThanOrEqual(1e-12 * Math.abs(other));
  }
  for (const engine of engines) await engine.close();
});

test("a sample of a table is the one that PostgreSQL draws with the same seed, in all statements", async () => {
  const { connection } = await makeSchema(
    "CREATE TABLE t AS SELECT i, CASE WHEN i % 3 = 0 THEN NULL ELSE i % 7 END AS y FROM generate_series(1, 20000) i",
  );
  const date = LocalDate("2025-01-08");
  const source = sampleRows(PostgresDataSource.fromTable({ name: "t", connection, table: "t" }), {
    percent: 12.5,
  });
  const specs = [
    average.spec({ column: "i" }),
    median.spec({ column: "i" }),
    nullCount.spec({ column: "y" }).ratio(),
  ];
  const { measured } = await analyze(
    source,
    specs.map((spec) => ({ spec, dates: [date] })),
    { referenceDate: date },
  );
  const [[mean, middle, nulls] = []] = await run(
    `SELECT avg(i)::float8, percentile_cont(0.5) WITHIN GROUP (ORDER BY i), avg((y IS NULL)::int)::float8
     FROM t TABLESAMPLE BERNOULLI (12.5) REPEATABLE (1)`,
    connection,
  );
  const method = "sample of 12.5 % of the rows";
  expect(measured.map(({ outcome }) => outcome)).toEqual(
    [mean, middle, nulls].map((value) =>
      expect.objectContaining({ method, value: expect.closeTo(Number(value), 9) }),
    ),
  );
  const query = PostgresDataSource.fromQuery({ name: "q", connection, query: "SELECT * FROM t" });
  const asked = [{ spec: average.spec({ column: "i" }), dates: [date] }];
  await expect(analyze(sampleRows(query, { percent: 1 }), asked, { referenceDate: date })).rejects.toThrow(
    "postgres draws a sample of 1 % of the rows of tables and materialized views, and of no query.",
  );
  expect(() => sampleRows(query, { rows: 5 })).toThrow("Give a percent.");
});
