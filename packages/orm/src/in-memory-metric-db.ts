import { setTimeout as sleep } from "node:timers/promises";
import {
  ExecutionId,
  InvalidArgumentError,
  type LocalDate,
  Option,
  type ResultKey,
  requireKnownOptions,
  type Tags,
  type TimeSeries,
} from "@dqx/common";
import type { MetricIdentity } from "@dqx/metrics";
import { DuplicateExecutionError } from "./errors/duplicate-execution-error.js";
import { ExecutionClaimError } from "./errors/execution-claim-error.js";
import type { ExecutionClaim } from "./execution-claim.js";
import { type ClaimOptions, claimOptions } from "./executions/claim-options.js";
import type { DeleteOptions } from "./executions/delete-execution.js";
import type {
  EndStatus,
  Execution,
  ExecutionFilter,
  ExecutionPage,
  NewExecution,
} from "./executions/execution.js";
import type { ClaimToken } from "./executions/execution-claims.js";
import { executionColumns } from "./executions/execution-columns.js";
import { executionPage, latestFilter, requireExecutionFilter } from "./executions/execution-filter.js";
import { standingOf } from "./executions/execution-row.js";
import { MemoryClaim } from "./memory/memory-claim.js";
import type { MemoryExecution } from "./memory/memory-execution.js";
import { MemoryExecutions } from "./memory/memory-executions.js";
import { memoryHistory } from "./memory/memory-history.js";
import { isAlive, type StoredMetricRow } from "./memory/memory-metrics.js";
import { WriteQueue } from "./memory/write-queue.js";
import type { MetricStore } from "./metric-store.js";
import { compareMetrics, type MetricComparison } from "./metrics/execution-comparison.js";
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
import { metricsToRows } from "./metrics/metric-to-row.js";
import { rowsToWindow, type WindowRequest } from "./metrics/metric-windows.js";
import { rowToValue } from "./metrics/outcome-columns.js";
import { batchIdOf, type PersistOptions } from "./metrics/persist-options.js";
import { type AskedMetric, exchangedArguments, requireAsked } from "./metrics/require-question.js";
import { rowToMetric, rowToStoredMetric } from "./metrics/row-to-metric.js";
import { type CollectOptions, requireCollection, type StoreStats } from "./metrics/store-maintenance.js";
import { assembleReport } from "./results/execution-report.js";
import { resultsToRows, rowToResult } from "./results/result-rows.js";
import { requireEndStatus, storedEnd } from "./results/stored-end.js";
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
  readonly #writes = new WriteQueue();
  readonly #now: () => number;

  /** @param settings - made by {@link InMemoryMetricDB.open} */
  protected constructor({ now = Date.now }: InMemorySettings) {
    this.#now = () => Math.floor(now());
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
    return this.#persist(metrics, options);
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
      throw new InvalidArgumentError(
        `Execution ${executionId} is not in the store, so that nothing can be compared with it. listExecutions() tells which are.`,
      );
    }
    return compareMetrics(this.#values(first).map(rowToMetric), this.#values(second).map(rowToMetric));
  }

  async history(
    spec: MetricIdentity,
    dataset: string,
    tags: Tags,
    filter: HistoryFilter,
  ): Promise<readonly HistoryPoint[]> {
    this.#writes.requireOpen();
    const { key } = requireHistory(spec, dataset, tags, filter);
    return memoryHistory(this.#executions.all(), { spec, key, dataset }, filter, this.#now());
  }

  async stats(): Promise<StoreStats> {
    this.#writes.requireOpen();
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

  async collectExpired(options: CollectOptions = {}): Promise<number> {
    const size = requireCollection(options);
    const now = this.#now();
    let collected = 0;
    for (;;) {
      options.signal?.throwIfAborted();
      const deleted = await this.#writes.add(() => this.#deleteExpired(now, size));
      collected += deleted;
      if (deleted < size) return collected;
      // Others have their turn.
      await sleep(1);
    }
  }

  async exists(executionId: ExecutionId): Promise<boolean> {
    return this.#get(executionId) !== undefined;
  }

  async delete(executionId: ExecutionId, options: DeleteOptions = {}): Promise<void> {
    requireKnownOptions("delete", options, ["force"]);
    const id = ExecutionId(executionId);
    await this.#writes.add(() => {
      if (options.force !== true && this.#executions.isRunning(id, this.#now())) {
        throw new ExecutionClaimError(id, "running");
      }
      this.#executions.delete(id);
    });
  }

  async claimExecution(execution: NewExecution, options: ClaimOptions = {}): Promise<ExecutionClaim> {
    const { leaseMs, takeOver } = claimOptions(options);
    const columns = executionColumns("claimExecution", execution);
    const claim = { executionId: ExecutionId(columns.id), token: crypto.randomUUID(), leaseMs };
    await this.#writes.add(() => {
      const now = this.#now();
      const known = this.#executions.get(columns.id);
      const standing = known === undefined ? null : standingOf(known.row, now);
      if (takeOver && standing === "RUNNING") throw new ExecutionClaimError(claim.executionId, "running");
      if (takeOver && standing === "ABANDONED") this.#executions.delete(columns.id);
      if (this.#executions.get(columns.id) !== undefined) {
        throw new DuplicateExecutionError(claim.executionId);
      }
      Object.assign(this.#executions.record(columns.id, now).row, columns, {
        status: "RUNNING",
        claim: claim.token,
        leased_until: now + leaseMs,
      });
    });
    return new MemoryClaim(
      {
        renew: (token) => this.#renew(token),
        persist: (metrics, persistOptions, token) => this.#persist(metrics, persistOptions, token),
        persistResults: (results, token) => this.#persistResults(token.executionId, results, token),
        finish: (status, results, report, token) =>
          this.#finish(token.executionId, status, results, report, token),
        discard: (token) => this.#discard(token),
      },
      claim,
    );
  }

  async recordExecution(execution: NewExecution): Promise<void> {
    const columns = executionColumns("recordExecution", execution);
    await this.#writes.add(() => {
      const known = this.#executions.get(columns.id);
      if (known !== undefined && known.row.status !== null) {
        throw new DuplicateExecutionError(ExecutionId(columns.id));
      }
      Object.assign(this.#executions.record(columns.id, this.#now()).row, columns, { status: "RUNNING" });
    });
  }

  finishExecution(
    executionId: ExecutionId,
    status: EndStatus,
    results: readonly StoredResult[] = [],
    report?: object,
  ): Promise<void> {
    return this.#finish(executionId, status, results, report);
  }

  async listExecutions(filter: ExecutionFilter = {}): Promise<ExecutionPage> {
    this.#writes.requireOpen();
    const { suite, from, until, status, tags, before, limit } = requireExecutionFilter(filter);
    const now = this.#now();
    const rows = this.#executions
      .all()
      .map((execution) => ({ ...execution.row, status: standingOf(execution.row, now) }))
      .filter(
        (row) =>
          row.seq < before &&
          (suite === undefined || row.suite === suite) &&
          (from === undefined || (row.date !== null && row.date >= from)) &&
          (until === undefined || (row.date !== null && row.date <= until)) &&
          (status === undefined || row.status === status) &&
          (tags === undefined || row.tags === tags),
      )
      .toReversed();
    return executionPage(rows.slice(0, limit + 1), limit);
  }

  async latestExecution(suite: string, key: ResultKey): Promise<Option.Option<Execution>> {
    const { executions } = await this.listExecutions(latestFilter(suite, key));
    return Option.fromNullable(executions[0]);
  }

  persistResults(executionId: ExecutionId, results: readonly StoredResult[]): Promise<void> {
    return this.#persistResults(executionId, results);
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
    await this.#writes.close();
    for (const { row } of this.#executions.all()) this.#executions.delete(row.id);
  }

  /** {@link InMemoryMetricDB.close}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #persist(
    metrics: readonly (Metric | StoredMetric)[],
    options: PersistOptions,
    claim?: ClaimToken,
  ): Promise<void> {
    const batchId = batchIdOf(options);
    if (metrics.length === 0) return;
    const rows = metricsToRows(metrics, this.#now());
    // It is heard of when its turn comes.
    rows.catch(() => undefined);
    await this.#writes.add(async () => this.#executions.insert(await rows, batchId, claim));
  }

  async #persistResults(
    executionId: ExecutionId,
    results: readonly StoredResult[],
    claim?: ClaimToken,
  ): Promise<void> {
    const id = ExecutionId(executionId);
    const now = this.#now();
    if (results.length === 0) return;
    const rows = resultsToRows(id, results, now);
    // It is heard of when its turn comes.
    rows.catch(() => undefined);
    await this.#writes.add(async () => {
      const stored = await rows;
      if (claim === undefined) this.#executions.requireUnclaimed(id);
      else this.#executions.requireClaim(claim);
      const { results: known } = this.#executions.record(id, now);
      for (const row of stored) known.push(row);
    });
  }

  async #finish(
    executionId: ExecutionId,
    status: EndStatus,
    results: readonly StoredResult[],
    report: object | undefined,
    claim?: ClaimToken,
  ): Promise<void> {
    const id = ExecutionId(executionId);
    const ended = requireEndStatus(status);
    const now = this.#now();
    const content = storedEnd(id, results, report, now);
    // It is heard of when its turn comes.
    content.catch(() => undefined);
    await this.#writes.add(async () => {
      const { rows, text } = await content;
      if (claim === undefined) this.#executions.requireUnclaimed(id);
      const execution = claim === undefined ? this.#executions.get(id) : this.#executions.requireClaim(claim);
      if (execution === undefined) {
        throw new InvalidArgumentError(
          `Execution ${id} cannot be finished: it was never recorded. Record it first.`,
        );
      }
      Object.assign(execution.row, { status: ended, finished_at: now, report: text });
      for (const row of rows) execution.results.push(row);
    });
  }

  async #renew(claim: ClaimToken): Promise<void> {
    await this.#writes.add(() => {
      this.#executions.requireClaim(claim).row.leased_until = this.#now() + claim.leaseMs;
    });
  }

  async #discard(claim: ClaimToken): Promise<void> {
    await this.#writes.add(() => {
      this.#executions.requireClaim(claim);
      this.#executions.delete(claim.executionId);
    });
  }

  #deleteExpired(now: number, size: number): number {
    const expired = this.#executions
      .all()
      .flatMap(({ metrics }) =>
        [...metrics.rows()].filter((row) => !isAlive(row, now)).map((row) => ({ metrics, row })),
      )
      .slice(0, size);
    for (const { metrics, row } of expired) metrics.delete(row);
    return expired.length;
  }

  #get(executionId: ExecutionId): MemoryExecution | undefined {
    this.#writes.requireOpen();
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
