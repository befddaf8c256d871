import { InvalidArgumentError, requireKnownOptions, type Severity, severities, showValue } from "@dqx/common";
import type { Expression } from "@dqx/provider";
import type { Assertion } from "./assertion.js";
import type { Check } from "./check.js";
import {
  type Comparison,
  DEFAULT_EQUALITY_TOLERANCE,
  requireValid,
  showComparison,
  type ToleranceOptions,
} from "./comparison.js";

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
 * Tolerances are absolute: numbers that differ by no more than the tolerance count as equal. Equality has a
 * tolerance of 1e-9 unless told otherwise, every other comparison one of 0.
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
    if (tags !== undefined && !(Array.isArray(tags) && tags.every((tag) => typeof tag === "string"))) {
      throw new InvalidArgumentError(`${place} got the tags ${showValue(tags)}. Give a list of texts.`);
    }
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

  /** The value equals `bound`, within 1e-9 unless told otherwise. */
  isEq(bound: number, options: ToleranceOptions = {}): void {
    this.#compare("isEq", "equal", bound, options, DEFAULT_EQUALITY_TOLERANCE);
  }

  /** The value differs from `bound` by more than 1e-9, unless told otherwise. */
  isNeq(bound: number, options: ToleranceOptions = {}): void {
    this.#compare("isNeq", "notEqual", bound, options, DEFAULT_EQUALITY_TOLERANCE);
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

  /** The value equals 0, within 1e-9 unless told otherwise. */
  isZero(options: ToleranceOptions = {}): void {
    this.#compare("isZero", "equal", 0, options, DEFAULT_EQUALITY_TOLERANCE);
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
    defaultTolerance = 0,
  ): void {
    const tolerance = toleranceOf(method, options) ?? defaultTolerance;
    this.#finish(requireValid(method, { kind, bound, tolerance }));
  }

  #interval(
    method: string,
    kind: "between" | "notBetween",
    lower: number,
    upper: number,
    options: ToleranceOptions,
  ): void {
    const tolerance = toleranceOf(method, options) ?? 0;
    this.#finish(requireValid(method, { kind, lower, upper, tolerance }));
  }

  #finish(comparison: Comparison): void {
    this.#isComplete = true;
    this.#add({
      check: this.#check,
      name: this.#options.name ?? `${this.expression} ${showComparison(comparison)}`,
      severity: this.#options.severity ?? "P1",
      tags: Object.freeze([...(this.#options.tags ?? [])]),
      expression: this.expression,
      comparison,
    });
  }
}

function toleranceOf(method: string, options: ToleranceOptions): number | undefined {
  requireKnownOptions(method, options, ["tolerance"]);
  return options.tolerance;
}
