import type { Comparison } from "./bench-row.js";
import { type LargeStore, sizeOf } from "./large-store.js";
import { measurement } from "./measure.js";
import type { RawDatabase } from "./raw-database.js";

const SQLITE = `SELECT
  (SELECT sum(pgsize) FROM dbstat('main', 1) WHERE name = 'dq_metric') AS rows_size,
  (SELECT sum(pgsize) FROM dbstat('main', 1)) AS all_size`;

const POSTGRES = `SELECT pg_table_size('dq_metric') AS rows_size, pg_total_relation_size('dq_metric') AS all_size`;

/**
 * What a metric takes on the disk, with its indexes, against its row alone.
 *
 * @param database - its name
 * @param store - what is stored
 * @param raw - a connection to it
 */
export async function compareSize(
  database: "SQLite" | "PostgreSQL",
  store: LargeStore,
  raw: RawDatabase,
): Promise<Comparison> {
  const [sizes] = await raw.all(database === "SQLite" ? SQLITE : POSTGRES);
  const perMetric = (bytes: unknown) => Number(bytes) / (store.metrics * store.copies);
  return {
    what: `bytes per metric at ${sizeOf(store)} stored metrics, ${database}`,
    baseline: measurement("row", "B", [perMetric(sizes?.rows_size)]),
    ours: measurement("row and indexes", "B", [perMetric(sizes?.all_size)]),
    bar: { kind: "atMost", times: 2.5 },
  };
}
