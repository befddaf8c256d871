import { InvalidArgumentError, requireKnownOptions } from "@dqx/common";
import { Expression } from "@dqx/provider/expressions";
import type { Assertion } from "./assertion.js";
import type { Check } from "./check.js";
import { DEFAULT_EQUALITY_TOLERANCES, type ToleranceOptions, type Tolerances } from "./comparison.js";
import { ConfiguredBuilder } from "./configured-builder.js";
import {
  boundsOf,
  type DemandedComparison,
  demandComparison,
  demandWithin,
  type Operand,
  unknownDemand,
} from "./demanded-comparison.js";
import { estimatesIn } from "./estimates-in.js";
import { type Demand, demandOf, showDemand, type TwoBounds } from "./two-bounds.js";

/** A bound, or one to fail and one to warn at: a number, or an expression of metrics. */
export type Bound = Operand | TwoBounds<Operand>;

/** The two ends of an interval. */
export type Interval = readonly [lower: Operand, upper: Operand];

/**
 * An assertion in the making. Each comparison ends it; the verdict is on unrounded values.
 *
 * Where a bound can be given as `{ fail, warn }`, a value that only misses `warn` is WARNED and not FAILED.
 *
 * Numbers that differ by no more than a tolerance count as equal. Unless told otherwise, equality has an absolute
 * and a relative tolerance of 1e-9 for values that are computed in doubles, and none for exact values such as
 * counts; every other comparison has none.
 */
export class AssertionBuilder extends ConfiguredBuilder {
  /** What is asserted on. */
  readonly expression: Expression;

  /**
   * @param check - the check it belongs to
   * @param expression - what is asserted on
   * @param add - takes the finished assertion
   */
  constructor(check: Check, expression: Expression, add: (assertion: Assertion) => void) {
    super(check, add);
    this.expression = expression;
  }

  get subject(): string {
    return `assertThat(${this.expression})`;
  }

  get ending(): string {
    return "a comparison. Call isGt, isBetween, … on it, or noop() to only collect the value.";
  }

  /** The value is greater than `bound`. */
  isGt(bound: Bound, options: ToleranceOptions = {}): void {
    this.#compare("isGt", "greater", bound, options);
  }

  /** The value is greater than `bound`, or equal. */
  isGeq(bound: Bound, options: ToleranceOptions = {}): void {
    this.#compare("isGeq", "atLeast", bound, options);
  }

  /** The value is less than `bound`. */
  isLt(bound: Bound, options: ToleranceOptions = {}): void {
    this.#compare("isLt", "less", bound, options);
  }

  /** The value is less than `bound`, or equal. */
  isLeq(bound: Bound, options: ToleranceOptions = {}): void {
    this.#compare("isLeq", "atMost", bound, options);
  }

  /** The value equals `bound`; within 1e-9, absolute or relative, when it is computed in doubles. */
  isEq(bound: Bound, options: ToleranceOptions = {}): void {
    this.#compare("isEq", "equal", bound, options, DEFAULT_EQUALITY_TOLERANCES);
  }

  /** The value differs from `bound`; by more than 1e-9, absolute and relative, when it is computed in doubles. */
  isNeq(bound: Bound, options: ToleranceOptions = {}): void {
    this.#compare("isNeq", "notEqual", bound, options, DEFAULT_EQUALITY_TOLERANCES);
  }

  /** The value is in `[lower, upper]`, both included. */
  isBetween(lower: Operand, upper: Operand, options?: ToleranceOptions): void;
  /** The value is in an interval: outside of `fail` it fails, outside of the narrower `warn` it warns. */
  isBetween(bounds: TwoBounds<Interval>, options?: ToleranceOptions): void;
  isBetween(...given: IntervalArguments): void {
    this.#interval("isBetween", "between", given);
  }

  /** The value is outside of `[lower, upper]`. */
  isNotBetween(lower: Operand, upper: Operand, options?: ToleranceOptions): void;
  /** The value is outside of an interval: in `fail` it fails, in the wider `warn` it warns. */
  isNotBetween(bounds: TwoBounds<Interval>, options?: ToleranceOptions): void;
  isNotBetween(...given: IntervalArguments): void {
    this.#interval("isNotBetween", "notBetween", given);
  }

  /** The value is greater than 0. */
  isPositive(options: ToleranceOptions = {}): void {
    this.#compare("isPositive", "greater", 0, options);
  }

  /** The value is less than 0. */
  isNegative(options: ToleranceOptions = {}): void {
    this.#compare("isNegative", "less", 0, options);
  }

  /** The value equals 0; within 1e-9 when it is computed in doubles. */
  isZero(options: ToleranceOptions = {}): void {
    this.#compare("isZero", "equal", 0, options, DEFAULT_EQUALITY_TOLERANCES);
  }

  /**
   * Begins to demand that the value is within so many percent of another; `of` ends it.
   *
   * @param percent - of the other value, 0 or more; or a wider one to fail and a narrower one to warn at
   * @returns takes the other value: a number, or an expression such as the same metric of a week before
   * @throws {@link InvalidArgumentError} when the percentage is none
   * @example
   * ```ts
   * import { check } from "@dqx/api";
   *
   * const revenue = check({ name: "revenue" }, (mp, ctx) => {
   *   ctx.assertThat(mp.sum("amount")).isWithin(20).of(mp.sum("amount", { lag: 7 }));
   * });
   * ```
   */
  isWithin(percent: number | TwoBounds<number>): { of(other: Operand): void } {
    return {
      of: (other) => this.#finish(demandOf("isWithin", percent, (each) => demandWithin(each, other))),
    };
  }

  /** Only collects the value: the result is SKIPPED, with its value. */
  noop(): void {
    this.#finish({ comparison: { kind: "noop" }, onlyWarns: false });
  }

  #compare(
    method: string,
    kind: "greater" | "atLeast" | "less" | "atMost" | "equal" | "notEqual",
    bounds: Bound,
    options: ToleranceOptions,
    defaults?: Tolerances,
  ): void {
    const given = tolerancesOf(method, options);
    const tolerances = given ?? defaults ?? EXACT;
    const demand = demandOf<Operand>(method, bounds, (bound) =>
      demandComparison(method, [bound, bound], (number) => ({ kind, bound: number, ...tolerances })),
    );
    if (kind === "equal" || kind === "notEqual") {
      for (const expression of [this.expression, ...boundsOf(demand)]) requireNoEstimate(method, expression);
    }
    this.#finish(demand, given === undefined && defaults !== undefined);
  }

  #interval(method: string, kind: "between" | "notBetween", given: IntervalArguments): void {
    const { bounds, options } = readInterval(given);
    const tolerances = tolerancesOf(method, options) ?? EXACT;
    this.#finish(
      demandOf<Interval>(method, bounds, (ends) =>
        demandComparison(method, ends, (lower, upper) => ({ kind, lower, upper, ...tolerances })),
      ),
    );
  }

  #finish(demand: Demand<DemandedComparison>, hasDefaultTolerances = false): void {
    this.finish(`${this.expression} ${showDemand(unknownDemand(demand))}`, {
      ...demand,
      expression: this.expression,
      hasDefaultTolerances,
      beside: [],
    });
  }
}

type IntervalArguments =
  | readonly [lower: Operand, upper: Operand, options?: ToleranceOptions | undefined]
  | readonly [bounds: TwoBounds<Interval>, options?: ToleranceOptions | undefined];

// Callers without types may give anything: a bound that is no number is refused as one.
function readInterval(given: IntervalArguments) {
  if (typeof given[0] === "object" && given[0] !== null && !(given[0] instanceof Expression)) {
    const [bounds, options = {}] = given as Extract<IntervalArguments, readonly [object, unknown?]>;
    return { bounds, options };
  }
  const [lower, upper, options = {}] = given as Extract<
    IntervalArguments,
    readonly [Operand, Operand, ...unknown[]]
  >;
  return { bounds: [lower, upper] as Interval, options };
}

// An estimate equals a number by chance only.
function requireNoEstimate(method: string, expression: Expression): void {
  const [estimate] = estimatesIn(expression);
  if (estimate === undefined) return;
  throw new InvalidArgumentError(
    `${method} on ${expression}: ${estimate.name} is an estimate (${estimate.estimate}), which equals a number by chance only. Use isBetween, isLt or isGt, or an exact metric.`,
  );
}

const EXACT: Tolerances = { tolerance: 0 };

function tolerancesOf(method: string, options: ToleranceOptions): Tolerances | undefined {
  requireKnownOptions(method, options, ["tolerance", "relativeTolerance"]);
  const { tolerance, relativeTolerance } = options;
  if (tolerance === undefined && relativeTolerance === undefined) return undefined;
  return { tolerance: tolerance ?? 0, ...(relativeTolerance !== undefined && { relativeTolerance }) };
}
