import { daysBetween, type LocalDate, type ResultKey, remember } from "@dqx/common";
import type { MetricStore } from "@dqx/orm";
import type { MetricProvider } from "@dqx/provider";
import type { SqlDataSource } from "@dqx/sql";
import type { Check } from "../check/check.js";
import {
  countAssertions,
  hasCriticalFailure,
  type SuiteResult,
  suiteStatus,
} from "../result/suite-result.js";
import { type Availability, findAvailability, unusedMetrics } from "./availability.js";
import { buildGraph, type SuiteGraph } from "./build-graph.js";
import { type DistinctSymbols, deduplicateSymbols } from "./deduplicate-symbols.js";
import { deriveMetrics } from "./derive-metrics.js";
import { evaluateAssertions } from "./evaluate-assertions.js";
import { beginExecution, endExecution } from "./execution-record.js";
import { imputeDatasets } from "./impute-datasets.js";
import { measureDatasets } from "./measure-datasets.js";
import { MetricOutcomes } from "./metric-outcomes.js";
import { persistMetrics } from "./persist-metrics.js";
import { type PlannedDataset, planDatasets, requirePlanned } from "./plan-datasets.js";
import { settleAll } from "./settle-all.js";
import { validateRun } from "./validate-run.js";

/** Options of a run. */
export interface RunOptions {
  /** Ends the run early; what is not stored by then is not stored. */
  readonly signal?: AbortSignal;
}

/** Options of a run that is executed. */
export interface ExecuteOptions extends RunOptions {
  readonly ttlHours: number;
  /** Called once the execution id is this run's own. */
  readonly onBegin: () => void;
}

/** What a run is made from. */
export interface RunRequest {
  /** The suite's name. */
  readonly suite: string;
  readonly checks: readonly Check[];
  /** New, so that it holds no metrics yet. */
  readonly provider: MetricProvider;
  readonly dataSources: readonly SqlDataSource[];
  readonly key: ResultKey;
}

/** A run that has been found sound and has not measured anything. */
export interface PreparedRun extends RunRequest, SuiteGraph {
  readonly distinct: DistinctSymbols;
  readonly availability: Availability;
  /** What concerns the run as a whole. */
  readonly warnings: readonly string[];
}

/**
 * Builds and validates everything that can be known without the data: the stages from the graph to the
 * availability of what it needs.
 *
 * @param request - what to run
 * @throws the `CheckDefinitionError`, `DatasetError` or `InvalidArgumentError` that says what is wrong with it
 */
export async function prepareRun(request: RunRequest): Promise<PreparedRun> {
  const { suite, checks, provider, dataSources, key } = request;
  const sources = validateRun(suite, dataSources, key);
  const graph = await buildGraph(checks, provider);
  await imputeDatasets(graph.assertions, provider, [...sources.keys()]);
  const distinct = await deduplicateSymbols(graph.assertions, provider);
  const availability = findAvailability(distinct.symbols, provider, sources, key);
  const warnings = await unusedMetrics(graph.assertions, provider);
  return { ...request, ...graph, distinct, availability, warnings };
}

/**
 * Plans how the datasets of a run are measured.
 *
 * @param run - the prepared run
 * @param options - a signal to end early
 */
function planRun(
  { availability, key }: PreparedRun,
  { signal }: RunOptions,
): Promise<readonly PlannedDataset[]> {
  return planDatasets(availability.requests, key.date, signal);
}

/**
 * Claims the execution id, plans, measures, stores, derives, evaluates, and records how it ended.
 *
 * @param run - the prepared run
 * @param db - where the numbers are kept
 * @param options - how long they are kept, who is told that the run has begun, and a signal to end early
 * @returns one result per assertion
 * @throws a `SuiteStateError` when another run claimed the execution id at the same time
 * @throws a `PlanningError` when a metric asks what its source cannot give
 */
export async function executeRun(
  run: PreparedRun,
  db: MetricStore,
  options: ExecuteOptions,
): Promise<SuiteResult> {
  const { suite, provider, key, assertions, distinct, availability, dataSources } = run;
  const { ttlHours, signal, onBegin } = options;
  const { executionId } = provider;
  const datasets = dataSources.map(({ name }) => name);
  // The claim costs nothing beside the scan; nothing is stored before both have come.
  const [, analyses] = await settleAll([
    beginExecution(db, { executionId, suite, key, datasets }).then(onBegin),
    planAndMeasure(run, options),
  ]);
  signal?.throwIfAborted();
  const keyOn = remember((date: LocalDate) => key.lag(daysBetween(date, key.date)));
  const writer = { provider, db, keyOn, ttlHours };
  const outcomes = new MetricOutcomes();
  await persistMetrics(analyses, outcomes, writer);
  await deriveMetrics(availability.derived, outcomes, writer);
  const results = await evaluateAssertions(assertions, distinct, provider, key, outcomes);
  const counts = countAssertions(results);
  const result: SuiteResult = {
    suite,
    executionId,
    key,
    status: suiteStatus(counts),
    isCritical: hasCriticalFailure(results),
    counts,
    assertions: results,
    metrics: outcomes.results,
    datasets: [...analyses].map(([dataset, { statements }]) => ({ dataset, statements })),
    warnings: [...[...analyses.values()].flatMap(({ warnings }) => warnings), ...run.warnings],
  };
  await endExecution(db, result);
  return result;
}

async function planAndMeasure(run: PreparedRun, options: RunOptions) {
  const planned = await planRun(run, options);
  requirePlanned(planned);
  return measureDatasets(planned, options.signal);
}
