import { inSlices, type ResultKey } from "@dqx/common";
import type { ExtendedRequirement, MetricProvider, MetricSymbol } from "@dqx/provider";
import type { MetricRequest, SqlDataSource } from "@dqx/sql";
import type { Assertion } from "../check/assertion.js";
import { symbolsIn } from "../check/symbols-in.js";

/** What must be had so that all assertions of a run can be judged. */
export interface Availability {
  /** The metrics that are measured, by the source that has their data. */
  readonly requests: ReadonlyMap<SqlDataSource, readonly MetricRequest[]>;
  /** The metrics that are computed from others, each behind those it needs. */
  readonly derived: readonly ExtendedRequirement[];
}

/**
 * Follows the metrics of a run down to what is measured, and finds the source of each.
 *
 * @param symbols - the symbols of all assertions, their datasets imputed
 * @param provider - where they are registered
 * @param sources - the data sources by name
 * @param key - the run's date and tags
 */
export async function findAvailability(
  symbols: readonly MetricSymbol[],
  provider: MetricProvider,
  sources: ReadonlyMap<string, SqlDataSource>,
  key: ResultKey,
): Promise<Availability> {
  const needs = await provider.needs(symbols, key);
  const requests = new Map<SqlDataSource, MetricRequest[]>();
  for (const { dataset, spec, dates } of needs.measured()) {
    const source = sources.get(dataset);
    /* v8 ignore next -- datasets are imputed from the names of the sources */
    if (source === undefined) throw new RangeError(`No source for dataset '${dataset}'`);
    const group = requests.get(source);
    if (group === undefined) requests.set(source, [{ spec, dates }]);
    else group.push({ spec, dates });
  }
  return { requests, derived: needs.computed() };
}

/**
 * Warns of metrics that were made and never asserted on: they are not measured, which is more often an
 * oversight than a wish.
 *
 * @param assertions - all assertions of a run
 * @param provider - where their metrics are registered
 * @returns a sentence for each; none where the body of a check failed
 */
export async function unusedMetrics(
  assertions: readonly Assertion[],
  provider: MetricProvider,
): Promise<readonly string[]> {
  // A body that failed has not come to what it would have asserted of its metrics.
  if (assertions.some(({ broken }) => broken !== undefined)) return [];
  const used = new Set<MetricSymbol>();
  const use = (symbol: MetricSymbol) => {
    if (used.has(symbol)) return;
    used.add(symbol);
    provider.metricOf(symbol).children.forEach(use);
  };
  await inSlices(assertions, (assertion) => symbolsIn(assertion).forEach(use));
  const warnings: string[] = [];
  await inSlices(provider.symbols(), ({ symbol, spec, name }) => {
    if (used.has(symbol)) return;
    warnings.push(
      `Metric ${spec.name} (${name}) is in no assertion, so it was not measured. Use noop() to collect it.`,
    );
  });
  return warnings;
}
