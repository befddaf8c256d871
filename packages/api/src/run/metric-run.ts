import { DQXError, InvalidArgumentError, type LocalDate, type ResultKey } from "@dqx/common";
import { type ExtendedMetricSpec, failedOutcome, type MetricSpec, valueOutcome } from "@dqx/metrics";
import type { Metric, MetricStore } from "@dqx/orm";
import type { MetricProvider, MetricSymbol } from "@dqx/provider";
import {
  type Analysis,
  type AnalyzeOptions,
  analyze,
  type MetricRequest,
  PlanningError,
  type SqlDataSource,
} from "@dqx/sql";
import * as Either from "effect/Either";
import pLimit from "p-limit";
import type { DatasetReport } from "../result/suite-result.js";
import { MetricOutcomes } from "./metric-outcomes.js";
import { settleAll } from "./settle-all.js";

/** What the metrics of one run are measured with, and where they go. */
export interface MetricRunOptions {
  readonly provider: MetricProvider;
  readonly db: MetricStore;
  readonly key: ResultKey;
  /** The key with the same tags on a date that is not later. */
  readonly keyOn: (date: LocalDate) => ResultKey;
  /** The data sources by name. */
  readonly sources: ReadonlyMap<string, SqlDataSource>;
  readonly ttlHours: number;
  readonly signal?: AbortSignal;
}

/** What became of the metrics of one run. */
export interface MetricRunResult {
  readonly outcomes: MetricOutcomes;
  readonly datasets: readonly DatasetReport[];
  readonly warnings: readonly string[];
}

/** How many data sets are analysed at once. */
const MAXIMUM_PARALLEL_DATASETS = 4;

/**
 * Stores the values that were measured under the provider's execution, then computes and stores the extended
 * metrics in the order of their dependencies.
 *
 * @param symbols - all symbols of all assertions, their data sets imputed
 * @param analyses - what was measured, by data set
 * @param options - where to write
 */
export async function storeMetrics(
  symbols: readonly MetricSymbol[],
  analyses: ReadonlyMap<string, Analysis>,
  options: MetricRunOptions,
): Promise<MetricRunResult> {
  const { provider, db, key } = options;
  const outcomes = new MetricOutcomes();
  const metrics: Metric[] = [];
  for (const [dataset, { measured }] of analyses) {
    for (const { spec, date, outcome, state } of measured) {
      outcomes.set(spec, dataset, date, outcome);
      if (outcome.kind === "value")
        metrics.push(toMetric(options, spec, dataset, date, outcome.value, state));
    }
  }
  await db.persist(metrics);
  await computeExtendedMetrics(provider.extendedOrder(symbols, key), outcomes, options);
  return {
    outcomes,
    datasets: [...analyses].map(([dataset, { statements }]) => ({ dataset, statements })),
    warnings: [...analyses.values()].flatMap(({ warnings }) => warnings),
  };
}

/**
 * Measures every metric that the symbols need, data sets side by side.
 *
 * @param symbols - all symbols of all assertions, their data sets imputed
 * @param options - where to read
 * @returns what was measured, by data set
 * @throws the planning error of a data set
 */
export async function analyzeDatasets(
  symbols: readonly MetricSymbol[],
  { provider, key, sources, signal }: MetricRunOptions,
): Promise<ReadonlyMap<string, Analysis>> {
  const limit = pLimit(MAXIMUM_PARALLEL_DATASETS);
  const requests = groupByDataset(provider.requirements(symbols, key), sources);
  const analyses = [...requests].map(([source, metrics]) =>
    limit(async () => {
      const options = { referenceDate: key.date, ...(signal && { signal }) };
      return [source.name, await analyzeDataset(source, metrics, options)] as const;
    }),
  );
  return new Map(await settleAll(analyses));
}

// What cannot be read takes the metrics of its own data set down, and no other's.
async function analyzeDataset(
  source: SqlDataSource,
  requests: readonly MetricRequest[],
  options: AnalyzeOptions,
): Promise<Analysis> {
  try {
    return await analyze(source, requests, options);
  } catch (error) {
    const isMisuse = error instanceof PlanningError || error instanceof InvalidArgumentError;
    if (isMisuse || !(error instanceof DQXError)) throw error;
    const outcome = failedOutcome(error.message);
    const measured = requests.flatMap(({ spec, dates }) => dates.map((date) => ({ spec, date, outcome })));
    return { measured, statements: [], warnings: [] };
  }
}

function groupByDataset(
  requirements: ReturnType<MetricProvider["requirements"]>,
  sources: ReadonlyMap<string, SqlDataSource>,
): ReadonlyMap<SqlDataSource, readonly MetricRequest[]> {
  const groups = new Map<SqlDataSource, MetricRequest[]>();
  for (const { dataset, spec, dates } of requirements) {
    const source = sources.get(dataset);
    /* v8 ignore next -- datasets are imputed from the names of the sources */
    if (source === undefined) throw new RangeError(`No source for dataset '${dataset}'`);
    const group = groups.get(source);
    if (group === undefined) groups.set(source, [{ spec, dates }]);
    else group.push({ spec, dates });
  }
  return groups;
}

// Written in groups of equal depth: an extended metric reads only metrics of a lesser depth.
async function computeExtendedMetrics(
  order: readonly ExtendedValue[],
  outcomes: MetricOutcomes,
  options: MetricRunOptions,
): Promise<void> {
  for (const group of groupByDepth(order)) {
    const metrics: Metric[] = [];
    for (const { spec, dataset, date, result } of await computeGroup(group, options)) {
      if (Either.isRight(result)) {
        outcomes.set(spec, dataset, date, valueOutcome(result.right));
        metrics.push(toMetric(options, spec, dataset, date, result.right));
      } else {
        outcomes.set(spec, dataset, date, failedOutcome(result.left.message));
      }
    }
    await options.db.persist(metrics);
  }
}

// All at once, so that the provider asks the store once.
function computeGroup(group: readonly ExtendedValue[], { provider, keyOn }: MetricRunOptions) {
  return Promise.all(
    group.map(async (value) => {
      const result = await provider.computeExtended(value.spec, value.dataset, keyOn(value.date));
      return { ...value, result };
    }),
  );
}

interface ExtendedValue {
  readonly dataset: string;
  readonly spec: ExtendedMetricSpec;
  readonly date: LocalDate;
}

function groupByDepth(order: readonly ExtendedValue[]): readonly (readonly ExtendedValue[])[] {
  const groups = new Map<number, ExtendedValue[]>();
  for (const value of order) {
    const depth = depthOf(value.spec);
    const group = groups.get(depth);
    if (group === undefined) groups.set(depth, [value]);
    else group.push(value);
  }
  return [...groups].toSorted(([a], [b]) => a - b).map(([, group]) => group);
}

function depthOf(spec: MetricSpec): number {
  return spec.kind === "simple" ? 0 : 1 + depthOf(spec.base);
}

function toMetric(
  { provider, keyOn, ttlHours }: MetricRunOptions,
  spec: MetricSpec,
  dataset: string,
  date: LocalDate,
  value: number,
  state?: Uint8Array,
): Metric {
  const metadata = { executionId: provider.executionId, ttlHours };
  return { spec, key: keyOn(date), dataset, value, metadata, ...(state && { state }) };
}
