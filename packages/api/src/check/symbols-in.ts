import { type MetricSymbol, symbolsOf } from "@dqx/provider/expressions";
import type { Assertion } from "./assertion.js";
import { boundsOf } from "./demanded-comparison.js";

/**
 * The metrics that an assertion needs: those that it compares, and those beside them.
 *
 * @returns each symbol once
 */
export function symbolsIn(assertion: Assertion): readonly MetricSymbol[] {
  const symbols = comparedSymbols(assertion);
  const { beside, totals } = assertion;
  // Most assertions have none, and they are asked at every stage of a run.
  if (beside.length === 0 && totals.length === 0) return symbols;
  return [...new Set([...symbols, ...beside, ...totals])];
}

/**
 * The metrics of an assertion's expression, and of the expressions that are its bounds.
 *
 * @returns each symbol once
 */
export function comparedSymbols(assertion: Assertion): readonly MetricSymbol[] {
  const symbols = symbolsOf(assertion.expression);
  const bounds = boundsOf(assertion);
  return bounds.length === 0 ? symbols : [...new Set([...symbols, ...bounds.flatMap(symbolsOf)])];
}
