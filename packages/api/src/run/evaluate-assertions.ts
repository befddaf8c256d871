import { inSlices, type ResultKey } from "@dqx/common";
import type { MetricProvider, MetricSymbol } from "@dqx/provider";
import type { Assertion } from "../check/assertion.js";
import { brokenCheck } from "../check/broken-check.js";
import type { Check } from "../check/check.js";
import type { DistinctSymbols } from "../prepare/deduplicate-symbols.js";
import type { PreparedRun } from "../prepare/prepare-run.js";
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

/**
 * What is said of the checks that a timer or a promise has asserted on behind their bodies: nothing of that was judged.
 *
 * @param run - its bodies are watched no longer
 * @param outcomes - what became of all metrics of the run
 * @returns one result for each such check of the run that has no other of that kind
 */
export function lateResults(
  { assertions, checks, watch }: Pick<PreparedRun, "assertions" | "checks" | "watch">,
  outcomes: MetricOutcomes,
): readonly AssertionResult[] {
  watch.end();
  /* v8 ignore next 3 -- nothing is read of what cannot be told */
  const readingOf = (symbol: MetricSymbol): SymbolReading => {
    throw new RangeError(`${symbol.name} has not been read`);
  };
  const isBroken = (check: Check) =>
    assertions.some((assertion) => assertion.check === check && assertion.broken !== undefined);
  return [...watch.late]
    .filter(([check]) => checks.includes(check) && !isBroken(check))
    .map(([check, error]) => evaluateAssertion(brokenCheck(check, error), readingOf, outcomes));
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
