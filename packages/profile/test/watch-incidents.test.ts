import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { addDays, LocalDate } from "@dqx/common";
import { DuckDBDataSource } from "@dqx/duckdb";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayHistory, judgeDay, type WatchedColumn, type WatchReport, watch } from "../src/index.js";

const require = createRequire(import.meta.url);
const flightsFile = join(dirname(require.resolve("vega-datasets")), "../data/flights-3m.parquet");
const pizzaFile = require.resolve("@observablehq/sample-datasets/pizza.csv");

let instance: DuckDBInstance;
beforeAll(async () => {
  instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  await connection.run(
    `CREATE TABLE flights AS FROM '${flightsFile}' WHERE date >= '2001-02-28' AND date < '2001-06-01'`,
  );
  await connection.run(
    `CREATE TABLE pizza AS SELECT CAST(order_date AS DATE) AS day, * EXCLUDE (order_date) FROM '${pizzaFile}'`,
  );
  connection.closeSync();
}, 60_000);
afterAll(() => instance.closeSync());

interface Dataset {
  readonly table: "flights" | "pizza";
  readonly dateColumn: string;
  readonly date: LocalDate;
}

const FLIGHTS: Dataset = { table: "flights", dateColumn: "date", date: LocalDate("2001-05-15") };
const PIZZA: Dataset = { table: "pizza", dateColumn: "day", date: LocalDate("2021-06-15") };

interface Incident {
  readonly dataset: Dataset;
  readonly what: string;
  /** What becomes of the rows of the day; `$today` stands for them. */
  readonly today?: string;
  /** What becomes of all rows; `$t` stands for them. */
  readonly all?: string;
}

const incident = (dataset: Dataset, what: string, today: string): Incident => ({ dataset, what, today });
const kept = (share: number) => `SELECT * FROM $today WHERE hash(rowid) % 1000 < ${share * 1000}`;

/** Twenty things that go wrong, some of them too slight to be told from an ordinary day. */
const incidents: readonly Incident[] = [
  incident(FLIGHTS, "30 % of the rows are lost", kept(0.7)),
  incident(FLIGHTS, "the day is loaded twice", "SELECT * FROM $today UNION ALL SELECT * FROM $today"),
  incident(FLIGHTS, "no rows come", kept(0)),
  incident(FLIGHTS, "the rows after noon are missing", "SELECT * FROM $today WHERE hour(date) < 12"),
  incident(FLIGHTS, "the rows of one airport are missing", "SELECT * FROM $today WHERE origin <> 'ORD'"),
  incident(
    FLIGHTS,
    "5 % of the delays are null",
    "SELECT * REPLACE (CASE WHEN hash(rowid) % 100 >= 5 THEN delay END AS delay) FROM $today",
  ),
  incident(
    FLIGHTS,
    "1 % of the delays are -9999",
    "SELECT * REPLACE (CASE WHEN hash(rowid) % 100 = 0 THEN -9999 ELSE delay END AS delay) FROM $today",
  ),
  incident(
    FLIGHTS,
    "distances are in kilometres",
    "SELECT * REPLACE (CAST(distance * 1.609 AS BIGINT) AS distance) FROM $today",
  ),
  incident(FLIGHTS, "delays are in seconds", "SELECT * REPLACE (delay * 60 AS delay) FROM $today"),
  incident(
    FLIGHTS,
    "2 % of the rows have a new airport",
    "SELECT * REPLACE (CASE WHEN hash(rowid) % 50 = 0 THEN 'XXX' ELSE origin END AS origin) FROM $today",
  ),
  incident(
    FLIGHTS,
    "10 % of the airports are in lower case",
    "SELECT * REPLACE (CASE WHEN hash(rowid) % 10 = 0 THEN lower(origin) ELSE origin END AS origin) FROM $today",
  ),
  {
    dataset: FLIGHTS,
    what: "a column has become a text",
    all: "SELECT * REPLACE (CAST(distance AS VARCHAR) AS distance) FROM $t",
  },
  { dataset: FLIGHTS, what: "a column is gone", all: "SELECT * EXCLUDE (destination) FROM $t" },
  incident(
    FLIGHTS,
    "4 % of the rows are loaded twice",
    "SELECT * FROM $today UNION ALL SELECT * FROM $today WHERE hash(rowid) % 25 = 0",
  ),
  incident(PIZZA, "revenues are in cents", "SELECT * REPLACE (revenue * 100 AS revenue) FROM $today"),
  incident(PIZZA, "the rows of one category are missing", "SELECT * FROM $today WHERE category <> 'Classic'"),
  incident(
    PIZZA,
    "one row has a million orders",
    "SELECT * REPLACE (CASE WHEN rowid = (SELECT min(rowid) FROM $today) THEN 1000000 ELSE orders END AS orders) FROM $today",
  ),
  incident(PIZZA, "all prices are the same", "SELECT * REPLACE (16 AS price) FROM $today"),
  incident(PIZZA, "names are cut after ten characters", "SELECT * REPLACE (name[:10] AS name) FROM $today"),
  incident(
    PIZZA,
    "the revenues of the day are 3 % too low",
    "SELECT * REPLACE (CAST(revenue * 0.97 AS BIGINT) AS revenue) FROM $today",
  ),
];

async function watched(
  { table, dateColumn, date }: Dataset,
  query: string,
  earlierColumns?: readonly WatchedColumn[],
): Promise<WatchReport> {
  await using source = DuckDBDataSource.fromQuery({ name: table, database: instance, query, dateColumn });
  return watch(source, { date, ...(earlierColumns !== undefined && { earlierColumns }) });
}

function queryOf({ dataset: { table, dateColumn, date }, today, all }: Incident): string {
  if (all !== undefined) return all.replaceAll("$t", table);
  const rows = `(SELECT rowid, * FROM ${table} WHERE CAST(${dateColumn} AS DATE) = '${date}')`;
  const changed = (today ?? "")
    .replaceAll("$today", `${rows} AS today`)
    .replaceAll("SELECT *", "SELECT * EXCLUDE (rowid)");
  return `SELECT * FROM ${table} WHERE CAST(${dateColumn} AS DATE) <> '${date}' UNION ALL (${changed})`;
}

/** The alarms of thirty days on which nothing was done to the rows, each judged by the sixty days before it. */
async function cleanDays(dataset: Dataset): Promise<readonly string[]> {
  const { table, dateColumn } = dataset;
  const first = addDays(dataset.date, 1 - Number(dataset.date.slice(-2)));
  await using source = DuckDBDataSource.fromTable({ name: table, database: instance, table, dateColumn });
  const all = await dayHistory(source, { from: addDays(first, -60), until: addDays(first, 29) });
  const columns = all.columns.map(({ name, operand: { typeName, type } }) => ({
    name,
    type: typeName,
    kind: type.kind,
  }));
  const judge = (date: LocalDate): WatchReport => {
    const days = all.days.filter((day) => day.date >= addDays(date, -60));
    return judgeDay({ dataset: table, date, days, columns, dayColumn: dateColumn });
  };
  // What is read at once is judged as what is read for a day.
  expect(judge(dataset.date)).toEqual(await watch(source, { date: dataset.date }));
  return Array.from({ length: 30 }, (_, day) => judge(addDays(first, day))).flatMap((report) => {
    expect(report.rows).toBeGreaterThan(0);
    return alarmsOf(report).map((message) => `${report.date}: ${message}`);
  });
}

function alarmsOf({ verdicts }: WatchReport): readonly string[] {
  return verdicts.filter(({ status }) => status === "alarm").map(({ message }) => message);
}

describe("a watch", () => {
  it("finds at least seventeen of twenty incidents, and gives at most one false alarm over thirty clean days", async () => {
    const found = new Map<Incident, readonly string[]>();
    const schemas = new Map<Dataset, readonly WatchedColumn[]>();
    for (const each of [FLIGHTS, PIZZA])
      schemas.set(each, (await watched(each, `FROM ${each.table}`)).schema);
    for (const each of incidents) {
      found.set(each, alarmsOf(await watched(each.dataset, queryOf(each), schemas.get(each.dataset))));
    }
    const clean = { flights: await cleanDays(FLIGHTS), pizza: await cleanDays(PIZZA) };
    expect([...found.values()].filter((alarms) => alarms.length > 0).length).toBeGreaterThanOrEqual(17);
    expect(clean.flights.length).toBeLessThanOrEqual(1);
    expect(clean.pizza.length).toBeLessThanOrEqual(1);
    await expect(documentOf(found, clean)).toMatchFileSnapshot("../../../docs/watch.md");
  }, 600_000);
});

function documentOf(
  found: ReadonlyMap<Incident, readonly string[]>,
  clean: Readonly<Record<string, readonly string[]>>,
): string {
  const rows = [...found].map(([{ dataset, what }, [first, ...others]]) => {
    const more = others.length === 0 ? "" : `, and ${others.length} more`;
    return `| ${dataset.table} | ${what} | ${first === undefined ? "**not found**" : `${first}${more}`} |`;
  });
  const count = [...found.values()].filter((alarms) => alarms.length > 0).length;
  return [
    "# What a watch finds",
    "",
    `\`dqx watch\` judges a day by the days before it, without any check. The test \`packages/profile/test/watch-incidents.test.ts\` makes this page: it damages a day of real data (15 May 2001 of the flights, 15 June 2021 of the pizzas) in twenty ways, watches it with the sixty days before, and then watches thirty days of each on which nothing was done. Some of the damage is too slight to be told from an ordinary day.`,
    "",
    `## Incidents: ${count} of ${found.size} found`,
    "",
    "| dataset | incident | first alarm |",
    "| --- | --- | --- |",
    ...rows,
    "",
    "## Clean days",
    "",
    ...Object.entries(clean).flatMap(([dataset, alarms]) => [
      `- ${dataset}, 30 days: ${alarms.length === 0 ? "no alarm" : `${alarms.length} alarm${alarms.length === 1 ? "" : "s"}`}${alarms.map((alarm) => `; ${alarm}`).join("")}`,
    ]),
    "",
  ].join("\n");
}
