import { InvalidArgumentError, requireKnownOptions, showValue } from "@dqx/common";
import { Expression } from "@dqx/provider/expressions";
import { type Comparison, showComparison } from "./comparison.js";
import type { DemandedComparison } from "./demanded-comparison.js";

/**
 * Two bounds of one assertion: a value that misses `fail` fails it, and one that only misses `warn`, which is the
 * narrower of both, warns. With `warn` alone the assertion cannot fail.
 */
export interface TwoBounds<Bound> {
  readonly fail?: Bound;
  readonly warn?: Bound;
}

/** What an assertion demands, and from where on it warns. */
export interface Demand<Demanded = Comparison> {
  readonly comparison: Demanded;
  /** The narrower comparison; a value that misses it and not `comparison` warns. */
  readonly warning?: Demanded;
  /** Whether a value that misses `comparison` warns and does not fail. */
  readonly onlyWarns: boolean;
}

/**
 * The demand that bounds stand for.
 *
 * @param method - the method that was given them, for messages
 * @param bounds - one bound, or two; callers without types may give anything
 * @param compare - makes and checks the comparison with a bound
 * @throws {@link InvalidArgumentError} when there is no bound, or no value could only warn
 */
export function demandOf<Bound extends number | Expression | readonly unknown[]>(
  method: string,
  bounds: Bound | TwoBounds<Bound>,
  compare: (bound: Bound) => DemandedComparison,
): Demand<DemandedComparison> {
  if (!isTwoBounds(bounds)) return { comparison: compare(bounds), onlyWarns: false };
  requireKnownOptions(method, bounds, ["fail", "warn"]);
  const { fail, warn } = bounds;
  const warning = warn === undefined ? undefined : compare(warn);
  if (fail === undefined) {
    if (warning !== undefined) return { comparison: warning, onlyWarns: true };
    throw new InvalidArgumentError(
      `${method} got ${showValue(bounds)}. Give a bound as fail, warn, or both.`,
    );
  }
  const comparison = compare(fail);
  if (warning === undefined) return { comparison, onlyWarns: false };
  requireNarrower(method, comparison, warning);
  return { comparison, warning, onlyWarns: false };
}

/**
 * Writes a demand as it reads behind an expression.
 *
 * @returns for example `≥ 0.95` or `≥ 0.95 (warns unless ≥ 0.99)`
 */
export function showDemand({ comparison, warning, onlyWarns }: Demand<Comparison<number | null>>): string {
  if (onlyWarns) return `${showComparison(comparison)} (only warns)`;
  return warning === undefined
    ? showComparison(comparison)
    : `${showComparison(comparison)} (warns unless ${showComparison(warning)})`;
}

function isTwoBounds<Bound>(bounds: Bound | TwoBounds<Bound>): bounds is TwoBounds<Bound> {
  return (
    typeof bounds === "object" && bounds !== null && !Array.isArray(bounds) && !(bounds instanceof Expression)
  );
}

// What warns is what meets `fail` and misses `warn`; there must be such values, and none that fails may pass.
function requireNarrower(method: string, fail: DemandedComparison, warn: DemandedComparison): void {
  // Bounds that are expressions are known later; where `warn` is the wider one, nothing warns.
  if (fail.kind === "deferred" || warn.kind === "deferred" || isNarrower(fail, warn)) return;
  throw new InvalidArgumentError(
    `${method} warns unless ${showComparison(warn)} and fails unless ${showComparison(fail)}, so that nothing could only warn. Give a narrower bound as warn.`,
  );
}

function isNarrower(fail: Comparison, warn: Comparison): boolean {
  switch (fail.kind) {
    case "greater":
    case "atLeast":
      return "bound" in warn && warn.bound > fail.bound;
    case "less":
    case "atMost":
      return "bound" in warn && warn.bound < fail.bound;
    case "between":
      return "lower" in warn && warn.lower >= fail.lower && warn.upper <= fail.upper && differ(fail, warn);
    case "notBetween":
      return "lower" in warn && warn.lower <= fail.lower && warn.upper >= fail.upper && differ(fail, warn);
    case "equal":
    case "notEqual":
    case "noop":
      return false;
  }
}

function differ(a: { lower: number; upper: number }, b: { lower: number; upper: number }): boolean {
  return a.lower !== b.lower || a.upper !== b.upper;
}
