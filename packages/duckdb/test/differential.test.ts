import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { LocalDate, type SourceParameters } from "@dqx/common";
import {
  allComplete,
  anyComplete,
  average,
  blankCount,
  caseViolationCount,
  col,
  completeness,
  compliance,
  constantColumn,
  containsSpaceCount,
  correlation,
  countDistinct,
  countIf,
  countValues,
  covariance,
  emptyCount,
  equalRatio,
  first,
  geometricMean,
  infinityCount,
  inSet,
  last,
  lengthDeviation,
  type MetricSpecOptions,
  maximum,
  maxLength,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanLength,
  minimum,
  minLength,
  nanCount,
  negativeCount,
  nullCount,
  numRows,
  outOfSetCount,
  patternMatch,
  positiveCount,
  range,
  ratioOfSums,
  rootMeanSquareError,
  type SimpleMetricSpec,
  standardDeviation,
  sum,
  untrimmedCount,
  variance,
  weightedAverage,
  zeroCount,
} from "@dqx/metrics";
import { analyze } from "@dqx/sql";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, describe, expect, test } from "vitest";
import { DuckDBDataSource } from "../src/index.js";

/** A metric, and SQL of the same number that shares nothing with how it is measured. */
type Case = readonly [spec: SimpleMetricSpec, sql: string];

interface Dataset {
  readonly name: string;
  readonly query: string;
  readonly numbers: readonly string[];
  readonly texts: readonly string[];
  readonly pairs: readonly (readonly [string, string])[];
  /** A column that orders the rows, with few equal values. */
  readonly order: string;
  /** A filter of rows, as a predicate and as SQL. */
  readonly filter: readonly [NonNullable<MetricSpecOptions["where"]>, string];
}

const folder = join(dirname(createRequire(import.meta.url).resolve("vega-datasets")), "../data");

const pizza = createRequire(import.meta.url).resolve("@observablehq/sample-datasets/pizza.csv");

const datasets: readonly Dataset[] = [
  {
    name: "movies",
    query: `SELECT * EXCLUDE ("Title"), CAST("Title" AS VARCHAR) AS "Title" FROM read_json_auto('${join(folder, "movies.json")}')`,
    numbers: ["US Gross", "Production Budget", "Running Time min", "Rotten Tomatoes Rating", "IMDB Rating"],
    texts: ["Title", "Release Date", "MPAA Rating", "Distributor", "Director"],
    pairs: [
      ["US Gross", "Worldwide Gross"],
      ["IMDB Rating", "Rotten Tomatoes Rating"],
      ["Production Budget", "IMDB Votes"],
    ],
    order: "IMDB Votes",
    filter: [
      col("Major Genre").isIn(["Drama", "Comedy"]),
      `"Major Genre" = 'Drama' OR "Major Genre" = 'Comedy'`,
    ],
  },
  {
    name: "birdstrikes",
    query: `SELECT * FROM read_csv('${join(folder, "birdstrikes.csv")}')`,
    numbers: ["Cost Other", "Cost Repair", "Cost Total $", "Speed IAS in knots"],
    texts: [
      "Airport Name",
      "Aircraft Make Model",
      "Effect Amount of damage",
      "Wildlife Species",
      "Time of day",
    ],
    pairs: [
      ["Cost Total $", "Cost Repair"],
      ["Speed IAS in knots", "Cost Other"],
    ],
    order: "Speed IAS in knots",
    filter: [col("Speed IAS in knots").isGt(120), `"Speed IAS in knots" > 120`],
  },
  {
    // Of the first five days.
    name: "flights",
    query: `SELECT * FROM read_parquet('${join(folder, "flights-3m.parquet")}') WHERE date < '2001-01-06'`,
    numbers: ["delay", "distance"],
    texts: ["origin", "destination"],
    pairs: [["delay", "distance"]],
    order: "date",
    filter: [col("origin").isEq("ATL"), `origin = 'ATL'`],
  },
  {
    name: "pizza",
    query: `SELECT * FROM read_csv('${pizza}')`,
    numbers: ["price", "orders", "revenue"],
    texts: ["day_of_week", "category", "name"],
    pairs: [
      ["orders", "revenue"],
      ["price", "orders"],
    ],
    order: "order_date",
    filter: [col("category").isEq("Classic"), "category = 'Classic'"],
  },
  {
    name: "weather",
    query: `SELECT * FROM read_csv('${join(folder, "seattle-weather.csv")}')`,
    numbers: ["precipitation", "temp_max", "temp_min", "wind"],
    texts: ["weather"],
    pairs: [
      ["temp_max", "temp_min"],
      ["precipitation", "wind"],
    ],
    order: "date",
    filter: [col("weather").isNeq("sun"), `weather <> 'sun'`],
  },
  {
    // Whole numbers, decimals, doubles, nulls and the values that are not finite, of one seed.
    name: "generated",
    query: `SELECT
        CAST(hash(i) % 2000001 AS BIGINT) - 1000000 AS whole,
        CASE WHEN i % 7 = 0 THEN NULL ELSE CAST((hash(i, 1) % 100000) / 100 AS DECIMAL(12, 2)) END AS "the decimal",
        CASE WHEN i % 11 = 0 THEN NULL ELSE 1e9 + (hash(i, 2) % 1000) / 7 END AS far,
        CASE WHEN i % 5 = 0 THEN 'NaN'::DOUBLE WHEN i % 13 = 0 THEN 'Infinity'::DOUBLE ELSE i / 3 END AS wild,
        CASE i % 6 WHEN 0 THEN '' WHEN 1 THEN ' ' WHEN 2 THEN 'Ab ' WHEN 3 THEN NULL WHEN 4 THEN 'ž🎉' ELSE 'code-' || i END AS text,
        i AS "order"
      FROM range(20000) AS numbers (i)`,
    numbers: ["whole", "the decimal", "far", "wild"],
    texts: ["text"],
    pairs: [["whole", "the decimal"]],
    order: "order",
    filter: [col("whole").isGeq(0), "whole >= 0"],
  },
];

const quote = (name: string): string => `"${name}"`;

function casesOf(
  { numbers, texts, pairs, order }: Dataset,
  options: MetricSpecOptions,
  where: string,
): Case[] {
  const rows = `(SELECT * FROM data WHERE ${where})`;
  const of = (expression: string, condition = "true"): string =>
    `(SELECT ${expression} FROM ${rows} AS r WHERE ${condition})`;
  const spec = <P extends object>(
    metric: { spec(parameters: P, source: SourceParameters, options: MetricSpecOptions): SimpleMetricSpec },
    parameters: P,
  ) => metric.spec(parameters, {}, options);
  const cases: Case[] = [[numRows.spec({}, {}, options), of("count(*)")]];
  for (const column of numbers) {
    const x = quote(column);
    const finite = `isfinite(CAST(${x} AS DOUBLE))`;
    // A sum over values of which one is not finite has no value.
    const allFinite = `bool_and(coalesce(${finite}, true))`;
    const clean = (expression: string): string => of(`CASE WHEN ${allFinite} THEN ${expression} END`);
    cases.push(
      [spec(nullCount, { column }), of("count(*)", `${x} IS NULL`)],
      [nullCount.spec({ column }, {}, options).ratio(), of(`avg(CASE WHEN ${x} IS NULL THEN 1 ELSE 0 END)`)],
      [spec(completeness, { column }), of(`count(${x}) / count(*)`)],
      [spec(nanCount, { column }), of("count(*)", `NOT ${finite}`)],
      [spec(infinityCount, { column }), of("count(*)", `isinf(CAST(${x} AS DOUBLE))`)],
      [spec(zeroCount, { column }), of("count(*)", `${x} = 0`)],
      [zeroCount.spec({ column }, {}, options).ratio(), of(`avg(CAST(${x} = 0 AS INTEGER))`)],
      [spec(negativeCount, { column }), of("count(*)", `${x} < 0`)],
      [spec(positiveCount, { column }), of("count(*)", `${x} > 0 AND NOT isnan(CAST(${x} AS DOUBLE))`)],
      [spec(sum, { column }), of(`CASE WHEN ${allFinite} THEN coalesce(sum(${x}), 0) END`)],
      [spec(average, { column }), clean(`avg(${x})`)],
      [spec(minimum, { column }), of(`min(${x})`, finite)],
      [spec(maximum, { column }), of(`max(${x})`, finite)],
      [spec(range, { column }), of(`max(${x}) - min(${x})`, finite)],
      [
        spec(first, { column, orderBy: order }),
        `(SELECT ${x} FROM ${rows} AS r WHERE ${finite} AND ${quote(order)} IS NOT NULL ORDER BY ${quote(order)}, ${x} LIMIT 1)`,
      ],
      [
        spec(last, { column, orderBy: order }),
        `(SELECT ${x} FROM ${rows} AS r WHERE ${finite} AND ${quote(order)} IS NOT NULL ORDER BY ${quote(order)} DESC, ${x} DESC LIMIT 1)`,
      ],
      [spec(countDistinct, { columns: [column] }), of(`count(DISTINCT ${x})`)],
      [
        spec(constantColumn, { column }),
        of(`CASE WHEN count(DISTINCT ${x}) > 0 THEN CAST(count(DISTINCT ${x}) = 1 AS INTEGER) END`),
      ],
      [
        spec(countIf, { predicate: col(column).isGt(100) }),
        of("count(*)", `${x} > 100 AND NOT isnan(CAST(${x} AS DOUBLE))`),
      ],
      [
        spec(compliance, { predicate: col(column).isBetween(1, 100), nulls: "fail" }),
        of(`avg(CASE WHEN ${x} >= 1 AND ${x} <= 100 THEN 1 ELSE 0 END)`),
      ],
      [
        spec(inSet, { column, values: [0, 1, 2, 3], nulls: "pass" }),
        of(`avg(CASE WHEN ${x} IS NULL OR ${x} = 0 OR ${x} = 1 OR ${x} = 2 OR ${x} = 3 THEN 1 ELSE 0 END)`),
      ],
      [
        spec(outOfSetCount, { column, values: [0, 1, 2, 3] }),
        of("count(*)", `${x} <> 0 AND ${x} <> 1 AND ${x} <> 2 AND ${x} <> 3`),
      ],
    );
    if (column !== "wild") {
      // Two passes in SQL: deviations from the mean.
      const mean = of(`avg(CAST(${x} AS DOUBLE))`);
      const squares = of(`sum(pow(${x} - ${mean}, 2))`);
      cases.push(
        [spec(variance, { column }), `(SELECT ${squares} / nullif(${of(`count(${x})`)} - 1, 0))`],
        [
          spec(variance, { column, population: true }),
          `(SELECT ${squares} / nullif(${of(`count(${x})`)}, 0))`,
        ],
        [
          spec(standardDeviation, { column }),
          `(SELECT sqrt(${squares} / nullif(${of(`count(${x})`)} - 1, 0)))`,
        ],
        [
          geometricMean.spec({ column }, {}, { where: col(column).isGt(0) }),
          `(SELECT exp(avg(ln(${x}))) FROM data WHERE ${x} > 0)`,
        ],
      );
    }
  }
  for (const column of texts) {
    const x = quote(column);
    const deviation = (n: string): string =>
      `(SELECT sqrt(${of(`sum(pow(length(${x}) - ${of(`avg(length(${x}))`)}, 2))`)} / nullif(${of(`count(${x})`)} - ${n}, 0)))`;
    cases.push(
      [spec(nullCount, { column }), of(`sum(CASE WHEN ${x} IS NULL THEN 1 ELSE 0 END)`)],
      [spec(emptyCount, { column }), of("count(*)", `${x} = ''`)],
      [spec(blankCount, { column }), of("count(*)", `${x} <> '' AND trim(${x}) = ''`)],
      [spec(untrimmedCount, { column }), of("count(*)", `${x} LIKE ' %' OR ${x} LIKE '% '`)],
      [spec(containsSpaceCount, { column }), of("count(*)", `contains(${x}, ' ')`)],
      [
        containsSpaceCount.spec({ column }, {}, options).ratio(),
        of(`avg(CAST(contains(${x}, ' ') AS INTEGER))`),
      ],
      [spec(caseViolationCount, { column, case: "upper" }), of("count(*)", `upper(${x}) <> ${x}`)],
      [spec(caseViolationCount, { column, case: "lower" }), of("count(*)", `lower(${x}) <> ${x}`)],
      [
        spec(patternMatch, { column, pattern: /[aeiou]{2}/ }),
        of("count(*)", `regexp_matches(${x}, '[aeiou][aeiou]')`),
      ],
      [spec(patternMatch, { column, pattern: /^the/i }), of("count(*)", `${x} ILIKE 'the%'`)],
      [
        spec(minLength, { column }),
        of(`length(${x})`, "true").replace("length", "min(length").replace(" FROM", ") FROM"),
      ],
      [spec(maxLength, { column }), `(SELECT max(length(${x})) FROM ${rows} AS r)`],
      [spec(meanLength, { column }), of(`avg(length(${x}))`)],
      [spec(lengthDeviation, { column }), deviation("1")],
      [spec(lengthDeviation, { column, population: true }), deviation("0")],
      [spec(countDistinct, { columns: [column] }), of(`count(DISTINCT ${x})`)],
      [
        spec(countValues, { column, values: ["ATL", "R", "Unknown", ""] }),
        of("count(*)", `${x} IN ('ATL', 'R', 'Unknown', '')`),
      ],
      [
        spec(outOfSetCount, { column, values: ["ATL", "R"], nulls: "fail" }),
        of("count(*)", `${x} IS NULL OR (${x} <> 'ATL' AND ${x} <> 'R')`),
      ],
    );
  }
  for (const [column, other] of pairs) {
    const [x, y] = [quote(column), quote(other)];
    const both = `${x} IS NOT NULL AND ${y} IS NOT NULL`;
    const difference = `CAST(${x} - ${y} AS DOUBLE)`;
    const paired = `(SELECT CAST(${x} AS DOUBLE) AS x, CAST(${y} AS DOUBLE) AS y FROM ${rows} AS r WHERE ${both})`;
    const means = `(SELECT avg(x) AS mx, avg(y) AS my FROM ${paired} AS p)`;
    const moment = (a: string, b: string): string =>
      `(SELECT sum((${a} - m${a}) * (${b} - m${b})) FROM ${paired} AS p, ${means} AS m)`;
    const count = of("count(*)", both);
    cases.push(
      [spec(covariance, { column, other }), `(SELECT ${moment("x", "y")} / nullif(${count} - 1, 0))`],
      [
        spec(covariance, { column, other, population: true }),
        `(SELECT ${moment("x", "y")} / nullif(${count}, 0))`,
      ],
      [
        spec(correlation, { column, other }),
        `(SELECT ${moment("x", "y")} / sqrt(${moment("x", "x")} * ${moment("y", "y")}))`,
      ],
      [spec(equalRatio, { column, other }), of(`avg(CASE WHEN ${x} = ${y} THEN 1 ELSE 0 END)`, both)],
      [
        spec(equalRatio, { column, other, nulls: "fail" }),
        of(`avg(CASE WHEN ${x} = ${y} THEN 1 ELSE 0 END)`),
      ],
      [spec(meanAbsoluteError, { actual: column, predicted: other }), of(`avg(abs(${difference}))`)],
      [
        spec(rootMeanSquareError, { actual: column, predicted: other }),
        of(`sqrt(avg(${difference} * ${difference}))`),
      ],
      [
        spec(meanAbsolutePercentageError, { actual: column, predicted: other }),
        of(`avg(abs(${difference}) / abs(${x}))`, `${x} <> 0`),
      ],
      [
        spec(ratioOfSums, { numerator: column, denominator: other }),
        of(`sum(${x}) / nullif(sum(${y}), 0)`, both),
      ],
      [
        spec(weightedAverage, { column, weight: other }),
        of(`sum(CAST(${x} AS DOUBLE) * ${y}) / nullif(sum(${y}), 0)`, both),
      ],
      [
        spec(anyComplete, { columns: [column, other] }),
        of(`avg(CASE WHEN coalesce(CAST(${x} AS VARCHAR), CAST(${y} AS VARCHAR)) IS NULL THEN 0 ELSE 1 END)`),
      ],
      [spec(allComplete, { columns: [column, other] }), of(`avg(CASE WHEN ${both} THEN 1 ELSE 0 END)`)],
    );
  }
  return cases;
}

let compared = 0;

describe.each(datasets)("on the data of $name", (dataset) => {
  const [where, condition] = dataset.filter;
  const cases = [...casesOf(dataset, {}, "true"), ...casesOf(dataset, { where }, condition)];

  test("every metric is what SQL by hand says", async () => {
    const { name, query } = dataset;
    const date = LocalDate("2024-06-01");
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    await connection.run(`CREATE TABLE data AS ${query}`);
    const source = DuckDBDataSource.fromTable({ name, database: connection, table: "data" });
    const specs = cases.map(([spec]) => ({ spec, dates: [date] }));
    const { measured } = await analyze(source, specs, { referenceDate: date });
    await source.close();
    const outcomes = new Map(measured.map(({ spec, outcome }) => [spec.id, outcome]));
    for (const [spec, sql] of cases) {
      const reader = await connection.runAndReadAll(`SELECT CAST(${sql} AS DOUBLE)`);
      const [expected = null] = reader.getRows()[0] ?? [];
      const outcome = outcomes.get(spec.id);
      const found = outcome?.kind === "value" ? outcome.value : null;
      const message = `${name}: ${spec.name} is ${JSON.stringify(outcome)}; SQL says ${String(expected)} by ${sql}`;
      if (expected === null || found === null) expect(found, message).toBe(expected);
      else {
        expect(Math.abs(found - Number(expected)), message).toBeLessThanOrEqual(
          1e-9 * Math.max(1e-9, Math.abs(Number(expected))),
        );
      }
      compared += 1;
    }
    connection.closeSync();
  }, 300_000);
});

afterAll(() => {
  expect(compared).toBeGreaterThanOrEqual(300);
  process.stdout.write(`${compared} metrics were compared with SQL by hand\n`);
});
