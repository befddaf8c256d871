import { type MetricSymbol, symbolsOf } from "@dqx/provider/expressions";
import type { Assertion } from "./assertion.js";

/**
 * The metrics that an assertion needs: those of its expression, and those beside it.
 *
 * @returns each symbol once
 */
export function symbolsIn({
  expression,
  beside,
}: Pick<Assertion, "expression" | "beside">): readonly MetricSymbol[] {
  const symbols = symbolsOf(expression);
  return beside.length === 0 ? symbols : [...new Set([...symbols, ...beside])];
}
