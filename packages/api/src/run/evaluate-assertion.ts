import { Either, escapeControls, type LocalDate, Option } from "@dqx/common";
import type { MetricFailure } from "@dqx/compute";
import type { MetricOutcome, MetricSpec } from "@dqx/metrics";
import { evaluate, type MetricSymbol, printExpression, symbolsOf } from "@dqx/provider";
import type { Assertion } from "../check/assertion.js";
import type { EmptyPolicy } from "../check/check.js";
import { type Comparison, describeMiss, holds, showComparison } from "../check/comparison.js";
import { estimatesIn } from "../check/estimates-in.js";
import type { AssertionResult, AssertionStatus, MetricReading } from "../result/suite-result.js";
import { isExactValue } from "./exact-value.js";
import type { AbsenceCause, MetricOutcomes } from "./metric-outcomes.js";

/** A metric of an expression, read from the store. */
export interface SymbolReading {
  readonly spec: MetricSpec;
  readonly dataset: string;
  /** The run's date less the metric's lag. */
  readonly date: LocalDate;
  readonly value: Either.Either<number, MetricFailure>;
}

/** The most causes that a message lists. */
const MAXIMUM_CAUSES = 5;

/**
 * The verdict on one assertion.
 *
 * @param assertion - what is demanded
 * @param readingOf - the value of each symbol of its expression, or why there is none
 * @param outcomes - what became of all metrics of the run, to name the cause of an absent value
 */
export function evaluateAssertion(
  assertion: Assertion,
  readingOf: (symbol: MetricSymbol) => SymbolReading,
  outcomes: MetricOutcomes,
): AssertionResult {
  const readings = [...new Set(symbolsOf(assertion.expression).map(readingOf))];
  const verdict = judge(assertion, readings, readingOf, outcomes);
  return {
    check: assertion.check.name,
    name: assertion.name,
    severity: assertion.severity,
    tags: assertion.tags,
    expression: assertion.expression.toString(),
    metrics: readings.map(toMetricReading),
    warnings: readings.flatMap((reading) => warningsOf(reading, outcomes)),
    ...verdict,
    message: escapeControls(verdict.message),
  };
}

type Verdict = Pick<AssertionResult, "status" | "value" | "number" | "comparison" | "message">;

function judge(
  assertion: Assertion,
  readings: readonly SymbolReading[],
  readingOf: (symbol: MetricSymbol) => SymbolReading,
  outcomes: MetricOutcomes,
): Verdict {
  const evaluated = evaluate(assertion.expression, (symbol) => readingOf(symbol).value);
  if (Either.isLeft(evaluated)) {
    const failure = evaluated.left;
    // Only what the expression cannot do without: `coalesce` passes over metrics that have no value.
    if (failure._tag === "MetricsUnavailable") {
      const absent = [...new Set(failure.metrics.map(({ symbol }) => readingOf(symbol)))];
      return judgeAbsent(assertion, absent, outcomes);
    }
    const { comparison } = assertion;
    return { status: "ERROR", ...NO_VALUE, comparison, message: failure.message };
  }
  const value = evaluated.right;
  const comparison = comparisonOf(assertion, readingOf, outcomes, value);
  const computation = `${describeComputation(assertion, readingOf, outcomes, value)}${overNoRows(readings, outcomes)}`;
  return {
    ...compare(comparison, value, computation),
    value: Option.some(value),
    number: value,
    comparison,
  };
}

const NO_VALUE = { value: Option.none(), number: null } as const;

// The tolerances of equality are for what doubles round; an exact value is equal or is not.
function comparisonOf(
  { comparison, hasDefaultTolerances, expression }: Assertion,
  readingOf: (symbol: MetricSymbol) => SymbolReading,
  outcomes: MetricOutcomes,
  value: number,
): Comparison {
  if (!hasDefaultTolerances || comparison.kind === "noop") return comparison;
  const operandOf = (symbol: MetricSymbol) => {
    const { spec, dataset, date, value: reading } = readingOf(symbol);
    return {
      value: Either.getOrElse(reading, () => Number.NaN),
      outcome: outcomes.get(spec, dataset, date),
    };
  };
  if (!isExactValue(expression.node, operandOf, value)) return comparison;
  return { ...comparison, tolerance: 0, relativeTolerance: 0 };
}

function compare(
  comparison: Comparison,
  value: number,
  computation: string,
): Pick<Verdict, "status" | "message"> {
  if (comparison.kind === "noop")
    return { status: "SKIPPED", message: `${computation} is only collected (noop)` };
  const demanded = showComparison(comparison, value);
  if (holds(comparison, value)) return { status: "PASSED", message: `${computation} is ${demanded}` };
  // "Not in" is not negated a second time.
  const message =
    comparison.kind === "notBetween"
      ? `${computation} is ${demanded.replace("not ", "")}, where it must not be`
      : `${computation} is not ${demanded} (${describeMiss(comparison, value)})`;
  return { status: "FAILED", message };
}

// Nothing to measure is a failure of the data, or skipped if the check says so; anything else cannot be told.
function judgeAbsent(
  { check, comparison }: Assertion,
  absent: readonly SymbolReading[],
  outcomes: MetricOutcomes,
): Verdict {
  const explained = absent.map((reading) => ({
    reading,
    causes: outcomes.causesOf(reading.spec, reading.dataset, reading),
  }));
  const isEmpty = explained.every(
    ({ causes }) => causes.length > 0 && causes.every(({ outcome }) => outcome.kind === "empty"),
  );
  const message = [...new Set(explained.flatMap(({ reading, causes }) => explain(reading, causes)))].join(
    "; ",
  );
  return {
    status: isEmpty ? emptyStatus(check.onEmpty, comparison) : "ERROR",
    ...NO_VALUE,
    comparison,
    message,
  };
}

// Where nothing is demanded, nothing to measure is no failure.
function emptyStatus(policy: EmptyPolicy, comparison: Comparison): AssertionStatus {
  return policy === "fail" && comparison.kind !== "noop" ? "FAILED" : "SKIPPED";
}

function explain(reading: SymbolReading, causes: readonly AbsenceCause[]): readonly string[] {
  const own = Either.isLeft(reading.value) ? [reading.value.left.message] : [];
  if (causes.length === 0) return own;
  const lines = new Set(
    causes.map(
      ({ name, dataset, date, outcome }) =>
        `${name} for ${date} on dataset '${dataset}' has no value: ${outcome.reason}`,
    ),
  );
  const shown = [...lines].slice(0, MAXIMUM_CAUSES);
  const rest = lines.size - shown.length;
  return rest > 0 ? [...shown, `and ${rest} more days without a value`] : shown;
}

// For example `sum(a) / sum(b) = 50 / 100 = 0.5`.
function describeComputation(
  { expression }: Assertion,
  readingOf: (symbol: MetricSymbol) => SymbolReading,
  outcomes: MetricOutcomes,
  value: number,
): string {
  const sign = estimatesIn(expression).length === 0 ? "=" : "≈";
  if (expression.node.kind === "symbol") {
    const { spec, dataset, date } = readingOf(expression.node.symbol);
    return `${expression} ${sign} ${value}${showError(outcomes.get(spec, dataset, date))}`;
  }
  const numbers = printExpression(expression.node, (symbol) =>
    Either.match(readingOf(symbol).value, { onLeft: () => "none", onRight: showOperand }),
  );
  return `${expression} ${sign} ${numbers} ${sign} ${value}`;
}

function showError(outcome: MetricOutcome | undefined): string {
  if (outcome?.kind !== "value" || outcome.error === undefined) return "";
  return ` ± ${Number(outcome.error.toPrecision(3))}`;
}

// Counts and sums of nothing are 0, which says nothing of the data.
function overNoRows(readings: readonly SymbolReading[], outcomes: MetricOutcomes): string {
  const empty = readings.filter(({ spec, dataset, date }) => {
    const outcome = outcomes.get(spec, dataset, date);
    return outcome?.kind === "value" && outcome.rows === 0;
  });
  if (empty.length === 0) return "";
  if (empty.length === readings.length) return " over 0 rows";
  return ` (${empty.map(({ spec, date }) => `${spec.name} for ${date}`).join(", ")} over 0 rows)`;
}

function showOperand(value: number): string {
  return value < 0 || Object.is(value, -0) ? `(${value})` : String(value);
}

function toMetricReading({ spec, dataset, date, value }: SymbolReading): MetricReading {
  return {
    name: spec.name,
    dataset,
    date,
    value: Either.getRight(value),
    number: Either.getOrElse(value, () => null),
    reason: Either.match(value, { onLeft: ({ message }) => message, onRight: () => null }),
  };
}

function warningsOf({ spec, dataset, date }: SymbolReading, outcomes: MetricOutcomes): readonly string[] {
  const outcome = outcomes.get(spec, dataset, date);
  if (outcome?.kind !== "value") return [];
  return outcome.warnings.map((warning) => `${spec.name} for ${date} on dataset '${dataset}': ${warning}`);
}
