import { LocalDate } from "@dqx/common";
import { approxQuantile, average, columnCount, inSet, numRows, uniqueness } from "@dqx/metrics";
import { describe, expect, it } from "vitest";
import {
  analyze,
  clickhouseDialect,
  type Dialect,
  duckdbDialect,
  PlanningError,
  postgresDialect,
  protectColumns,
  type SampleSize,
  type SqlDataSource,
  sampleRows,
  trinoDialect,
} from "../src/index.js";
import { makeDuckDBSource } from "./duckdb-source.js";

const date = LocalDate("2024-06-01");

function sourceOn(dialect: Dialect, sql: string): SqlDataSource {
  return {
    name: "orders",
    dialect,
    dating: { kind: "snapshot" },
    relation: ({ parameters }) => (Object.keys(parameters).length === 0 ? sql : { sql, parameters }),
    withSession: (use) => use({ describe: async () => [], query: async () => [] }),
    close: async () => {},
  };
}

describe("sampleRows", () => {
  it.each<[Dialect, string, SampleSize, string]>([
    [
      duckdbDialect,
      '"t"',
      { percent: 2.5 },
      '(SELECT * FROM "t" USING SAMPLE bernoulli(2.5%) REPEATABLE (1)\n)',
    ],
    [
      duckdbDialect,
      "(SELECT 1)",
      { rows: 7 },
      "(SELECT * FROM (SELECT 1) AS dqx_rows USING SAMPLE reservoir(7 ROWS) REPEATABLE (1)\n)",
    ],
    [postgresDialect, '"s"."t"', { percent: 2.5 }, '"s"."t" TABLESAMPLE BERNOULLI (2.5) REPEATABLE (1)'],
    [
      clickhouseDialect,
      "t FINAL",
      { percent: 2.5 },
      "(SELECT * FROM t FINAL WHERE cityHash64(tuple(*)) % 1000000 < 25000\n)",
    ],
  ])("draws rows in the SQL of the engine", (dialect, sql, size, drawn) => {
    const source = sampleRows(sourceOn(dialect, sql), size);
    expect(source.relation({ parameters: {} })).toBe(drawn);
    expect(source.relation({ parameters: { n: 1 } })).toEqual({ sql: drawn, parameters: { n: 1 } });
  });

  it("is refused where the engine does not draw the same rows again", () => {
    expect(() => sampleRows(sourceOn(trinoDialect, "t"), { percent: 1 })).toThrow(
      "sampleRows of dataset 'orders': trino draws no sample of 1 % of the rows that it can draw again. Draw one in the source's query, whose values are then its own.",
    );
    expect(() => sampleRows(sourceOn(postgresDialect, "t"), { rows: 1 })).toThrow("Give a percent.");
    const query = sampleRows(sourceOn(postgresDialect, "(SELECT 1)"), { percent: 1 });
    expect(() => query.relation({ parameters: {} })).toThrow("and of no query. Give a table");
    expect(() => sampleRows(query, { percent: 1 })).toThrow("Take one sample of it.");
  });

  it.each<[unknown, string]>([
    [{}, "Give { percent } above 0 and up to 100, or { rows } as a whole number."],
    [{ percent: 1, rows: 1 }, "Give { percent }"],
    [{ percent: 0 }, "Give { percent }"],
    [{ percent: 101 }, "Give { percent }"],
    [{ rows: 0.5 }, "Give { percent }"],
    [{ percents: 1 }, "percents"],
  ])("refuses %j for a size", (size, message) => {
    expect(() => sampleRows(sourceOn(duckdbDialect, "t"), size as SampleSize)).toThrow(message);
  });

  it("makes estimates of values, with a bound where there is one, and leaves what is said of columns", async () => {
    const source = await makeDuckDBSource({
      name: "orders",
      columns: [{ name: "x", type: "integer" }],
      rows: Array.from({ length: 400 }, (_, index) => [BigInt(index % 4)]),
    });
    const specs = [
      average.spec({ column: "x" }),
      inSet.spec({ column: "x", values: [1n] }),
      approxQuantile.spec({ column: "x", share: 0 }),
      columnCount.spec({}),
      average.spec({ column: "y" }),
    ];
    const some = protectColumns(sampleRows(source, { rows: 100 }), { mask: ["x"] });
    const ask = (asked: typeof specs) => asked.map((spec) => ({ spec, dates: [date] }));
    const { measured } = await analyze(some, ask(specs), { referenceDate: date });
    const method = "sample of 100 rows";
    expect(measured.map(({ outcome }) => outcome)).toEqual([
      expect.objectContaining({ kind: "value", method }),
      // √(ln 200 / 200)
      expect.objectContaining({ method, error: expect.closeTo(0.162762363, 8) }),
      expect.objectContaining({ value: 0, method: `ddsketch of a ${method}` }),
      { kind: "value", value: 1, warnings: [] },
      expect.objectContaining({ kind: "failed" }),
    ]);
    for (const spec of [numRows.spec({}), uniqueness.spec({ columns: ["x"] })]) {
      await expect(analyze(some, ask([spec]), { referenceDate: date })).rejects.toThrow(PlanningError);
    }
    await source.close();
  });
});
