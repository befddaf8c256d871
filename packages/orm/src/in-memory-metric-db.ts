import {
  ExecutionId,
  type LocalDate,
  Option,
  type ResultKey,
  requireKnownOptions,
  type Tags,
  type TimeSeries,
} from "@dqx/common";
import type { MetricIdentity } from "@dqx/metrics";
import type { ExecutionClaim } from "./execution-claim.js";
import type { ClaimOptions } from "./executions/claim-options.js";
import type { DeleteOptions } from "./executions/delete-execution.js";
import type {
  EndStatus,
  Execution,
  ExecutionFilter,
  ExecutionPage,
  NewExecution,
} from "./executions/execution.js";
import { latestFilter } from "./executions/execution-filter.js";
import { standingOf } from "./executions/execution-row.js";
import type { MemoryExecution } from "./memory/memory-execution.js";
import { memoryExecutionPage } from "./memory/memory-execution-page.js";
import { MemoryExecutions } from "./memory/memory-executions.js";
import { memoryHistory } from "./memory/memory-history.js";
import { isAlive, type StoredMetricRow } from "./memory/memory-metrics.js";
import { MemoryWrites } from "./memory/memory-writes.js";
import { WriteQueue } from "./memory/write-queue.js";
import type { MetricStore } from "./metric-store.js";
import { compareMetrics, type MetricComparison, nothingToCompare } from "./metrics/execution-comparison.js";
import type { Metric, StoredMetric } from "./metrics/metric.js";
import { type HistoryFilter, type HistoryPoint, requireHistory } from "./metrics/metric-history.js";
import {
  type MetricPage,
  type MetricPageRequest,
  metricPage,
  requirePage,
  type StreamOptions,
  streamPages,
} from "./metrics/metric-pages.js";
import { rowsToWindow, type WindowRequest } from "./metrics/metric-windows.js";
import { rowToValue } from "./metrics/outcome-columns.js";
import type { PersistOptions } from "./metrics/persist-options.js";
import { type AskedMetric, exchangedArguments, requireAsked } from "./metrics/require-question.js";
import { rowToMetric, rowToStoredMetric } from "./metrics/row-to-metric.js";
import type { CollectOptions, StoreStats } from "./metrics/store-maintenance.js";
import { assembleReport } from "./results/execution-report.js";
import { rowToResult } from "./results/result-rows.js";
import type { StoredResult } from "./results/stored-result.js";
import { parseVersionedJson, type VersionedJson } from "./sql/plain-json.js";

/** How a store in memory behaves. */
export interface InMemorySettings {
  /** The clock that expiry and leases are measured by, in milliseconds since 1970 UTC; `Date.now` by default. */
  readonly now?: () => number;
}

/**
 * A metric store in memory, for tests and for runs whose numbers are not kept: maps, without a database and without a
 * package to install. It behaves as `MetricDB` does, and is gone when it is closed.
 */
export class InMemoryMetricDB implements MetricStore {
  readonly #executions = new MemoryExecutions();
  readonly #queue = new WriteQueue();
  readonly #writes: MemoryWrites;
  readonly #now: () => number;

  /** @param settings - made by {@link InMemoryMetricDB.open} */
  protected constructor({ now = Date.now }: InMemorySettings) {
    this.#now = () => Math.floor(now());
    this.#writes = new MemoryWrites(this.#executions, this.#queue, this.#now);
  }

  /**
   * Opens an empty store.
   *
   * @param settings - the clock
   * @throws `InvalidArgumentError` naming an option that there is not
   */
  static async open(settings: InMemorySettings = {}): Promise<InMemoryMetricDB> {
    requireKnownOptions("InMemoryMetricDB.open", settings, ["now"]);
    return new InMemoryMetricDB(settings);
  }

  persist(metrics: readonly (Metric | StoredMetric)[], options: PersistOptions = {}): Promise<void> {
    return this.#writes.persist(metrics, options);
  }

  async getMetricValue(
    spec: MetricIdentity,
    key: ResultKey,
    dataset: string,
    executionId: ExecutionId,
  ): Promise<Option.Option<number>> {
    const { asked, execution } = this.#ask({ spec, key, dataset }, executionId);
    const row = execution?.metrics.newest(asked, key.date, this.#now());
    if (row === undefined) this.#refuseExchange(asked, executionId);
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
    const { asked, execution } = this.#ask({ spec, key, dataset }, executionId);
    const rows = this.#window(execution, asked, key.range(lag, window));
    if (rows.length === 0) this.#refuseExchange(asked, executionId);
    return rowsToWindow(rows);
  }

  async getSparseWindow(
    spec: MetricIdentity,
    key: ResultKey,
    lags: readonly number[],
    dataset: string,
    executionId: ExecutionId,
  ): Promise<Option.Option<TimeSeries>> {
    const { asked, execution } = this.#ask({ spec, key, dataset }, executionId);
    const dates = new Set<string>(lags.map((lag) => key.lag(lag).date));
    const rows = execution?.metrics.newestByDay(asked, this.#now(), (date) => dates.has(date)) ?? [];
    if (rows.length === 0) this.#refuseExchange(asked, executionId);
    return rowsToWindow(rows);
  }

  async getMetricWindows(
    requests: readonly WindowRequest[],
    executionId: ExecutionId,
  ): Promise<readonly Option.Option<TimeSeries>[]> {
    const execution = this.#get(executionId);
    const asked = requests.map((request) => {
      requireAsked(request);
      return { request, days: request.key.range(request.lag, request.window) };
    });
    return asked.map(({ request, days }) => {
      const rows = this.#window(execution, request, days);
      if (rows.length === 0) this.#refuseExchange(request, executionId);
      return rowsToWindow(rows);
    });
  }

  async getByExecutionId(executionId: ExecutionId): Promise<readonly Metric[]> {
    return this.#values(executionId).map(rowToMetric);
  }

  async getOutcomes(executionId: ExecutionId): Promise<readonly StoredMetric[]> {
    return [...(this.#get(executionId)?.metrics.newestOfAll(this.#now()) ?? [])].map(rowToStoredMetric);
  }

  async getPage(executionId: ExecutionId, request: MetricPageRequest = {}): Promise<MetricPage> {
    const range = requirePage(request);
    const rows = this.#values(executionId).filter(({ seq }) => seq > range.after);
    return metricPage(rows.slice(0, range.limit), range);
  }

  streamMetrics(executionId: ExecutionId, options: StreamOptions = {}): AsyncIterable<Metric> {
    const id = ExecutionId(executionId);
    return streamPages((request) => this.getPage(id, request), options);
  }

  async compareExecutions(first: ExecutionId, second: ExecutionId): Promise<readonly MetricComparison[]> {
    for (const executionId of [first, second]) {
      if (this.#get(executionId) !== undefined) continue;
      throw nothingToCompare(executionId);
    }
    return compareMetrics(this.#values(first).map(rowToMetric), this.#values(second).map(rowToMetric));
  }

  async history(
    spec: MetricIdentity,
    dataset: string,
    tags: Tags,
    filter: HistoryFilter,
  ): Promise<readonly HistoryPoint[]> {
    this.#queue.requireOpen();
    const { key } = requireHistory(spec, dataset, tags, filter);
    return memoryHistory(this.#executions.all(), { spec, key, dataset }, filter, this.#now());
  }

  async stats(): Promise<StoreStats> {
    this.#queue.requireOpen();
    const now = this.#now();
    const executions = this.#executions.all();
    const standing = executions.map((execution) => standingOf(execution.row, now));
    const rows = executions.flatMap(({ metrics }) => [...metrics.rows()]);
    const alive = rows.filter((row) => isAlive(row, now)).length;
    return {
      executions: executions.length,
      running: standing.filter((status) => status === "RUNNING").length,
      abandoned: standing.filter((status) => status === "ABANDONED").length,
      metrics: alive,
      expired: rows.length - alive,
      results: executions.reduce((count, { results }) => count + results.length, 0),
    };
  }

  collectExpired(options: CollectOptions = {}): Promise<number> {
    return this.#writes.collectExpired(options);
  }

  async exists(executionId: ExecutionId): Promise<boolean> {
    return this.#get(executionId) !== undefined;
  }

  delete(executionId: ExecutionId, options: DeleteOptions = {}): Promise<void> {
    return this.#writes.delete(executionId, options);
  }

  claimExecution(execution: NewExecution, options: ClaimOptions = {}): Promise<ExecutionClaim> {
    return this.#writes.claim(execution, options);
  }

  recordExecution(execution: NewExecution): Promise<void> {
    return this.#writes.record(execution);
  }

  finishExecution(
    executionId: ExecutionId,
    status: EndStatus,
    results: readonly StoredResult[] = [],
    report?: object,
  ): Promise<void> {
    return this.#writes.finish(executionId, status, results, report);
  }

  async listExecutions(filter: ExecutionFilter = {}): Promise<ExecutionPage> {
    this.#queue.requireOpen();
    return memoryExecutionPage(this.#executions.all(), filter, this.#now());
  }

  async latestExecution(suite: string, key: ResultKey): Promise<Option.Option<Execution>> {
    const { executions } = await this.listExecutions(latestFilter(suite, key));
    return Option.fromNullable(executions[0]);
  }

  persistResults(executionId: ExecutionId, results: readonly StoredResult[]): Promise<void> {
    return this.#writes.persistResults(executionId, results);
  }

  async getResults(executionId: ExecutionId): Promise<readonly StoredResult[]> {
    return (this.#get(executionId)?.results ?? []).map((row) => rowToResult({ ...row }));
  }

  async getReport(executionId: ExecutionId): Promise<Option.Option<VersionedJson>> {
    const report = this.#get(executionId)?.row.report ?? null;
    if (report === null) return Option.none();
    return Option.some(assembleReport(parseVersionedJson(report), await this.getResults(executionId)));
  }

  /** Waits for what is being written, then forgets everything. */
  async close(): Promise<void> {
    await this.#queue.close();
    for (const { row } of this.#executions.all()) this.#executions.delete(row.id);
  }

  /** {@link InMemoryMetricDB.close}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #get(executionId: ExecutionId): MemoryExecution | undefined {
    this.#queue.requireOpen();
    return this.#executions.get(ExecutionId(executionId));
  }

  #ask(asked: AskedMetric, executionId: ExecutionId) {
    const execution = this.#get(executionId);
    requireAsked(asked);
    return { asked, execution };
  }

  #values(executionId: ExecutionId): readonly StoredMetricRow[] {
    const rows = this.#get(executionId)?.metrics.newestOfAll(this.#now()) ?? [];
    return [...rows].filter(({ value }) => value !== null);
  }

  #window(
    execution: MemoryExecution | undefined,
    asked: AskedMetric,
    [from, until]: readonly [from: LocalDate, until: LocalDate],
  ): readonly StoredMetricRow[] {
    return execution?.metrics.newestByDay(asked, this.#now(), (date) => date >= from && date <= until) ?? [];
  }

  #refuseExchange({ dataset }: AskedMetric, executionId: ExecutionId): void {
    const isExecution = this.#executions.get(dataset) !== undefined;
    if (isExecution && this.#get(executionId)?.metrics.hasDataset(dataset) !== true) {
      throw exchangedArguments(dataset, executionId);
    }
  }
}
