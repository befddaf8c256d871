import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { DataSource, type DataSourceOptions } from "typeorm";
import { expect, inject, it } from "vitest";
import { MetricDB, type StoreSettings } from "../src/index.js";
import { driversHere, sqliteOptions } from "./support/sqlite-drivers.js";
import { temporaryDirectory } from "./support/temporary-directory.js";

const directory = temporaryDirectory();
const program = fileURLToPath(new URL("./support/run-suites.mjs", import.meta.url));
/** How many processes write at once; `DQX_PROCESSES=8` for the full test. */
const manyProcesses = Number(process.env.DQX_PROCESSES ?? 4);
/** How many batches each suite writes. */
const BATCHES = process.env.DQX_PROCESSES === undefined ? 4 : 8;
const DAYS = 30;
const DATASETS = ["orders", "customers"];

interface Database {
  readonly name: string;
  readonly missing?: boolean;
  readonly isServer?: boolean;
  place(name: string): { location: string; settings: StoreSettings; options: DataSourceOptions };
}

const databases: readonly Database[] = [
  ...driversHere.map(({ name: driver, title, missing }) => ({
    name: `a new SQLite file of ${title}`,
    missing,
    place(name: string) {
      const database = join(directory, `${name}-${driver.replace(":", "-")}.db`);
      return { location: `sqlite:${database}`, settings: { driver }, options: sqliteOptions(database) };
    },
  })),
  {
    name: "a new PostgreSQL schema",
    isServer: true,
    place(name) {
      const [url, schema] = [inject("postgres"), `${name}_${process.pid}`];
      const options: DataSourceOptions = {
        type: "postgres",
        url,
        extra: { options: `-c search_path=${schema}` },
      };
      return { location: url, settings: { schema }, options };
    },
  },
];

const loads = databases.flatMap((database, index) =>
  index === 0 || database.isServer
    ? [
        { ...database, processes: 1, suites: 50 },
        { ...database, processes: manyProcesses, suites: 6 },
      ]
    : // What else opens the same files, with less.
      [{ ...database, processes: manyProcesses, suites: 3 }],
);

it.for(loads)(
  "holds every acknowledged row exactly once, and tears no read, when $suites suites run in each of $processes processes at once on $name",
  { timeout: 240_000 },
  async ({ place, processes, suites, missing = false }, { annotate, skip }) => {
    skip(missing, "its driver is not to be had here");
    const { location, settings, options } = place(`suites_${processes}`);
    const started = performance.now();

    const reports = await Promise.all(
      Array.from({ length: processes }, (_, writer) =>
        runProcess(location, settings, {
          // Each watches a suite of the next process, or the next one of the only process.
          suites: Array.from({ length: suites }, (_unused, suite) => ({
            id: `${writer}-${suite}`,
            neighbour: `${(writer + 1) % processes}-${(suite + 1) % suites}`,
          })),
          batches: BATCHES,
          days: DAYS,
          datasets: DATASETS,
        }),
      ),
    );

    const seconds = ((performance.now() - started) / 1_000).toFixed(1);
    const executions = processes * suites;
    const written = executions * BATCHES * DAYS * DATASETS.length;
    expect(sum(reports.map(({ metrics }) => metrics))).toBe(written);
    // Each by SQL of the test's own: reads of the store do not show a row that is there twice.
    const database = await new DataSource(options).initialize();
    expect(await numbersOf(database, "SELECT count(*) AS n FROM dq_metric")).toEqual([written]);
    expect(
      await numbersOf(
        database,
        "SELECT count(*) AS n FROM (SELECT DISTINCT execution_id, dataset, date, value FROM dq_metric) AS rows",
      ),
    ).toEqual([written]);
    await database.destroy();
    await using db = await MetricDB.open(location, settings);
    expect(await db.stats()).toMatchObject({ executions, results: executions * BATCHES });
    expect((await db.listExecutions({ status: "PASSED", limit: 1_000 })).executions).toHaveLength(executions);
    await annotate(
      `${written} metrics and ${executions * BATCHES} results written by ${executions} suites, ` +
        `${sum(reports.map(({ reads }) => reads))} reads beside them, in ${seconds} s`,
    );
  },
);

interface Report {
  readonly metrics: number;
  readonly reads: number;
}

async function runProcess(location: string, settings: StoreSettings, work: object): Promise<Report> {
  const words = [program, location, JSON.stringify(settings), JSON.stringify(work)];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  return JSON.parse(stdout);
}

async function numbersOf(database: DataSource, text: string): Promise<readonly number[]> {
  const rows: readonly { readonly n: unknown }[] = await database.query(text);
  return rows.map(({ n }) => Number(n));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
