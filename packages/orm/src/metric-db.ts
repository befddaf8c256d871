import {
  ExecutionId,
  InvalidArgumentError,
  type LocalDate,
  type ResultKey,
  type Tags,
  type TimeSeries,
} from "@dqx/common";
import type { MetricIdentity } from "@dqx/metrics";
import * as Option from "effect/Option";
import type { StoreLocation } from "./database/open-data-source.js";
import { sql } from "./database/sql.js";
import type { StoreConnection } from "./database/store-connection.js";
import {
  type CollectOptions,
  collectExpired,
  readStats,
  type StoreStats,
} from "./database/store-maintenance.js";
import { type StoreRow, textColumn } from "./database/store-row.js";
import type { StoreSettings } from "./database/store-settings.js";
import type {
  Execution,
  ExecutionFilter,
  ExecutionPage,
  ExecutionStatus,
  NewExecution,
} from "./executions/execution.js";
import { compareMetrics, type MetricComparison } from "./executions/execution-comparison.js";
import {
  finishExecution,
  latestExecution,
  listExecutions,
  recordExecution,
} from "./executions/execution-log.js";
import type { Metric } from "./metrics/metric.js";
import { type HistoryFilter, type HistoryPoint, readHistory } from "./metrics/metric-history.js";
import {
  type MetricPage,
  type MetricPageRequest,
  readPage,
  type StreamOptions,
  streamPages,
} from "./metrics/metric-pages.js";
import { selectDates, selectExecution, selectValue, selectWindow } from "./metrics/metric-reads.js";
import { metricsToRows } from "./metrics/metric-to-row.js";
import { readWindows, type WindowRequest } from "./metrics/metric-windows.js";
import { insertMetrics } from "./metrics/metric-writes.js";
import { batchIdOf, type PersistOptions } from "./metrics/persist-options.js";
import { rowToMetric, rowToValue } from "./metrics/row-to-metric.js";
import { connectStore, openStore } from "./open-store.js";
import { persistResults, readResults } from "./results/result-records.js";
import type { StoredResult } from "./results/stored-result.js";
import { readPending } from "./schema/migrate.js";

/**
 * The metric store: every number is written under one execution id and read back under the same one, never
 * under another.
 *
 * @example
 * ```ts
 * await using db = await MetricDB.open("sqlite:metrics.db");
 * await db.persist([{ spec, key, dataset: "orders", value: 10, metadata: { executionId } }]);
 * const value = await db.getMetricValue(spec, key, "orders", executionId);
 * ```
 */
export class MetricDB implements AsyncDisposable {
  readonly #connection: StoreConnection;

  /** @param connection - made by {@link MetricDB.open} */
  protected constructor(connection: StoreConnection) {
    this.#connection = connection;
  }

  /**
   * Opens a store and brings its schema up to date.
   *
   * @param location - `sqlite:metrics.db`, `sqlite::memory:`, TypeORM's options, or an initialised TypeORM
   *   `DataSource`, which is used as it is and left open by {@link MetricDB.close}
   * @param settings - the clock and the logger
   * @throws `InvalidArgumentError` for a location that names no database the store can use
   * @throws `MetricStoreError` when the database cannot be opened or its schema is newer than this release
   */
  static async open(location: StoreLocation, settings: StoreSettings = {}): Promise<MetricDB> {
    return new MetricDB(await openStore(location, settings));
  }

  /**
   * The SQL that a store's schema lacks, for teams that run migrations themselves. Nothing is changed.
   *
   * @param location - as for {@link MetricDB.open}
   * @param settings - as for {@link MetricDB.open}; the prefix and the schema are in the SQL
   * @returns statements to run in order, best in one transaction; none when it is up to date
   * @throws `MetricStoreError` when the database cannot be opened or its schema is newer than this release
   */
  static async pendingSql(location: StoreLocation, settings: StoreSettings = {}): Promise<readonly string[]> {
    const connection = await connectStore(location, settings, async () => undefined);
    try {
      return await readPending(connection);
    } finally {
      await connection.close();
    }
  }

  /**
   * Stores metrics: all of them, or none when this throws. A metric that is already there is stored again,
   * and the newer one wins.
   *
   * @param metrics - the metrics, of one or more executions; executions that are not known yet are recorded
   * @param options - `batchId`, 1 to 255 characters: a batch that is sent again under the same id, because
   *   nobody knows whether it arrived, is not stored twice
   * @throws `InvalidMetricError` naming the first metric that cannot be stored
   * @throws `MetricStoreError` when the database fails
   */
  async persist(metrics: readonly Metric[], options: PersistOptions = {}): Promise<void> {
    const batchId = batchIdOf(options);
    const now = this.#connection.now();
    const rows = metricsToRows(metrics, now);
    if (rows.length === 0) return;
    await this.#connection.transaction((transaction) => insertMetrics(transaction, rows, batchId));
  }

  /**
   * The value of a metric on the key's date in one execution.
   *
   * @param spec - the metric
   * @param key - the date and tags
   * @param dataset - the dataset that was measured
   * @param executionId - the execution; values of others are never returned
   * @returns none when the execution has no such metric, or it has expired
   */
  async getMetricValue(
    spec: MetricIdentity,
    key: ResultKey,
    dataset: string,
    executionId: ExecutionId,
  ): Promise<Option.Option<number>> {
    const { tables, now } = this.#connection;
    const question = { spec, key, dataset, executionId: ExecutionId(executionId), now: now() };
    const [row] = await this.#connection.query(selectValue(tables, question));
    return row === undefined ? Option.none() : Option.some(rowToValue(row));
  }

  /**
   * The values of a metric on the days of a window in one execution, ascending. Days without one are absent.
   *
   * @param spec - the metric
   * @param key - the date and tags; the window is `key.range(lag, window)`
   * @param lag - how many days before the key's date the window ends; 0 or more
   * @param window - how many days it has; 1 or more
   * @param dataset - the dataset that was measured
   * @param executionId - the execution; values of others are never returned
   * @returns none when no day has a value
   * @throws `InvalidArgumentError` when `lag` or `window` is no such whole number
   */
  async getMetricWindow(
    spec: MetricIdentity,
    key: ResultKey,
    lag: number,
    window: number,
    dataset: string,
    executionId: ExecutionId,
  ): Promise<Option.Option<TimeSeries>> {
    const { tables, now } = this.#connection;
    const question = { spec, key, dataset, executionId: ExecutionId(executionId), now: now() };
    const rows = await this.#connection.query(selectWindow(tables, question, key.range(lag, window)));
    return rowsToSeries(rows);
  }

  /**
   * The values of a metric on days of one's choice in one execution, ascending. Days without one are absent.
   *
   * @param spec - the metric
   * @param key - the date and tags
   * @param lags - how many days before the key's date each day is; 0 or more
   * @param dataset - the dataset that was measured
   * @param executionId - the execution; values of others are never returned
   * @returns none when no day has a value
   * @throws `InvalidArgumentError` when a lag is no such whole number
   */
  async getSparseWindow(
    spec: MetricIdentity,
    key: ResultKey,
    lags: readonly number[],
    dataset: string,
    executionId: ExecutionId,
  ): Promise<Option.Option<TimeSeries>> {
    const { tables, now } = this.#connection;
    const question = { spec, key, dataset, executionId: ExecutionId(executionId), now: now() };
    const dates = lags.map((lag) => key.lag(lag).date);
    if (dates.length === 0) return Option.none();
    return rowsToSeries(await this.#connection.query(selectDates(tables, question, dates)));
  }

  /**
   * Many windows in one round trip, so that a suite costs as many queries with a hundred metrics as with one.
   *
   * @param requests - the windows; a value of one day is a window of one day
   * @param executionId - the execution; values of others are never returned
   * @returns one answer per request, in their order; none where no day has a value
   * @throws `InvalidArgumentError` when a `lag` or a `window` is no whole number that fits
   */
  async getMetricWindows(
    requests: readonly WindowRequest[],
    executionId: ExecutionId,
  ): Promise<readonly Option.Option<TimeSeries>[]> {
    return readWindows(this.#connection, requests, executionId);
  }

  /**
   * Every metric of an execution that has not expired, the newest of each, in the order they were stored.
   *
   * @param executionId - the execution
   */
  async getByExecutionId(executionId: ExecutionId): Promise<readonly Metric[]> {
    const { tables, now } = this.#connection;
    const rows = await this.#connection.query(selectExecution(tables, ExecutionId(executionId), now()));
    return rows.map(rowToMetric);
  }

  /**
   * A part of an execution's metrics, as {@link MetricDB.getByExecutionId} gives them.
   *
   * @param executionId - the execution
   * @param request - how many, and from where on
   */
  async getPage(executionId: ExecutionId, request: MetricPageRequest = {}): Promise<MetricPage> {
    return readPage(this.#connection, executionId, request);
  }

  /**
   * An execution's metrics one by one, however many they are, with one batch of them in memory.
   *
   * @param executionId - the execution
   * @param options - the size of a batch, and a signal that ends it
   */
  streamMetrics(executionId: ExecutionId, options: StreamOptions = {}): AsyncIterable<Metric> {
    return streamPages(this.#connection, ExecutionId(executionId), options);
  }

  /**
   * Tells whether an execution is recorded, even when its metrics have expired.
   *
   * @param executionId - the execution
   */
  async exists(executionId: ExecutionId): Promise<boolean> {
    const { execution } = this.#connection.tables;
    const rows = await this.#connection.query(
      sql`SELECT id FROM ${execution} WHERE id = ${ExecutionId(executionId)}`,
    );
    return rows.length > 0;
  }

  /**
   * Deletes an execution with its metrics and results, in one transaction. One that does not exist is fine.
   *
   * @param executionId - the execution
   */
  async delete(executionId: ExecutionId): Promise<void> {
    const id = ExecutionId(executionId);
    const { batch, execution, metric, result } = this.#connection.tables;
    await this.#connection.transaction(async ({ query }) => {
      await query(sql`DELETE FROM ${batch} WHERE execution_id = ${id}`);
      await query(sql`DELETE FROM ${result} WHERE execution_id = ${id}`);
      await query(sql`DELETE FROM ${metric} WHERE execution_id = ${id}`);
      await query(sql`DELETE FROM ${execution} WHERE id = ${id}`);
    });
  }

  /**
   * Records that an execution begins; its status is `running`.
   *
   * @param execution - its id, suite and key, and what is known of it
   * @throws `InvalidArgumentError` naming what of it cannot be recorded
   * @throws `DuplicateExecutionError` when one of that id began before; one that only wrote metrics is filled in
   */
  async recordExecution(execution: NewExecution): Promise<void> {
    await recordExecution(this.#connection, execution);
  }

  /**
   * Records how an execution ended, and what became of its assertions: all of it, or nothing when this throws.
   *
   * @param executionId - the execution
   * @param status - how it ended
   * @param results - one per assertion, unless {@link MetricDB.persistResults} has stored them; none by default
   * @throws `InvalidArgumentError` when it was never recorded, the status is none, or a result cannot be stored
   */
  async finishExecution(
    executionId: ExecutionId,
    status: Exclude<ExecutionStatus, "running">,
    results: readonly StoredResult[] = [],
  ): Promise<void> {
    await finishExecution(this.#connection, executionId, status, results);
  }

  /**
   * Executions, the latest first. About executions themselves; metric retrieval uses it nowhere.
   *
   * @param filter - which ones, how many, and from where on
   */
  async listExecutions(filter: ExecutionFilter = {}): Promise<ExecutionPage> {
    return listExecutions(this.#connection, filter);
  }

  /**
   * The execution of a suite and key that was recorded last, whatever its status.
   *
   * @param suite - the suite's name
   * @param key - the date and tags
   */
  async latestExecution(suite: string, key: ResultKey): Promise<Option.Option<Execution>> {
    return latestExecution(this.#connection, suite, key);
  }

  /**
   * Two executions side by side, metric by metric.
   *
   * @param first - an execution
   * @param second - another
   * @returns one entry per metric that either has, with both values, difference and ratio where there are two
   * @throws `InvalidArgumentError` when one of them is not in the store: all of the other's metrics would look new
   */
  async compareExecutions(first: ExecutionId, second: ExecutionId): Promise<readonly MetricComparison[]> {
    for (const executionId of [first, second]) {
      if (await this.exists(executionId)) continue;
      throw new InvalidArgumentError(
        `Execution ${executionId} is not in the store, so that nothing can be compared with it. listExecutions() tells which are.`,
      );
    }
    return compareMetrics(await this.getByExecutionId(first), await this.getByExecutionId(second));
  }

  /**
   * What a metric was in the executions of the past, each point with the execution it comes from. The one read
   * that looks at metrics of several executions; metric retrieval inside a run uses it nowhere.
   *
   * @param spec - the metric
   * @param dataset - the dataset that was measured
   * @param tags - the key's tags
   * @param filter - the dates, the suite, and whether each execution's point is wanted or each date's latest
   * @returns the points by date, then in the order the executions were recorded
   */
  async history(
    spec: MetricIdentity,
    dataset: string,
    tags: Tags,
    filter: HistoryFilter,
  ): Promise<readonly HistoryPoint[]> {
    return readHistory(this.#connection, spec, dataset, tags, filter);
  }

  /**
   * Stores what became of an execution's assertions: all of them, or none when this throws.
   *
   * @param executionId - the execution
   * @param results - one per assertion
   * @throws `InvalidArgumentError` naming a result that cannot be stored
   */
  async persistResults(executionId: ExecutionId, results: readonly StoredResult[]): Promise<void> {
    await persistResults(this.#connection, executionId, results);
  }

  /**
   * What became of an execution's assertions, in the order they were stored.
   *
   * @param executionId - the execution
   */
  async getResults(executionId: ExecutionId): Promise<readonly StoredResult[]> {
    return readResults(this.#connection, executionId);
  }

  /** How many rows the store holds, expired ones among them. Counts every row, which takes a while for millions. */
  async stats(): Promise<StoreStats> {
    return readStats(this.#connection);
  }

  /**
   * Deletes metrics that have expired, in batches between which others can write.
   *
   * @param options - the size of a batch, and a signal that ends the collection between two
   * @returns how many were deleted
   */
  async collectExpired(options: CollectOptions = {}): Promise<number> {
    return collectExpired(this.#connection, options);
  }

  /** Waits for what is running, then closes the database, unless it is a data source that was given open. */
  close(): Promise<void> {
    return this.#connection.close();
  }

  /** {@link MetricDB.close}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

// Rows of a day come oldest first, so the newest stays; the dates were checked when they were stored.
function rowsToSeries(rows: readonly StoreRow[]): Option.Option<TimeSeries> {
  const series = new Map<LocalDate, number>(
    rows.map((row) => [textColumn(row, "date") as LocalDate, rowToValue(row)]),
  );
  return series.size === 0 ? Option.none() : Option.some(series);
}
