import type { ExecutionId, Option, ResultKey, Tags, TimeSeries } from "@dqx/common";
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
import type { MetricComparison } from "./metrics/execution-comparison.js";
import type { Metric, StoredMetric } from "./metrics/metric.js";
import type { HistoryFilter, HistoryPoint } from "./metrics/metric-history.js";
import type { MetricPage, MetricPageRequest, StreamOptions } from "./metrics/metric-pages.js";
import type { WindowRequest } from "./metrics/metric-windows.js";
import type { PersistOptions } from "./metrics/persist-options.js";
import type { CollectOptions, StoreStats } from "./metrics/store-maintenance.js";
import type { StoredResult } from "./results/stored-result.js";
import type { VersionedJson } from "./sql/plain-json.js";

/**
 * The metric store: every number is written under one execution id and read back under the same one, never
 * under another. `MetricDB` and `InMemoryMetricDB` are two; `metricStoreContract` of `@dqx/orm/testing` has the
 * tests that any other one must pass.
 */
export interface MetricStore extends MetricReads, MetricWrites, ExecutionLog, AsyncDisposable {
  /** Waits for what is running, then closes; whatever is called afterwards is rejected. May be called twice. */
  close(): Promise<void>;
}

/** Reads of what is stored; expired metrics are never returned. */
export interface MetricReads {
  /**
   * The value of a metric on the key's date in one execution.
   *
   * @param spec - the metric
   * @param key - the date and tags
   * @param dataset - the dataset that was measured
   * @param executionId - the execution; values of others are never returned
   * @returns none when the execution has no such metric, it has expired, or its newest outcome is no value
   */
  getMetricValue(
    spec: MetricIdentity,
    key: ResultKey,
    dataset: string,
    executionId: ExecutionId,
  ): Promise<Option.Option<number>>;

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
  getMetricWindow(
    spec: MetricIdentity,
    key: ResultKey,
    lag: number,
    window: number,
    dataset: string,
    executionId: ExecutionId,
  ): Promise<Option.Option<TimeSeries>>;

  /**
   * The values of a metric on chosen days in one execution, ascending. Days without one are absent.
   *
   * @param spec - the metric
   * @param key - the date and tags
   * @param lags - how many days before the key's date each day is; 0 or more
   * @param dataset - the dataset that was measured
   * @param executionId - the execution; values of others are never returned
   * @returns none when no day has a value
   * @throws `InvalidArgumentError` when a lag is no such whole number
   */
  getSparseWindow(
    spec: MetricIdentity,
    key: ResultKey,
    lags: readonly number[],
    dataset: string,
    executionId: ExecutionId,
  ): Promise<Option.Option<TimeSeries>>;

  /**
   * Many windows in one round trip, so that a suite costs as many queries with a hundred metrics as with one.
   *
   * @param requests - the windows; a value of one day is a window of one day
   * @param executionId - the execution; values of others are never returned
   * @returns one answer per request, in their order; none where no day has a value
   * @throws `InvalidArgumentError` when a `lag` or a `window` is no whole number that fits
   */
  getMetricWindows(
    requests: readonly WindowRequest[],
    executionId: ExecutionId,
  ): Promise<readonly Option.Option<TimeSeries>[]>;

  /**
   * Every metric of an execution that has a value and has not expired, the newest of each, in the order they were
   * stored.
   *
   * @param executionId - the execution
   */
  getByExecutionId(executionId: ExecutionId): Promise<readonly Metric[]>;

  /**
   * What became of every metric of an execution, whether or not that is a value: what has not expired, the newest
   * of each, in the order they were stored.
   *
   * @param executionId - the execution
   */
  getOutcomes(executionId: ExecutionId): Promise<readonly StoredMetric[]>;

  /**
   * A part of an execution's metrics, as {@link MetricReads.getByExecutionId} gives them.
   *
   * @param executionId - the execution
   * @param request - how many, and from where on
   */
  getPage(executionId: ExecutionId, request?: MetricPageRequest): Promise<MetricPage>;

  /**
   * An execution's metrics one by one, however many they are, with one batch of them in memory.
   *
   * @param executionId - the execution
   * @param options - the size of a batch, and a signal that ends it
   */
  streamMetrics(executionId: ExecutionId, options?: StreamOptions): AsyncIterable<Metric>;

  /**
   * Two executions side by side, metric by metric.
   *
   * @param first - an execution
   * @param second - another
   * @returns one entry per metric that either has, with both values, difference and ratio where there are two
   * @throws `InvalidArgumentError` when one of them is not in the store: all of the other's metrics would look new
   */
  compareExecutions(first: ExecutionId, second: ExecutionId): Promise<readonly MetricComparison[]>;

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
  history(
    spec: MetricIdentity,
    dataset: string,
    tags: Tags,
    filter: HistoryFilter,
  ): Promise<readonly HistoryPoint[]>;

  /** How many rows the store holds, expired ones among them. Counts every row, which takes a while for millions. */
  stats(): Promise<StoreStats>;
}

/** Writes of metrics. */
export interface MetricWrites {
  /**
   * Stores metrics: all of them, or none when this throws. A metric that is already there is stored again,
   * and the newer one wins; one without a value hides an older value.
   *
   * @param metrics - the metrics, with their values or with what became of them, of one or more executions;
   *   executions that are not known yet are recorded
   * @param options - `batchId`, 1 to 255 characters: a batch that is sent again under the same id, because
   *   nobody knows whether it arrived, is not stored twice
   * @throws `InvalidMetricError` naming the first metric that cannot be stored
   * @throws `ExecutionClaimError` when one of the executions belongs to a run that claimed it
   * @throws `MetricStoreError` when the database fails
   */
  persist(metrics: readonly (Metric | StoredMetric)[], options?: PersistOptions): Promise<void>;

  /**
   * Deletes metrics that have expired, in batches between which others can write.
   *
   * @param options - the size of a batch, and a signal that ends the collection between two
   * @returns how many were deleted
   */
  collectExpired(options?: CollectOptions): Promise<number>;
}

/** The record of executions and of what became of their assertions. */
export interface ExecutionLog {
  /**
   * Tells whether an execution is recorded, even when its metrics have expired.
   *
   * @param executionId - the execution
   */
  exists(executionId: ExecutionId): Promise<boolean>;

  /**
   * Deletes an execution with its metrics and results, in one transaction. One that does not exist is fine.
   *
   * @param executionId - the execution
   * @param options - `force` to delete one that is `RUNNING`, whose run fails then
   * @throws `ExecutionClaimError` when it is running, unless it is forced
   */
  delete(executionId: ExecutionId, options?: DeleteOptions): Promise<void>;

  /**
   * Claims an execution id for a run, and records that it begins; its status is `RUNNING`. From then on it takes
   * writes through the claim only.
   *
   * @param execution - its id, suite and key, and what is known of it
   * @param options - how long a lease is, and whether an abandoned execution of that id gives way
   * @throws `InvalidArgumentError` naming what of it cannot be recorded
   * @throws `DuplicateExecutionError` when the store has an execution of that id
   * @throws `ExecutionClaimError` when one was to give way whose run may be alive
   */
  claimExecution(execution: NewExecution, options?: ClaimOptions): Promise<ExecutionClaim>;

  /**
   * Records that an execution begins, for programs that run nothing themselves; its status is `RUNNING` until it
   * is finished. Nobody holds a lease on it, so that it is never `ABANDONED`.
   *
   * @param execution - its id, suite and key, and what is known of it
   * @throws `InvalidArgumentError` naming what of it cannot be recorded
   * @throws `DuplicateExecutionError` when one of that id began before; one that only wrote metrics is filled in
   */
  recordExecution(execution: NewExecution): Promise<void>;

  /**
   * Records how an execution ended that no run claimed, and what became of its assertions: all of it, or nothing
   * when this throws.
   *
   * @param executionId - the execution
   * @param status - how it ended
   * @param results - one per assertion, unless `persistResults` has stored them; none by default
   * @param report - the report of what ran, plain JSON with a whole number as `version`; its
   *   `assertions` are those of the results where these have their parts
   * @throws `InvalidArgumentError` when it was never recorded, the status is none, or a result cannot be stored
   * @throws `ExecutionClaimError` when a run has claimed it
   */
  finishExecution(
    executionId: ExecutionId,
    status: EndStatus,
    results?: readonly StoredResult[],
    report?: object,
  ): Promise<void>;

  /**
   * Executions, the latest first. About executions themselves; metric retrieval uses it nowhere.
   *
   * @param filter - which ones, how many, and from where on
   */
  listExecutions(filter?: ExecutionFilter): Promise<ExecutionPage>;

  /**
   * The execution of a suite and key that was recorded last, whatever its status.
   *
   * @param suite - the suite's name
   * @param key - the date and tags
   */
  latestExecution(suite: string, key: ResultKey): Promise<Option.Option<Execution>>;

  /**
   * Stores what became of an execution's assertions: all of them, or none when this throws.
   *
   * @param executionId - the execution
   * @param results - one per assertion
   * @throws `InvalidArgumentError` naming a result that cannot be stored
   * @throws `ExecutionClaimError` when a run has claimed the execution
   */
  persistResults(executionId: ExecutionId, results: readonly StoredResult[]): Promise<void>;

  /**
   * What became of an execution's assertions, in the order they were stored.
   *
   * @param executionId - the execution
   */
  getResults(executionId: ExecutionId): Promise<readonly StoredResult[]>;

  /**
   * The report that an execution ended with, its assertions in the order of its results.
   *
   * @param executionId - the execution
   * @returns none when it ended without one, or is not in the store
   */
  getReport(executionId: ExecutionId): Promise<Option.Option<VersionedJson>>;
}
