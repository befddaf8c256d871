import { Either, InvalidArgumentError } from "@dqx/common";
import type { MetricFailure } from "@dqx/compute";
import { type EvaluationFailure, evaluate, type MetricSymbol } from "@dqx/provider";
import type { Assertion } from "../check/assertion.js";
import type { Comparison } from "../check/comparison.js";
import type { DemandedComparison } from "../check/demanded-comparison.js";
import type { Demand } from "../check/two-bounds.js";
import type { SymbolReading } from "./symbol-reading.js";

/** Why bounds are not known: a metric without a value, or values that make no bounds. */
export type UnresolvedBounds = EvaluationFailure<MetricFailure> | UnusableBounds;

/** Bounds that are no interval. */
interface UnusableBounds {
  readonly _tag: "UnusableBounds";
  readonly message: string;
}

/**
 * What an assertion demands, its bounds evaluated.
 *
 * @param assertion - what is demanded
 * @param readingOf - what has been read of each metric
 */
export function resolveDemand(
  { comparison, warning, onlyWarns }: Assertion,
  readingOf: (symbol: MetricSymbol) => SymbolReading,
): Either.Either<Demand, UnresolvedBounds> {
  // Most bounds are numbers.
  if (comparison.kind !== "deferred" && warning === undefined) return Either.right({ comparison, onlyWarns });
  return Either.flatMap(resolve(comparison, readingOf), (known) => {
    if (warning === undefined) return Either.right({ comparison: known, onlyWarns });
    return Either.map(resolve(warning, readingOf), (narrower) => ({
      comparison: known,
      warning: narrower,
      onlyWarns,
    }));
  });
}

function resolve(
  comparison: DemandedComparison,
  readingOf: (symbol: MetricSymbol) => SymbolReading,
): Either.Either<Comparison, UnresolvedBounds> {
  if (comparison.kind !== "deferred") return Either.right(comparison);
  const values: number[] = [];
  for (const expression of comparison.of) {
    const value = evaluate(expression, (symbol) => readingOf(symbol).value);
    if (Either.isLeft(value)) return Either.left(value.left);
    values.push(value.right);
  }
  try {
    return Either.right(comparison.resolve(values));
  } catch (cause) {
    if (!(cause instanceof InvalidArgumentError)) throw cause;
    return Either.left({ _tag: "UnusableBounds", message: cause.message });
  }
}
