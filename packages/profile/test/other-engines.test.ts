import { DuckDBDataSource } from "@dqx/duckdb";
import { type Dialect, duckdbDialect, type SqlDataSource } from "@dqx/sql";
import { describe, expect, it } from "vitest";
import { profile } from "../src/index.js";

const query = `SELECT i AS id, 'c' || i AS name, i % 3 AS a FROM range(50) AS r(i)`;

/** The rows, read by an engine that can do other things than DuckDB. */
function source(changes: Partial<Dialect>, sql = query): SqlDataSource {
  const duckdb = DuckDBDataSource.fromQuery({ name: "t", query: sql });
  const { approximateDistinct, sampled, ...rest } = duckdbDialect;
  expect([approximateDistinct, sampled]).not.toContain(undefined);
  return {
    name: duckdb.name,
    dating: duckdb.dating,
    dialect: { ...rest, ...changes },
    relation: (request) => duckdb.relation(request),
    withSession: (use, signal) => duckdb.withSession(use, signal),
    close: () => duckdb.close(),
  };
}

describe("an engine", () => {
  it("that estimates nothing counts distinct values, and draws no sample", async () => {
    const made = await profile(source({}));
    expect(made.columns.map(({ distinct }) => distinct)).toEqual([
      { count: 50, exact: true },
      { count: 50, exact: true },
      { count: 3, exact: true },
    ]);
    expect(made.statements.some(({ sql }) => sql.includes("approx"))).toBe(false);
    await expect(profile(source({}), { sample: 5 })).rejects.toThrow(
      "Dataset 't' is on duckdb, of which no sample can be drawn.",
    );
  });

  it("that measures no texts has all else", async () => {
    const { rows } = duckdbDialect;
    const functions = { ...rows.functions, length: null, trim: null };
    const lesser = {
      ...rows,
      functions,
      matches: null,
      json: null,
      formats: { ...rows.formats, isJson: null },
    };
    const [, name] = (await profile(source({ rows: lesser }))).columns;
    expect(name).toMatchObject({ lengths: null, blank: null, formats: [], distinct: { count: 50 } });
  });

  it("that cannot count says so of each column", async () => {
    const aggregates = { ...duckdbDialect.aggregates, nonNull: null };
    const { columns } = await profile(source({ aggregates }));
    expect(columns.map(({ failure }) => failure)).toEqual(
      Array.from({ length: 3 }, () => expect.stringContaining("The engine cannot count.")),
    );
  });

  it("that is gone, or was stopped, is not asked about each column", async () => {
    let asked = 0;
    const faults = () => {
      asked += 1;
      return "gone" as const;
    };
    const broken = source({ faults }, "SELECT CAST('x' AS INTEGER) AS a, 2 AS b FROM range(3)");
    await expect(profile(broken)).rejects.toThrow("Could not convert");
    expect(asked).toBe(1);
  });

  it("that fails on all columns still counts the rows", async () => {
    const made = await profile(source({}, "SELECT error('no ' || i) AS a FROM range(3) AS r(i)"));
    expect([made.rows, made.columns[0]?.failure]).toEqual([3, expect.stringContaining("no ")]);
  });
});
