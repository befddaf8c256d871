import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { LocalDate } from "@dqx/common";
import {
  average,
  duplicateCount,
  duplicateRowCount,
  edgeHistogram,
  entropy,
  exactQuantile,
  functionalDependency,
  giniImpurity,
  groupSize,
  histogram,
  interquartileRange,
  isPrimaryKey,
  kurtosis,
  type MetricOutcome,
  median,
  medianAbsoluteDeviation,
  mutualInformation,
  nullCount,
  numRows,
  otherSegments,
  outlierCount,
  type SimpleMetricSpec,
  segments,
  skewness,
  topValues,
  uniqueCount,
  uniqueness,
  uniqueValueRatio,
} from "@dqx/metrics";
import { analyze } from "@dqx/sql";
import { DuckDBInstance, type DuckDBValue } from "@duckdb/node-api";
import { afterAll, describe, expect, test } from "vitest";
import { DuckDBDataSource } from "../src/index.js";

/** A metric, and SQL of the same numbers that shares nothing with how it is measured: a row each, values last. */
interface Case {
  readonly spec: SimpleMetricSpec;
  readonly sql: string;
  /** What an outcome holds, as the rows of the SQL; its value alone by default. */
  readonly rowsOf?: (outcome: MetricOutcome) => readonly (readonly unknown[])[];
}

interface Dataset {
  readonly name: string;
  readonly query: string;
  readonly keys: readonly string[];
  readonly numbers: readonly string[];
}

const require = createRequire(import.meta.url);
const vega = join(dirname(require.resolve("vega-datasets")), "../data");

const datasets: readonly Dataset[] = [
  {
    name: "movies",
    query: `SELECT * EXCLUDE ("Title"), CAST("Title" AS VARCHAR) AS "Title" FROM read_json_auto('${join(vega, "movies.json")}')`,
    keys: ["MPAA Rating", "Distributor", "Major Genre", "Source", "Director"],
    numbers: ["US Gross", "Production Budget", "Running Time min", "IMDB Rating"],
  },
  {
    name: "birdstrikes",
    query: `SELECT * FROM read_csv('${join(vega, "birdstrikes.csv")}')`,
    keys: ["Airport Name", "Wildlife Species", "Time of day", "Phase of flight", "Wildlife Size"],
    numbers: ["Cost Total $", "Cost Repair", "Speed IAS in knots"],
  },
  {
    name: "flights",
    query: `SELECT * FROM read_parquet('${join(vega, "flights-3m.parquet")}') WHERE date < '2001-01-04'`,
    keys: ["origin", "destination"],
    numbers: ["delay", "distance"],
  },
  {
    // Of one seed: nulls, decimals, values far from zero.
    name: "generated",
    query: `SELECT
        CASE WHEN i % 9 = 0 THEN NULL ELSE 'k' || hash(i) % 40 END AS "the key",
        hash(i, 1) % 3 = 0 AS flag,
        CASE WHEN i % 7 = 0 THEN NULL ELSE CAST((hash(i, 2) % 100000) / 100 AS DECIMAL(12, 2)) END AS "the decimal",
        1e9 + (hash(i, 3) % 1000) / 8 AS far
      FROM range(5000) AS numbers (i)`,
    keys: ["the key", "flag"],
    numbers: ["the decimal", "far"],
  },
];

const quote = (name: string): string => `"${name}"`;
const detailOf = (outcome: MetricOutcome) => (outcome.kind === "value" ? outcome.detail : undefined);

function casesOf({ keys, numbers }: Dataset): readonly Case[] {
  const cases: Case[] = [];
  const [firstKey = ""] = keys;
  for (const column of keys) {
    const k = quote(column);
    const groups = `(SELECT ${k} AS k, count(*) AS n FROM data GROUP BY ALL)`;
    const counted = `(SELECT n, n / sum(n) OVER () AS p FROM ${groups} WHERE k IS NOT NULL)`;
    cases.push(
      { spec: uniqueCount.spec({ columns: [column] }), sql: `SELECT count(DISTINCT ${k}) FROM data` },
      {
        spec: duplicateCount.spec({ columns: [column] }),
        sql: `SELECT count(*) - count(DISTINCT ${k}) FROM data`,
      },
      {
        spec: duplicateRowCount.spec({ columns: [column] }),
        sql: `SELECT coalesce(sum(n), 0) FROM ${groups} WHERE n > 1 AND k IS NOT NULL`,
      },
      {
        spec: uniqueness.spec({ columns: [column] }),
        sql: `SELECT sum(CASE WHEN n = 1 THEN 1 ELSE 0 END) / sum(n) FROM ${groups} WHERE k IS NOT NULL`,
      },
      {
        spec: uniqueValueRatio.spec({ columns: [column] }),
        sql: `SELECT avg(CASE WHEN n = 1 THEN 1 ELSE 0 END) FROM ${groups} WHERE k IS NOT NULL`,
      },
      {
        spec: isPrimaryKey.spec({ columns: [column] }),
        sql: `SELECT CAST(count(*) = count(DISTINCT ${k}) AS INTEGER) FROM data`,
      },
      {
        spec: groupSize.spec({ columns: [column] }),
        sql: `SELECT max(n) FROM ${groups} WHERE k IS NOT NULL`,
      },
      { spec: entropy.spec({ column }), sql: `SELECT -sum(p * ln(p)) FROM ${counted}` },
      { spec: giniImpurity.spec({ column }), sql: `SELECT 1 - sum(p * p) FROM ${counted}` },
      {
        spec: histogram.spec({ column, limit: 5000 }),
        sql: `SELECT n, count(*) FROM ${groups} GROUP BY n ORDER BY n DESC`,
        rowsOf: (outcome) => sizes(outcome),
      },
      {
        spec: topValues.spec({ column, limit: 3 }),
        sql: `SELECT sum(n) / (SELECT count(*) FROM data) FROM (SELECT n FROM ${groups} ORDER BY n DESC LIMIT 3)`,
      },
      {
        spec: segments.spec({ metric: numRows.spec({}), by: column, top: 5000 }),
        sql: `SELECT k, n FROM ${groups} ORDER BY n DESC, k NULLS LAST`,
        rowsOf: segmentRows,
      },
    );
    for (const number of numbers) {
      const x = quote(number);
      cases.push(
        {
          spec: segments.spec({ metric: average.spec({ column: number }), by: column, top: 5000 }),
          sql: `SELECT ${k} AS k, avg(CAST(${x} AS DOUBLE)) FROM data GROUP BY ALL ORDER BY count(*) DESC, k NULLS LAST`,
          rowsOf: segmentRows,
        },
        {
          spec: segments.spec({ metric: nullCount.spec({ column: number }), by: column, top: 5000 }).at(null),
          sql: `SELECT CASE WHEN count(*) > 0 THEN count(*) - count(${x}) END FROM data WHERE ${k} IS NULL`,
        },
        {
          spec: otherSegments.spec({ metric: average.spec({ column: number }), by: column, top: 2 }),
          sql: `SELECT avg(CAST(${x} AS DOUBLE)) FROM data WHERE NOT EXISTS (SELECT 1 FROM (SELECT ${k} AS k FROM data GROUP BY ALL ORDER BY count(*) DESC, k NULLS LAST LIMIT 2) AS t WHERE t.k IS NOT DISTINCT FROM ${k})`,
        },
      );
    }
  }
  for (const column of keys.slice(1)) {
    const [a, b] = [quote(firstKey), quote(column)];
    const both = `SELECT ${a} AS a, ${b} AS b, count(*) AS n FROM data WHERE ${a} IS NOT NULL AND ${b} IS NOT NULL GROUP BY ALL`;
    cases.push({
      spec: mutualInformation.spec({ column: firstKey, other: column, limit: 100_000 }),
      sql: `WITH g AS (${both}), s AS (SELECT n, sum(n) OVER (PARTITION BY a) AS na, sum(n) OVER (PARTITION BY b) AS nb, sum(n) OVER () AS t FROM g) SELECT sum(n / t * ln(n * t / (na * nb))) FROM s`,
    });
    cases.push({
      spec: functionalDependency.spec({ determinant: [firstKey], dependent: [column] }),
      sql: `SELECT count(*) FROM (SELECT ${a} FROM data WHERE ${a} IS NOT NULL GROUP BY ${a} HAVING count(DISTINCT ${b}) > 1)`,
    });
  }
  for (const column of numbers) {
    const x = `CAST(${quote(column)} AS DOUBLE)`;
    const moments = `(SELECT avg(pow(x - m, 2)) AS m2, avg(pow(x - m, 3)) AS m3, avg(pow(x - m, 4)) AS m4 FROM (SELECT ${x} AS x, avg(${x}) OVER () AS m FROM data))`;
    const quartiles = `(SELECT quantile_cont(${x}, 0.25) AS a, quantile_cont(${x}, 0.75) AS b FROM data)`;
    cases.push(
      { spec: skewness.spec({ column }), sql: `SELECT m3 / pow(m2, 1.5) FROM ${moments}` },
      { spec: kurtosis.spec({ column }), sql: `SELECT m4 / (m2 * m2) - 3 FROM ${moments}` },
      { spec: median.spec({ column }), sql: `SELECT median(${x}) FROM data` },
      { spec: exactQuantile.spec({ column, share: 0.9 }), sql: `SELECT quantile_cont(${x}, 0.9) FROM data` },
      { spec: interquartileRange.spec({ column }), sql: `SELECT b - a FROM ${quartiles}` },
      { spec: medianAbsoluteDeviation.spec({ column }), sql: `SELECT mad(${x}) FROM data` },
      {
        spec: outlierCount.spec({ column }),
        sql: `SELECT count(*) FROM data, ${quartiles} WHERE ${x} < a - 1.5 * (b - a) OR ${x} > b + 1.5 * (b - a)`,
      },
      {
        spec: edgeHistogram.spec({ column, edges: [0, 10, 100, 1000] }),
        sql: `SELECT count(*) FILTER (WHERE x >= 0 AND x < 10), count(*) FILTER (WHERE x >= 10 AND x < 100), count(*) FILTER (WHERE x >= 100 AND x <= 1000), count(*) FILTER (WHERE x < 0), count(*) FILTER (WHERE x > 1000), count(*) FILTER (WHERE x IS NULL) FROM (SELECT ${x} AS x FROM data)`,
        rowsOf: (outcome) => {
          const detail = detailOf(outcome);
          if (detail?.kind !== "bins") throw new Error("no bins");
          return [[...detail.bins.map(({ rows }) => rows), detail.below, detail.above, detail.nulls]];
        },
      },
    );
  }
  return cases;
}

/** How many values have how many rows each, the largest first. */
function sizes(outcome: MetricOutcome): readonly (readonly number[])[] {
  const detail = detailOf(outcome);
  if (detail?.kind !== "distribution") throw new Error("no distribution");
  const counts = new Map<number, number>();
  for (const { rows } of detail.bins) counts.set(rows, (counts.get(rows) ?? 0) + 1);
  return [...counts].toSorted(([a], [b]) => b - a);
}

function segmentRows(outcome: MetricOutcome): readonly (readonly unknown[])[] {
  const detail = detailOf(outcome);
  if (detail?.kind !== "segments") throw new Error("no segments");
  return detail.segments.map(({ value, outcome: own }) => [value, own.kind === "value" ? own.value : null]);
}

function expectClose(found: unknown, expected: DuckDBValue, message: string): void {
  const isNumber = typeof expected === "number" || typeof expected === "bigint";
  if (!isNumber || typeof found !== "number") {
    expect(found, message).toBe(expected);
    return;
  }
  const [a, b] = [found, Number(expected)];
  expect(Math.abs(a - b), message).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(b)));
}

let compared = 0;

describe.each(datasets)("on the data of $name", (dataset) => {
  test("every metric over groups, passes and segments is what SQL by hand says", async () => {
    const { name, query } = dataset;
    const cases = casesOf(dataset);
    const date = LocalDate("2024-06-01");
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    await connection.run(`CREATE TABLE data AS ${query}`);
    const source = DuckDBDataSource.fromTable({ name, database: connection, table: "data" });
    const requests = cases.map(({ spec }) => ({ spec, dates: [date] }));
    const { measured } = await analyze(source, requests, { referenceDate: date });
    await source.close();
    const outcomes = new Map(measured.map(({ spec, outcome }) => [spec.id, outcome]));
    for (const { spec, sql, rowsOf } of cases) {
      const rows = (await connection.runAndReadAll(sql)).getRowsJS();
      const outcome = outcomes.get(spec.id);
      if (outcome === undefined) throw new Error(`${spec.name} was not measured`);
      const found = rowsOf?.(outcome) ?? [[outcome.kind === "value" ? outcome.value : null]];
      const message = `${name}: ${spec.name} is ${JSON.stringify(outcome).slice(0, 500)} by ${sql}`;
      expect(found.length, message).toBe(rows.length);
      for (const [index, row] of rows.entries()) {
        for (const [place, cell] of row.entries()) {
          expectClose(found[index]?.[place], cell as DuckDBValue, `${message}, row ${index}`);
        }
      }
      compared += 1;
    }
    connection.closeSync();
  }, 300_000);
});

afterAll(() => {
  expect(compared).toBeGreaterThanOrEqual(300);
  process.stdout.write(
    `${compared} metrics over groups, passes and segments were compared with SQL by hand\n`,
  );
});
