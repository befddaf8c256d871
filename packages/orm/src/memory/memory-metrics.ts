import type { LocalDate } from "@dqx/common";
import { tagsIdentity } from "@dqx/common";
import type { NewMetricRow } from "../metrics/metric-to-row.js";
import type { AskedMetric } from "../metrics/require-question.js";
import { specColumns } from "../metrics/spec-columns.js";

/** A metric as a table would hold it. */
export type StoredMetricRow = NewMetricRow & { readonly seq: number };

/** What is the same of all rows of a metric but for its dates. */
type Series = Pick<StoredMetricRow, "dataset" | "metric_type" | "parameters" | "tags">;

/** The metrics of one execution: in the order they were stored, and by what they are and their dates. */
export class MemoryMetrics {
  readonly #rows = new Map<number, StoredMetricRow>();
  readonly #series = new Map<string, Map<string, StoredMetricRow[]>>();

  /** How many rows there are, expired ones among them. */
  get size(): number {
    return this.#rows.size;
  }

  /** All rows, in the order they were stored. */
  rows(): Iterable<StoredMetricRow> {
    return this.#rows.values();
  }

  /** Adds a row; it is the newest of its metric. */
  add(row: StoredMetricRow): void {
    this.#rows.set(row.seq, row);
    const series = identityOf(row);
    const days = this.#series.get(series) ?? new Map<string, StoredMetricRow[]>();
    this.#series.set(series, days);
    const rows = days.get(row.date);
    if (rows === undefined) days.set(row.date, [row]);
    else rows.push(row);
  }

  /** Takes a row away. */
  delete(row: StoredMetricRow): void {
    this.#rows.delete(row.seq);
    const days = this.#series.get(identityOf(row));
    const others = days?.get(row.date)?.filter(({ seq }) => seq !== row.seq) ?? [];
    if (others.length > 0) days?.set(row.date, others);
    else days?.delete(row.date);
  }

  /** Whether there is a row of a dataset. */
  hasDataset(dataset: string): boolean {
    return [...this.#rows.values()].some((row) => row.dataset === dataset);
  }

  /**
   * The rows of a metric on its days that decide: the newest of each day that has not expired, by date.
   *
   * @param asked - the metric
   * @param now - the time, in milliseconds since 1970 UTC
   * @param isWanted - tells which days are looked at
   */
  newestByDay(
    asked: AskedMetric,
    now: number,
    isWanted: (date: string) => boolean,
  ): readonly StoredMetricRow[] {
    const { metric_type, parameters } = specColumns(asked.spec);
    const series = { dataset: asked.dataset, metric_type, parameters, tags: tagsIdentity(asked.key.tags) };
    const days = this.#series.get(identityOf(series)) ?? new Map<string, StoredMetricRow[]>();
    return [...days]
      .filter(([date]) => isWanted(date))
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([, rows]) => newestOf(rows, now) ?? []);
  }

  /**
   * The row of a metric on one day that decides, which is none where all have expired.
   *
   * @param asked - the metric
   * @param date - the day
   * @param now - the time, in milliseconds since 1970 UTC
   */
  newest(asked: AskedMetric, date: LocalDate, now: number): StoredMetricRow | undefined {
    const { metric_type, parameters } = specColumns(asked.spec);
    const series = { dataset: asked.dataset, metric_type, parameters, tags: tagsIdentity(asked.key.tags) };
    return newestOf(this.#series.get(identityOf(series))?.get(date) ?? [], now);
  }

  /**
   * The newest row of each metric that has not expired, in the order they were stored.
   *
   * @param now - the time, in milliseconds since 1970 UTC
   */
  *newestOfAll(now: number): Iterable<StoredMetricRow> {
    for (const row of this.#rows.values()) {
      const rows = this.#series.get(identityOf(row))?.get(row.date) ?? [];
      if (newestOf(rows, now) === row) yield row;
    }
  }
}

/**
 * Whether a row may still be read.
 *
 * @param row - the row
 * @param now - the time, in milliseconds since 1970 UTC
 */
export function isAlive({ expires_at: expiry }: StoredMetricRow, now: number): boolean {
  return expiry === null || expiry > now;
}

function newestOf(rows: readonly StoredMetricRow[], now: number): StoredMetricRow | undefined {
  return rows.findLast((row) => isAlive(row, now));
}

function identityOf({ dataset, metric_type, parameters, tags }: Series): string {
  return JSON.stringify([dataset, metric_type, parameters, tags]);
}
