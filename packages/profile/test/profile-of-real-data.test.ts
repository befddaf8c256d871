import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { DuckDBDataSource } from "@dqx/duckdb";
import type { SqlDataSource } from "@dqx/sql";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ColumnProfile, type DatasetProfile, profile } from "../src/index.js";

const data = join(dirname(createRequire(import.meta.url).resolve("vega-datasets")), "../data");

const files = ["birdstrikes.csv", "movies.json", "seattle-weather.csv"];
let instance: DuckDBInstance;

/** The files as tables, which are not read anew for each question. */
beforeAll(async () => {
  instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  for (const file of files) await connection.run(`CREATE TABLE "${file}" AS FROM '${join(data, file)}'`);
  connection.closeSync();
});
afterAll(() => instance.closeSync());

/** The rows of a statement over a source, whose relation stands for `$t`. */
async function ask(source: SqlDataSource, sql: string): Promise<readonly (readonly unknown[])[]> {
  const relation = source.relation({ parameters: {} });
  return source.withSession((session) => session.query(sql.replaceAll("$t", String(relation))));
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

async function compareColumn(
  source: SqlDataSource,
  { rows }: DatasetProfile,
  column: ColumnProfile,
): Promise<void> {
  const x = quoted(column.name);
  const [row = []] = await ask(source, `SELECT count(${x}), count(DISTINCT ${x}) FROM $t`);
  const [nonNull, distinct] = row.map(Number);
  expect([column.nulls, column.completeness]).toEqual([rows - (nonNull ?? 0), (nonNull ?? 0) / rows]);
  expect(column.distinct).toEqual({ count: distinct, exact: true });
  const top = await ask(
    source,
    `SELECT CAST(${x} AS VARCHAR), count(*) FROM $t GROUP BY ${x} ORDER BY count(*) DESC, 1`,
  );
  const listed = column.topValues?.values ?? [];
  expect(listed.map((each) => each.rows)).toEqual(
    top.slice(0, listed.length).map(([, count]) => Number(count)),
  );
  for (const { value, rows: size } of listed) {
    const found = top.find(([text]) => (value === null ? text === null : isSame(text, value)));
    expect([column.name, value, Number(found?.[1])]).toEqual([column.name, value, size]);
  }
  if (column.quantiles !== null) await compareNumbers(source, column);
}

function isSame(text: unknown, value: unknown): boolean {
  return typeof value === "number" ? Number(text) === value : text === String(value);
}

async function compareNumbers(source: SqlDataSource, column: ColumnProfile): Promise<void> {
  const x = `CAST(${quoted(column.name)} AS DOUBLE)`;
  const [row = []] = await ask(source, `SELECT min(${x}), max(${x}), avg(${x}) FROM $t`);
  expect([column.minimum, column.maximum]).toEqual(row.slice(0, 2));
  expect(column.mean).toBeCloseTo(Number(row[2]), 6);
  const { values = [], relativeError = 0 } = column.quantiles ?? {};
  const [[count] = []] = await ask(source, `SELECT count(${x}) FROM $t`);
  for (const { at, value } of values) {
    const rank = Math.floor(at * (Number(count) - 1));
    const [[exact] = []] = await ask(
      source,
      relativeError === 0
        ? `SELECT quantile_cont(${x}, ${at}) FROM $t`
        : `SELECT ${x} FROM $t WHERE ${x} IS NOT NULL ORDER BY 1 LIMIT 1 OFFSET ${rank}`,
    );
    const room = Math.abs(Number(exact)) * (relativeError + 1e-12) + 1e-9;
    expect(
      Math.abs(value - Number(exact)),
      `${column.name} at ${at}: ${value}, not ${exact}`,
    ).toBeLessThanOrEqual(room);
  }
  const bins = column.histogram?.bins ?? [];
  const counted = await ask(
    source,
    `SELECT ${bins.map(({ from, until }, index) => `count(*) FILTER (WHERE ${x} >= ${from}${index === bins.length - 1 ? "" : ` AND ${x} < ${until}`})`).join(", ")} FROM $t`,
  );
  expect(bins.map(({ rows }) => rows)).toEqual(counted[0]?.map(Number));
}

describe("the profile of real data is what SQL by hand says", () => {
  it.each(files)("%s", async (file) => {
    await using source = DuckDBDataSource.fromTable({ name: "t", database: instance, table: file });
    const made = await profile(source);
    expect(made.statements.map(({ purpose }) => purpose)).toEqual(["probe", "scan", "scan"]);
    expect([[BigInt(made.rows)]]).toEqual(await ask(source, "SELECT count(*) FROM $t"));
    expect(made.warnings).toEqual([]);
    for (const column of made.columns) await compareColumn(source, made, column);
  });

  it("days and gaps of bird strikes", async () => {
    await using source = DuckDBDataSource.fromTable({
      name: "t",
      database: instance,
      table: "birdstrikes.csv",
      dateColumn: "Flight Date",
    });
    const { days, columns } = await profile(source);
    const counted = await ask(
      source,
      `SELECT CAST("Flight Date" AS VARCHAR), count(*) FROM $t GROUP BY 1 ORDER BY 1`,
    );
    expect(days?.map(({ date, rows }) => [date, BigInt(rows)])).toEqual(counted);
    const gaps = await ask(
      source,
      `WITH days AS (SELECT DISTINCT "Flight Date" AS d FROM $t), steps AS (SELECT lag(d) OVER (ORDER BY d) AS a, d FROM days)
      SELECT CAST(a + 1 AS VARCHAR), CAST(d - 1 AS VARCHAR), d - a - 1 FROM steps WHERE d - a > 1 ORDER BY 3 DESC, 1`,
    );
    const time = columns.find(({ name }) => name === "Flight Date")?.time;
    expect(time?.gaps.map(({ from, until, units }) => [from, until, BigInt(units)])).toEqual(
      gaps.slice(0, 20),
    );
    expect(time?.missing).toBe(gaps.reduce((sum, [, , units]) => sum + Number(units), 0));
    expect(columns.flatMap(({ formats }) => formats ?? [])).toEqual([]);
  });
});
