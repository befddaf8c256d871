import {
  daysBetween,
  InvalidArgumentError,
  type LocalDate,
  ResultKey,
  remember,
  showValue,
} from "@dqx/common";
import type { MetricStore } from "@dqx/orm";
import { type MetricProvider, type MetricSymbol, symbolsOf } from "@dqx/provider";
import type { SqlDataSource } from "@dqx/sql";
import type { Assertion } from "../check/assertion.js";
import type { Check } from "../check/check.js";
import { collectAssertions } from "../check/collect-assertions.js";
import {
  countAssertions,
  hasCriticalFailure,
  type SuiteResult,
  suiteStatus,
} from "../result/suite-result.js";
import { DatasetError } from "./dataset-error.js";
import { evaluateAssertion, type SymbolReading } from "./evaluate-assertion.js";
import { beginExecution, endExecution } from "./execution-record.js";
import { imputeDatasets } from "./impute-datasets.js";
import { analyzeDatasets, storeMetrics } from "./metric-run.js";
import { settleAll } from "./settle-all.js";

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
export interface PreparedRun extends RunRequest {
  readonly sources: ReadonlyMap<string, SqlDataSource>;
  readonly assertions: readonly Assertion[];
  /** Each symbol's equal that was made first. */
  readonly canonical: ReadonlyMap<MetricSymbol, MetricSymbol>;
  /** The canonical symbols of all assertions, each once. */
  readonly symbols: readonly MetricSymbol[];
}

/**
 * Builds and validates everything that can be known before a statement runs.
 *
 * @param request - what to run
 * @throws the `CheckDefinitionError`, `DatasetError` or `InvalidArgumentError` that says what is wrong with it
 */
export function prepareRun(request: RunRequest): PreparedRun {
  const { suite, checks, provider, dataSources, key } = request;
  requireResultKey(suite, key);
  const sources = sourcesByName(suite, dataSources);
  const assertions = collectAssertions(checks, provider);
  imputeDatasets(assertions, provider, [...sources.keys()]);
  const canonical = provider.deduplicate();
  return { ...request, sources, assertions, canonical, symbols: uniqueSymbols(assertions, canonical) };
}

/**
 * Claims the execution id, measures, stores, evaluates, and records how it ended.
 *
 * @param run - the prepared run
 * @param db - where the numbers are kept
 * @param options - how long they are kept, who is told that the run has begun, and a signal to end early
 * @returns one result per assertion
 * @throws a `SuiteStateError` when another run claimed the execution id at the same time
 */
export async function executeRun(
  run: PreparedRun,
  db: MetricStore,
  { ttlHours, signal, onBegin }: ExecuteOptions,
): Promise<SuiteResult> {
  const { suite, provider, key, sources, assertions, canonical, symbols } = run;
  const keyOn = remember((date: LocalDate) => key.lag(daysBetween(date, key.date)));
  const options = { provider, db, key, keyOn, sources, ttlHours, ...(signal && { signal }) };
  const { executionId } = provider;
  // The claim costs nothing beside the scan; nothing is stored before both have come.
  const [, analyses] = await settleAll([
    beginExecution(db, { executionId, suite, key, datasets: [...sources.keys()] }).then(onBegin),
    analyzeDatasets(symbols, options),
  ]);
  signal?.throwIfAborted();
  const metrics = await storeMetrics(symbols, analyses, options);
  const readings = await readSymbols(symbols, provider, key);
  const readingOf = (symbol: MetricSymbol) => requireReading(readings, canonical.get(symbol) ?? symbol);
  const results = assertions.map((assertion) => evaluateAssertion(assertion, readingOf, metrics.outcomes));
  const counts = countAssertions(results);
  const result: SuiteResult = {
    suite,
    executionId,
    key,
    status: suiteStatus(counts),
    isCritical: hasCriticalFailure(results),
    counts,
    assertions: results,
    metrics: metrics.outcomes.results,
    datasets: metrics.datasets,
    warnings: [...metrics.warnings, ...unusedMetrics(provider, assertions)],
  };
  await endExecution(db, result);
  return result;
}

function requireResultKey(suite: string, key: unknown): void {
  if (key instanceof ResultKey) return;
  throw new InvalidArgumentError(
    `Suite '${suite}' got ${showValue(key)} for its key. Give a ResultKey, for example new ResultKey("2025-01-08").`,
  );
}

function sourcesByName(
  suite: string,
  dataSources: readonly SqlDataSource[],
): ReadonlyMap<string, SqlDataSource> {
  if (!Array.isArray(dataSources) || dataSources.length === 0) {
    throw new DatasetError(`Suite '${suite}' was run without data sources. Give at least one.`);
  }
  const sources = new Map<string, SqlDataSource>();
  for (const source of dataSources) {
    if (sources.has(source.name)) {
      throw new DatasetError(
        `Suite '${suite}' was run with two data sources named '${source.name}'. Give each a name of its own.`,
      );
    }
    sources.set(source.name, source);
  }
  return sources;
}

function uniqueSymbols(
  assertions: readonly Assertion[],
  canonical: ReadonlyMap<MetricSymbol, MetricSymbol>,
): readonly MetricSymbol[] {
  const symbols = assertions.flatMap(({ expression }) => symbolsOf(expression));
  return [...new Set(symbols.map((symbol) => canonical.get(symbol) ?? symbol))];
}

// All at once, so that the provider asks the store once.
async function readSymbols(
  symbols: readonly MetricSymbol[],
  provider: MetricProvider,
  key: ResultKey,
): Promise<ReadonlyMap<MetricSymbol, SymbolReading>> {
  const readings = symbols.map(async (symbol) => {
    const { retrieve, spec, lag } = provider.metricOf(symbol);
    const dataset = provider.datasetOf(symbol);
    /* v8 ignore next -- every symbol of an assertion has been given a dataset */
    if (dataset === undefined) throw new RangeError(`${spec.name} has no dataset`);
    return [symbol, { spec, dataset, date: key.lag(lag).date, value: await retrieve(key) }] as const;
  });
  return new Map(await Promise.all(readings));
}

function requireReading(
  readings: ReadonlyMap<MetricSymbol, SymbolReading>,
  symbol: MetricSymbol,
): SymbolReading {
  const reading = readings.get(symbol);
  /* v8 ignore next -- all symbols of all assertions have been read */
  if (reading === undefined) throw new RangeError(`${symbol.name} has not been read`);
  return reading;
}

// A metric that was made and never asserted on is not measured; that is more often an oversight than a wish.
function unusedMetrics(provider: MetricProvider, assertions: readonly Assertion[]): readonly string[] {
  const used = new Set<MetricSymbol>();
  const use = (symbol: MetricSymbol) => {
    if (used.has(symbol)) return;
    used.add(symbol);
    provider.metricOf(symbol).children.forEach(use);
  };
  for (const { expression } of assertions) symbolsOf(expression).forEach(use);
  return provider
    .symbols()
    .filter(({ symbol }) => !used.has(symbol))
    .map(
      ({ spec, name }) =>
        `Metric ${spec.name} (${name}) is in no assertion, so it was not measured. Use noop() to collect it.`,
    );
}
