import { inSlices } from "@dqx/common";
import type { MetricProvider, MetricSymbol } from "@dqx/provider";
import type { Assertion } from "../check/assertion.js";
import { symbolsIn } from "../check/symbols-in.js";

/** The symbols of a run, those that stand for the same metric taken as one. */
export interface DistinctSymbols {
  /** The symbol that stands for a symbol and its equals: the one that was made first. */
  readonly canonicalOf: (symbol: MetricSymbol) => MetricSymbol;
  /** The canonical symbols of all assertions, each once. */
  readonly symbols: readonly MetricSymbol[];
}

/**
 * Finds the symbols that stand for the same metric.
 *
 * @param assertions - all assertions of a run, the datasets of their metrics imputed
 * @param provider - where their metrics are registered
 */
export async function deduplicateSymbols(
  assertions: readonly Assertion[],
  provider: MetricProvider,
): Promise<DistinctSymbols> {
  const same = provider.deduplicate();
  const canonicalOf = (symbol: MetricSymbol) => same.get(symbol) ?? symbol;
  const symbols = new Set<MetricSymbol>();
  await inSlices(assertions, (assertion) => {
    for (const symbol of symbolsIn(assertion)) symbols.add(canonicalOf(symbol));
  });
  return { canonicalOf, symbols: [...symbols] };
}
