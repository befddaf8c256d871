import { InvalidArgumentError, requireKnownOptions, type Severity, severities, showValue } from "@dqx/common";
import type { Expression } from "@dqx/provider";
import type { Assertion } from "./assertion.js";
import type { Check } from "./check.js";
import {
  type Comparison,
  DEFAULT_EQUALITY_TOLERANCES,
  requireValid,
  showComparison,
  type ToleranceOptions,
  type Tolerances,
} from "./comparison.js";
import { estimatesIn } from "./estimates-in.js";

/** What can be said of an assertion beside its comparison. */
export interface AssertionOptions {
  /** Unique within the check; expression and comparison by default. */
  readonly name?: string;
  /** How bad a failure is; `P1` by default. */
  readonly severity?: Severity;
  /** For grouping and filtering; none by default. */
  readonly tags?: readonly string[];
}

/**
 * An assertion in the making. Each comparison ends it; the verdict is on unrounded values.
 *
 * Numbers that differ by no more than a tolerance count as equal. Unless told otherwise, equality has an absolute
 * and a relative tolerance of 1e-9 for values that are computed in doubles, and none for exact values such as
 * counts; every other comparison has none.
 */
export class AssertionBuilder {
  /** What is asserted on. */
  readonly expression: Expression;
  readonly #check: Check;
  readonly #add: (assertion: Assertion) => void;
  #options: AssertionOptions = {};
  #isComplete = false;

  /**
   * @param check - the check it belongs to
   * @param expression - what is asserted on
   * @param add - takes the finished assertion
   */
  constructor(check: Check, expression: Expression, add: (assertion: Assertion) => void) {
    this.#check = check;
    this.expression = expression;
    this.#add = add;
  }

  /** Whether a comparison has ended it. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /**
   * Names and grades the assertion.
   *
   * @param options - name, severity, tags
   * @returns the same builder
   * @throws {@link InvalidArgumentError} when an option is unknown or of the wrong kind
   */
  config(options: AssertionOptions): this {
    const place = `config in check '${this.#check.name}'`;
    requireKnownOptions(place, options, ["name", "severity", "tags"]);
    const { name, severity, tags } = options;
    if (name !== undefined && (typeof name !== "string" || name.trim() === "")) {
      throw new InvalidArgumentError(
        `${place} got the name ${showValue(name)}. Give a name that is not empty, or none.`,
      );
    }
    if (severity !== undefined && !severities.includes(severity)) {
      throw new InvalidArgumentError(
        `${place} got the severity ${showValue(severity)}. Give one of ${severities.join(", ")}.`,
      );
    }
    requireTags(place, tags);
    requireWellFormed(place, "name", name ?? "");
    this.#options = { ...this.#options, ...options };
    return this;
  }

  /** The value is greater than `bound`. */
  isGt(bound: number, options: ToleranceOptions = {}): void {
    this.#compare("isGt", "greater", bound, options);
  }

  /** The value is greater than `bound`, or equal. */
  isGeq(bound: number, options: ToleranceOptions = {}): void {
    this.#compare("isGeq", "atLeast", bound, options);
  }

  /** The value is less than `bound`. */
  isLt(bound: number, options: ToleranceOptions = {}): void {
    this.#compare("isLt", "less", bound, options);
  }

  /** The value is less than `bound`, or equal. */
  isLeq(bound: number, options: ToleranceOptions = {}): void {
    this.#compare("isLeq", "atMost", bound, options);
  }

  /** The value equals `bound`; within 1e-9, absolute or relative, when it is computed in doubles. */
  isEq(bound: number, options: ToleranceOptions = {}): void {
    this.#compare("isEq", "equal", bound, options, DEFAULT_EQUALITY_TOLERANCES);
  }

  /** The value differs from `bound`; by more than 1e-9, absolute and relative, when it is computed in doubles. */
  isNeq(bound: number, options: ToleranceOptions = {}): void {
    this.#compare("isNeq", "notEqual", bound, options, DEFAULT_EQUALITY_TOLERANCES);
  }

  /** The value is in `[lower, upper]`, both included. */
  isBetween(lower: number, upper: number, options: ToleranceOptions = {}): void {
    this.#interval("isBetween", "between", lower, upper, options);
  }

  /** The value is outside of `[lower, upper]`. */
  isNotBetween(lower: number, upper: number, options: ToleranceOptions = {}): void {
    this.#interval("isNotBetween", "notBetween", lower, upper, options);
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

  /** Only collects the value: the result is SKIPPED, with its value. */
  noop(): void {
    this.#finish({ kind: "noop" });
  }

  #compare(
    method: string,
    kind: "greater" | "atLeast" | "less" | "atMost" | "equal" | "notEqual",
    bound: number,
    options: ToleranceOptions,
    defaults?: Tolerances,
  ): void {
    if (kind === "equal" || kind === "notEqual") requireNoEstimate(method, this.expression);
    const given = tolerancesOf(method, options);
    const tolerances = given ?? defaults ?? EXACT;
    const comparison = requireValid(method, { kind, bound, ...tolerances });
    this.#finish(comparison, given === undefined && defaults !== undefined);
  }

  #interval(
    method: string,
    kind: "between" | "notBetween",
    lower: number,
    upper: number,
    options: ToleranceOptions,
  ): void {
    const tolerances = tolerancesOf(method, options) ?? EXACT;
    this.#finish(requireValid(method, { kind, lower, upper, ...tolerances }));
  }

  #finish(comparison: Comparison, hasDefaultTolerances = false): void {
    this.#isComplete = true;
    this.#add({
      check: this.#check,
      name: this.#options.name ?? `${this.expression} ${showComparison(comparison)}`,
      severity: this.#options.severity ?? "P1",
      tags: Object.freeze([...(this.#options.tags ?? [])]),
      expression: this.expression,
      comparison,
      hasDefaultTolerances,
    });
  }
}

// What cannot be stored is refused where it is written, not at the end of a run.
function requireTags(place: string, tags: unknown): void {
  if (tags === undefined) return;
  if (!Array.isArray(tags) || !tags.every((tag) => typeof tag === "string")) {
    throw new InvalidArgumentError(`${place} got the tags ${showValue(tags)}. Give a list of texts.`);
  }
  for (const tag of tags) {
    if (tag === "") throw new InvalidArgumentError(`${place} got an empty tag. Give each tag a text.`);
    requireWellFormed(place, "tag", tag);
  }
}

function requireWellFormed(place: string, what: string, text: string): void {
  if (text.isWellFormed()) return;
  throw new InvalidArgumentError(
    `${place} got the ${what} ${showValue(text)}, which holds half of a character (a lone surrogate). Give it as whole text.`,
  );
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
