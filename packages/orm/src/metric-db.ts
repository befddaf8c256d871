import { ExecutionId, Option, type ResultKey, type Tags, type TimeSeries } from "@dqx/common";
import type { MetricIdentity } from "@dqx/metrics";
import type { StoreLocation } from "./database/open-data-source.js";
import type { StoreConnection } from "./database/store-connection.js";
import type { StoreSettings } from "./database/store-settings.js";
import { DatabaseClaim } from "./database-claim.js";
import type { ExecutionClaim } from "./execution-claim.js";
import type { ClaimOptions } from "./executions/claim-options.js";
import { type DeleteOptions, deleteExecution } from "./executions/delete-execution.js";
import type {
  EndStatus,
  Execution,
  ExecutionFilter,
  ExecutionPage,
  NewExecution,
} from "./executions/execution.js";
import { insertClaim } from "./executions/execution-claims.js";
import { latestExecution, listExecutions, recordExecution } from "./executions/execution-log.js";
import type { MetricStore } from "./metric-store.js";
import { suspectedWindows } from "./metrics/exchanged-windows.js";
import { compareMetrics, type MetricComparison, nothingToCompare } from "./metrics/execution-comparison.js";
import type { Metric, StoredMetric } from "./metrics/metric.js";
import { type HistoryFilter, type HistoryPoint, readHistory } from "./metrics/metric-history.js";
import {
  type MetricPage,
  type MetricPageRequest,
  readPage,
  type StreamOptions,
  streamPages,
} from "./metrics/metric-pages.js";
import {
  type MetricQuestion,
  selectAllDates,
  selectExchange,
  selectExecution,
  selectValue,
  selectWindow,
} from "./metrics/metric-reads.js";
import { metricsToRows } from "./metrics/metric-to-row.js";
import { readWindows, rowsToWindow, type WindowRequest } from "./metrics/metric-windows.js";
import { insertMetrics } from "./metrics/metric-writes.js";
import { rowToValue } from "./metrics/outcome-columns.js";
import { batchIdOf, type PersistOptions } from "./metrics/persist-options.js";
import { type AskedMetric, exchangedArguments, requireAsked } from "./metrics/require-question.js";
import { rowToMetric, rowToStoredMetric } from "./metrics/row-to-metric.js";
import {
  type CollectOptions,
  collectExpired,
  readStats,
  type StoreStats,
} from "./metrics/store-maintenance.js";
import { connectStore, openStore } from "./open-store.js";
import { readReport } from "./results/execution-report.js";
import { finishExecution } from "./results/finish-execution.js";
import { persistResults, readResults } from "./results/result-records.js";
import type { StoredResult } from "./results/stored-result.js";
import { readPending } from "./schema/migrate.js";
import type { VersionedJson } from "./sql/plain-json.js";
import { sql } from "./sql/sql.js";

/**
 * The metric store: every number is written under one execution id and read back under the same one, never
 * under another. A database by TypeORM; the methods are described at {@link MetricStore}.
 *
 * @example
 * ```ts
 * import { ExecutionId, ResultKey, valueOrThrow } from "@dqx/common";
 * import { average } from "@dqx/metrics";
 * import { MetricDB } from "@dqx/orm";
 *
 * await using db = await MetricDB.open("sqlite:metrics.db");
 * const executionId = ExecutionId("nightly-2025-01-08");
 * const [spec, key] = [average.spec({ column: "price" }), new ResultKey("2025-01-08")];
 * await db.persist([{ spec, key, dataset: "orders", value: 10, metadata: { executionId } }]);
 * valueOrThrow(await db.getMetricValue(spec, key, "orders", executionId)); // 10
 * ```
 */
export class MetricDB implements MetricStore {
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

  async persist(metrics: readonly (Metric | StoredMetric)[], options: PersistOptions = {}): Promise<void> {
    const batchId = batchIdOf(options);
    if (metrics.length === 0) return;
    const rows = metricsToRows(metrics, this.#connection.now());
    await this.#connection.transaction(
      async (transaction) => insertMetrics(transaction, await rows, batchId),
      rows,
    );
  }

  async getMetricValue(
    spec: MetricIdentity,
    key: ResultKey,
    dataset: string,
    executionId: ExecutionId,
  ): Promise<Option.Option<number>> {
    const question = this.#question({ spec, key, dataset }, executionId);
    const [row] = await this.#connection.query(selectValue(this.#connection.tables, question));
    if (row === undefined) await this.#refuseExchange(question);
    return Option.fromNullable(row === undefined ? undefined : rowToValue(row));
  }

  async getMetricWindow(
    spec: MetricIdentity,
    key: ResultKey,
    lag: number,
    window: number,
    dataset: string,
    executionId: ExecutionId,
  ): Promise<Option.Option<TimeSeries>> {
    const question = this.#question({ spec, key, dataset }, executionId);
    const days = key.range(lag, window);
    const rows = await this.#connection.query(selectWindow(this.#connection.tables, question, days));
    if (rows.length === 0) await this.#refuseExchange(question);
    return rowsToWindow(rows);
  }

  async getSparseWindow(
    spec: MetricIdentity,
    key: ResultKey,
    lags: readonly number[],
    dataset: string,
    executionId: ExecutionId,
  ): Promise<Option.Option<TimeSeries>> {
    const question = this.#question({ spec, key, dataset }, executionId);
    const dates = [...new Set(lags.map((lag) => key.lag(lag).date))].toSorted();
    const rows = await selectAllDates(this.#connection, question, dates);
    if (rows.length === 0) await this.#refuseExchange(question);
    return rowsToWindow(rows);
  }

  async getMetricWindows(
    requests: readonly WindowRequest[],
    executionId: ExecutionId,
  ): Promise<readonly Option.Option<TimeSeries>[]> {
    const windows = await readWindows(this.#connection, requests, executionId);
    for (const suspected of await suspectedWindows(this.#connection, requests, windows)) {
      await this.#refuseExchange(this.#question(suspected, executionId));
    }
    return windows;
  }

  async getByExecutionId(executionId: ExecutionId): Promise<readonly Metric[]> {
    const { tables, now } = this.#connection;
    const rows = await this.#connection.query(selectExecution(tables, ExecutionId(executionId), now()));
    return rows.map(rowToMetric);
  }

  async getOutcomes(executionId: ExecutionId): Promise<readonly StoredMetric[]> {
    const { tables, now } = this.#connection;
    const statement = selectExecution(tables, ExecutionId(executionId), now(), { absences: true });
    return (await this.#connection.query(statement)).map(rowToStoredMetric);
  }

  async getPage(executionId: ExecutionId, request: MetricPageRequest = {}): Promise<MetricPage> {
    return readPage(this.#connection, executionId, request);
  }

  streamMetrics(executionId: ExecutionId, options: StreamOptions = {}): AsyncIterable<Metric> {
    const id = ExecutionId(executionId);
    return streamPages((request) => this.getPage(id, request), options);
  }

  async exists(executionId: ExecutionId): Promise<boolean> {
    const { execution } = this.#connection.tables;
    const rows = await this.#connection.query(
      sql`SELECT id FROM ${execution} WHERE id = ${ExecutionId(executionId)}`,
    );
    return rows.length > 0;
  }

  async delete(executionId: ExecutionId, options: DeleteOptions = {}): Promise<void> {
    await deleteExecution(this.#connection, executionId, options);
  }

  async claimExecution(execution: NewExecution, options: ClaimOptions = {}): Promise<ExecutionClaim> {
    return new DatabaseClaim(this.#connection, await insertClaim(this.#connection, execution, options));
  }

  async recordExecution(execution: NewExecution): Promise<void> {
    await recordExecution(this.#connection, execution);
  }

  async finishExecution(
    executionId: ExecutionId,
    status: EndStatus,
    results: readonly StoredResult[] = [],
    report?: object,
  ): Promise<void> {
    await finishExecution(this.#connection, executionId, { status, results, report });
  }

  async listExecutions(filter: ExecutionFilter = {}): Promise<ExecutionPage> {
    return listExecutions(this.#connection, filter);
  }

  async latestExecution(suite: string, key: ResultKey): Promise<Option.Option<Execution>> {
    return latestExecution(this.#connection, suite, key);
  }

  async compareExecutions(first: ExecutionId, second: ExecutionId): Promise<readonly MetricComparison[]> {
    for (const executionId of [first, second]) {
      if (await this.exists(executionId)) continue;
      throw nothingToCompare(executionId);
    }
    return compareMetrics(await this.getByExecutionId(first), await this.getByExecutionId(second));
  }

  async history(
    spec: MetricIdentity,
    dataset: string,
    tags: Tags,
    filter: HistoryFilter,
  ): Promise<readonly HistoryPoint[]> {
    return readHistory(this.#connection, spec, dataset, tags, filter);
  }

  async persistResults(executionId: ExecutionId, results: readonly StoredResult[]): Promise<void> {
    await persistResults(this.#connection, executionId, results);
  }

  async getResults(executionId: ExecutionId): Promise<readonly StoredResult[]> {
    return readResults(this.#connection, executionId);
  }

  async getReport(executionId: ExecutionId): Promise<Option.Option<VersionedJson>> {
    return readReport(this.#connection, executionId);
  }

  async stats(): Promise<StoreStats> {
    return readStats(this.#connection);
  }

  async collectExpired(options: CollectOptions = {}): Promise<number> {
    return collectExpired(this.#connection, options);
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  /** {@link MetricDB.close}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #question(asked: AskedMetric, executionId: ExecutionId): MetricQuestion {
    const id = ExecutionId(executionId);
    requireAsked(asked);
    return { ...asked, executionId: id, now: this.#connection.now() };
  }

  // Asked only where there is nothing, which exchanged arguments look like.
  async #refuseExchange(question: MetricQuestion): Promise<void> {
    const { dataset, executionId } = question;
    const rows = await this.#connection.query(selectExchange(this.#connection.tables, question));
    if (rows.length > 0) throw exchangedArguments(dataset, executionId);
  }
}
