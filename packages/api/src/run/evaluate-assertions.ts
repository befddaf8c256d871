import { inSlices, type ResultKey } from "@dqx/common";
import type { MetricProvider, MetricSymbol } from "@dqx/provider";
import type { Assertion } from "../check/assertion.js";
import type { DistinctSymbols } from "../prepare/deduplicate-symbols.js";
import type { AssertionResult } from "../result/suite-result.js";
import { evaluateAssertion } from "../verdict/evaluate-assertion.js";
import type { MetricOutcomes } from "../verdict/metric-outcomes.js";
import type { SymbolReading } from "../verdict/symbol-reading.js";
import { inBatches } from "./in-batches.js";

/**
 * Reads every metric back from the store and judges all assertions.
 *
 * @param assertions - what is demanded
 * @param distinct - the symbols of their expressions
 * @param provider - reads their values, of its own execution only
 * @param key - the run's date and tags
 * @param outcomes - what became of all metrics of the run, to name the cause of an absent value
 * @returns one result per assertion, in their order
 */
export async function evaluateAssertions(
  assertions: readonly Assertion[],
  { symbols, canonicalOf }: DistinctSymbols,
  provider: MetricProvider,
  key: ResultKey,
  outcomes: MetricOutcomes,
): Promise<readonly AssertionResult[]> {
  const readings = await readSymbols(symbols, provider, key);
  const readingOf = (symbol: MetricSymbol): SymbolReading => {
    const reading = readings.get(canonicalOf(symbol));
    /* v8 ignore next -- all symbols of all assertions have been read */
    if (reading === undefined) throw new RangeError(`${symbol.name} has not been read`);
    return reading;
  };
  const results: AssertionResult[] = [];
  await inSlices(assertions, (assertion) => {
    results.push(evaluateAssertion(assertion, readingOf, outcomes));
  });
  return results;
}

// Many at once, so that the provider asks the store once for all of them.
async function readSymbols(
  symbols: readonly MetricSymbol[],
  provider: MetricProvider,
  key: ResultKey,
): Promise<ReadonlyMap<MetricSymbol, SymbolReading>> {
  const readings = await inBatches(symbols, async (symbol) => {
    const { retrieve, spec, lag } = provider.metricOf(symbol);
    const dataset = provider.datasetOf(symbol);
    /* v8 ignore next -- every symbol of an assertion has been given a dataset */
    if (dataset === undefined) throw new RangeError(`${spec.name} has no dataset`);
    return [symbol, { spec, dataset, date: key.lag(lag).date, value: await retrieve(key) }] as const;
  });
  return new Map(readings);
}
