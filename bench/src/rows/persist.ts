import { copyFileSync } from "node:fs";
import { MetricDB } from "@dqx/orm";
import type { BenchRow, Comparison } from "../bench-row.js";
import { interleave } from "../measure.js";
import { RawSqlite, type RawValue } from "../raw-sqlite.js";
import { storedMetrics } from "../stored-metrics.js";

const COUNT = 100_000;
/** What the driver inserts with one statement; it is no faster with more. */
const BATCH = 500;

/** `persist` of 100,000 metrics against the same rows inserted with the bare driver, in new files each time. */
export const persistRow: BenchRow = {
  name: "persist",
  async run(folder): Promise<readonly Comparison[]> {
    const metrics = storedMetrics(COUNT, "exec-1");
    const empty = `${folder}/empty.db`;
    await (await MetricDB.open(`sqlite:${empty}`)).close();
    const { columns, rows } = await rowsOf(`${folder}/rows.db`, metrics);

    let file = 0;
    let db: MetricDB | undefined;
    let raw: RawSqlite | undefined;
    async function nextFile(): Promise<string> {
      await db?.close();
      await raw?.[Symbol.asyncDispose]();
      [db, raw] = [undefined, undefined];
      file += 1;
      copyFileSync(empty, `${folder}/${file}.db`);
      return `${folder}/${file}.db`;
    }
    const byDriver = {
      name: "sqlite3",
      prepare: async () => {
        raw = await RawSqlite.open(await nextFile());
      },
      run: async () => raw && insert(raw, columns, rows),
    };
    const byStore = {
      name: "persist",
      prepare: async () => {
        db = await MetricDB.open(`sqlite:${await nextFile()}`);
      },
      run: async () => db?.persist(metrics),
    };
    const [baseline, ours] = await interleave([byDriver, byStore], { warmups: 1, rounds: 7 });
    await nextFile();
    if (baseline === undefined || ours === undefined) throw new Error("Two timings.");
    await requireSameRows(`${folder}/${file - 2}.db`, `${folder}/${file - 1}.db`);
    const what = `persist ${COUNT.toLocaleString("en")} metrics in a SQLite file`;
    return [{ what, baseline, ours, bar: { kind: "atMost", times: 2 } }];
  },
};

interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly RawValue[])[];
}

/** The rows that the store makes of metrics, to insert the very same without it. */
async function rowsOf(path: string, metrics: Parameters<MetricDB["persist"]>[0]): Promise<Rows> {
  {
    await using db = await MetricDB.open(`sqlite:${path}`);
    await db.persist(metrics);
  }
  await using raw = await RawSqlite.open(path);
  const stored = await raw.all("SELECT * FROM dq_metric ORDER BY seq");
  const columns = Object.keys(stored[0] ?? {}).filter((column) => column !== "seq");
  return { columns, rows: stored.map((row) => columns.map((column) => row[column] ?? null)) };
}

async function insert(raw: RawSqlite, columns: readonly string[], rows: Rows["rows"]): Promise<void> {
  const names = columns.map((column) => `"${column}"`).join(", ");
  const row = `(${columns.map(() => "?").join(", ")})`;
  await raw.run("BEGIN IMMEDIATE");
  await raw.run("INSERT INTO dq_execution (id, started_at) VALUES ('exec-1', 0)");
  for (let start = 0; start < rows.length; start += BATCH) {
    const batch = rows.slice(start, start + BATCH);
    const values = batch.map(() => row).join(", ");
    await raw.run(`INSERT INTO dq_metric (${names}) VALUES ${values}`, batch.flat());
  }
  await raw.run("COMMIT");
}

async function requireSameRows(expected: string, actual: string): Promise<void> {
  await using a = await RawSqlite.open(expected);
  await using b = await RawSqlite.open(actual);
  const select =
    "SELECT count(*) AS rows, sum(value) AS total, count(DISTINCT spec_hash || date) AS keys FROM dq_metric";
  const [left, right] = [JSON.stringify(await a.all(select)), JSON.stringify(await b.all(select))];
  if (left !== right) throw new Error(`The store has ${right}, the driver ${left}.`);
}
