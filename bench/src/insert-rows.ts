import { MetricDB } from "@dqx/orm";
import type { RawDatabase, RawValue } from "./raw-database.js";
import { RawSqlite } from "./raw-sqlite.js";

/** Rows of `dq_metric` as a driver takes them. */
export interface MetricRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly RawValue[])[];
}

/** What the drivers insert with one statement; they are no faster with more. */
const BATCH = 500;

/**
 * The rows that the store makes of metrics, to insert the very same without it.
 *
 * @param path - a SQLite file that is not there yet
 * @param metrics - the metrics
 */
export async function rowsOf(path: string, metrics: Parameters<MetricDB["persist"]>[0]): Promise<MetricRows> {
  {
    await using db = await MetricDB.open(`sqlite:${path}`);
    await db.persist(metrics);
  }
  await using raw = await RawSqlite.open(path);
  const stored = await raw.all("SELECT * FROM dq_metric ORDER BY seq");
  const columns = Object.keys(stored[0] ?? {}).filter((column) => column !== "seq");
  return { columns, rows: stored.map((row) => columns.map((column) => row[column] ?? null)) };
}

/**
 * Inserts rows of one execution that is not there yet, in one transaction.
 *
 * @param raw - the driver
 * @param execution - the execution
 * @param rows - its rows
 */
export async function insertRows(
  raw: RawDatabase,
  execution: string,
  { columns, rows }: MetricRows,
): Promise<void> {
  const names = columns.map((column) => `"${column}"`).join(", ");
  const textOf = (count: number) => {
    const tuples = Array.from(
      { length: count },
      (_, row) =>
        `(${columns.map((_column, column) => raw.placeholder(row * columns.length + column)).join(", ")})`,
    );
    return `INSERT INTO dq_metric (${names}) VALUES ${tuples.join(", ")}`;
  };
  // Written once, as all batches are of one size.
  const text = textOf(Math.min(BATCH, rows.length));
  await raw.all("BEGIN");
  await raw.all(`INSERT INTO dq_execution (id, started_at) VALUES ('${execution}', 0)`);
  for (let start = 0; start < rows.length; start += BATCH) {
    const batch = rows.slice(start, start + BATCH);
    await raw.all(batch.length === BATCH ? text : textOf(batch.length), batch.flat());
  }
  await raw.all("COMMIT");
}

/**
 * Makes sure that two tables hold the same metrics.
 *
 * @param expected - what the driver wrote
 * @param actual - what the store wrote
 * @throws when they do not
 */
export async function requireSameRows(expected: RawDatabase, actual: RawDatabase): Promise<void> {
  const [left, right] = [await summaryOf(expected), await summaryOf(actual)];
  if (left !== right) throw new Error(`The store has ${right}, the driver ${left}.`);
}

/** What tells the rows of one table from those of another. */
export async function summaryOf(raw: RawDatabase): Promise<string> {
  return JSON.stringify(
    await raw.all(
      "SELECT count(*) AS n, sum(value) AS total, count(DISTINCT spec_hash || date) AS metrics FROM dq_metric",
    ),
  );
}
