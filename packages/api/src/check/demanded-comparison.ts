import { InvalidArgumentError } from "@dqx/common";
import { Expression } from "@dqx/provider/expressions";
import { type Comparison, requireValid } from "./comparison.js";
import type { Demand } from "./two-bounds.js";

/** A comparison whose bounds are known once the data have been measured. */
interface DeferredComparison {
  readonly kind: "deferred";
  /** What the bounds are made of. */
  readonly of: readonly Expression[];
  /** The comparison while its bounds are unknown. */
  readonly unknown: Comparison<null>;
  /**
   * The comparison.
   *
   * @param values - of the expressions, in their order
   * @throws {@link InvalidArgumentError} when these make no interval
   */
  resolve(values: readonly number[]): Comparison;
  /**
   * The same comparison with other bounds.
   *
   * @param by - what takes the place of an expression
   */
  replaced(by: (bound: Expression) => Expression): DemandedComparison;
}

/** What an assertion demands before the data are known. */
export type DemandedComparison = Comparison | DeferredComparison;

/** A bound as a check gives it. */
export type Operand = number | Expression;

/**
 * Makes a comparison with bounds that may be expressions.
 *
 * @param method - the method that was called, for messages
 * @param bounds - numbers or expressions; the same twice where there is one
 * @param compare - makes the comparison with numbers, or with nulls while they are unknown
 * @throws {@link InvalidArgumentError} when a bound is a number that makes no comparison
 */
export function demandComparison(
  method: string,
  bounds: readonly [Operand, Operand],
  compare: <N extends number | null>(first: N, second: N) => Comparison<N>,
): DemandedComparison {
  const [lower, upper] = bounds;
  if (!(lower instanceof Expression) && !(upper instanceof Expression)) {
    return requireValid(method, compare(lower, upper));
  }
  const distinct = [...new Set(bounds)];
  const of = distinct.filter((bound) => bound instanceof Expression);
  const from = { from: distinct.join(", ") };
  const resolve = (values: readonly number[]): Comparison => {
    const known = new Map(of.map((expression, index) => [expression, values[index] ?? Number.NaN]));
    const [first, second] = bounds.map((bound) =>
      bound instanceof Expression ? (known.get(bound) ?? Number.NaN) : bound,
    ) as [number, number];
    return requireValid(method, compare(first, second));
  };
  for (const bound of bounds) if (!(bound instanceof Expression)) requireFinite(method, bound);
  return {
    kind: "deferred",
    of,
    unknown: { ...compare(null, null), ...from },
    resolve: (values) => ({ ...resolve(values), ...from }),
    replaced(by) {
      const [first, second] = bounds.map((bound) => (bound instanceof Expression ? by(bound) : bound));
      return demandComparison(method, [first ?? 0, second ?? 0], compare);
    },
  };
}

function requireFinite(method: string, bound: number): void {
  requireValid(method, { kind: "equal", bound, tolerance: 0 });
}

/** How far from an end of an interval that was computed in doubles a value may be and still be in it. */
const ROUNDING = 1e-12;

/**
 * Demands that a value is within so many percent of another.
 *
 * @param percent - 0 or more, of the other value
 * @param of - the other value
 * @throws {@link InvalidArgumentError} when the percentage is none
 */
export function demandWithin(percent: number, of: Operand): DemandedComparison {
  if (!(typeof percent === "number" && Number.isFinite(percent) && percent >= 0)) {
    throw new InvalidArgumentError(
      `isWithin got the percentage ${percent}. Give a finite number, 0 or more: 5 is for 5 %.`,
    );
  }
  const interval = (center: number): Comparison => {
    const width = (Math.abs(center) * percent) / 100;
    const ends = { lower: center - width, upper: center + width };
    return { kind: "between", ...ends, tolerance: 0, relativeTolerance: ROUNDING };
  };
  const from = { from: `${of} ± ${percent} %` };
  if (!(of instanceof Expression)) {
    requireFinite("isWithin", of);
    return { ...interval(of), ...from };
  }
  return {
    kind: "deferred",
    of: [of],
    unknown: {
      kind: "between",
      lower: null,
      upper: null,
      tolerance: 0,
      relativeTolerance: ROUNDING,
      ...from,
    },
    resolve: ([center = 0]) => ({ ...requireValid("isWithin", interval(center)), ...from }),
    replaced: (by) => demandWithin(percent, by(of)),
  };
}

/** The expressions that the bounds of a demand are made of, each once. */
export function boundsOf({
  comparison,
  warning,
}: Pick<Demand<DemandedComparison>, "comparison" | "warning">): readonly Expression[] {
  // Most bounds are numbers, and assertions are asked at every stage of a run.
  if (comparison.kind !== "deferred" && warning?.kind !== "deferred") return [];
  const all = [comparison, warning].flatMap((each) => (each?.kind === "deferred" ? each.of : []));
  return [...new Set(all)];
}

/** The demand as far as it is known before the data are. */
export function unknownDemand(demand: Demand<DemandedComparison>): Demand<Comparison<number | null>> {
  const { comparison, warning, onlyWarns } = demand;
  return {
    comparison: knownPart(comparison),
    ...(warning !== undefined && { warning: knownPart(warning) }),
    onlyWarns,
  };
}

function knownPart(comparison: DemandedComparison): Comparison<number | null> {
  return comparison.kind === "deferred" ? comparison.unknown : comparison;
}
