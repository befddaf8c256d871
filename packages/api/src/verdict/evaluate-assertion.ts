import { Either, escapeControls, Option } from "@dqx/common";
import type { MetricOutcome, SchemaChange } from "@dqx/metrics";
import { evaluate, type MetricSymbol, printExpression } from "@dqx/provider";
import { symbolsOf } from "@dqx/provider/expressions";
import type { Assertion } from "../check/assertion.js";
import type { Comparison } from "../check/comparison.js";
import { boundsOf, unknownDemand } from "../check/demanded-comparison.js";
import { comparedSymbols } from "../check/symbols-in.js";
import type { Demand } from "../check/two-bounds.js";
import type { AssertionResult, MetricReading } from "../result/suite-result.js";
import { isExactValue } from "./exact-value.js";
import { judgeAbsent } from "./judge-absent.js";
import { judgeRows, untestedRows } from "./judge-rows.js";
import { judgeValue } from "./judge-value.js";
import type { MetricOutcomes } from "./metric-outcomes.js";
import { resolveDemand } from "./resolve-demand.js";
import type { SymbolReading } from "./symbol-reading.js";
import { tooFewRows } from "./too-few-rows.js";

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
  const compared = comparedSymbols(assertion).map(readingOf);
  const readings = compared.length === 1 ? compared : [...new Set(compared)];
  const verdict = judge(assertion, readings, readingOf, outcomes);
  return {
    ...verdict,
    check: assertion.check.name,
    name: assertion.name,
    severity: assertion.severity,
    tags: assertion.tags,
    ownership: assertion.ownership,
    ...(assertion.segment !== undefined && { segment: assertion.segment }),
    expression: assertion.expression.toString(),
    metrics: readings.map(toMetricReading),
    warnings: readings.flatMap((reading) => warningsOf(reading, outcomes)),
    message: escapeControls(verdict.message),
  };
}

type Verdict = Pick<
  AssertionResult,
  "status" | "value" | "number" | "comparison" | "warning" | "message" | "rows"
>;

function judge(
  assertion: Assertion,
  readings: readonly SymbolReading[],
  readingOf: (symbol: MetricSymbol) => SymbolReading,
  outcomes: MetricOutcomes,
): Verdict {
  const { broken } = assertion;
  const resolved = resolveDemand(assertion, readingOf);
  const demanded = demandsOf(Either.isRight(resolved) ? resolved.right : unknownDemand(assertion));
  if (broken !== undefined) return { ...demanded, status: "ERROR", message: broken, ...NO_VALUE };
  const few = tooFewRows(assertion, readingOf, outcomes);
  if (few !== undefined) return { ...demanded, ...few, ...NO_VALUE };
  const evaluated = Either.flatMap(
    evaluate(assertion.expression, (symbol) => readingOf(symbol).value),
    (value) => Either.map(resolved, (demand) => ({ value, demand })),
  );
  if (Either.isLeft(evaluated)) {
    const failure = evaluated.left;
    // Only what the expression cannot do without: `coalesce` passes over metrics that have no value.
    if (failure._tag === "MetricsUnavailable") {
      const absent = [...new Set(failure.metrics.map(({ symbol }) => readingOf(symbol)))];
      const { status, message } = judgeAbsent(assertion, absent, outcomes);
      const untested = assertion.rows === undefined ? "" : untestedRows(assertion.rows, readingOf);
      return { ...demanded, status, message: message + untested, ...NO_VALUE };
    }
    return { ...demanded, status: "ERROR", message: failure.message, ...NO_VALUE };
  }
  const { value, demand: known } = evaluated.right;
  const found = { ...demanded, value: Option.some(value), number: value };
  if (assertion.rows !== undefined) {
    return { ...found, ...judgeRows(assertion, assertion.rows, readingOf, outcomes) };
  }
  const demand = withoutDefaults(assertion, known, { readingOf, outcomes }, value);
  const computation = `${describeComputation(assertion, readingOf, outcomes, value)}${overNoRows(readings, outcomes)}`;
  const { status, message: verdict } = judgeValue(demand, value, computation);
  const message = verdict + changesOf(readings, outcomes);
  return demand === known
    ? { ...found, status, message }
    : { ...found, ...demandsOf(demand), status, message };
}

// What cannot fail warns by the one comparison that it has.
function demandsOf({
  comparison,
  warning,
  onlyWarns,
}: Demand<Comparison<number | null>>): Pick<Verdict, "comparison" | "warning"> {
  const narrower = onlyWarns ? comparison : warning;
  return { comparison, ...(narrower !== undefined && { warning: narrower }) };
}

interface Readings {
  readonly readingOf: (symbol: MetricSymbol) => SymbolReading;
  readonly outcomes: MetricOutcomes;
}

const NO_VALUE = { value: Option.none(), number: null } as const;

// The tolerances of equality are for what doubles round; an exact value is equal or is not.
function withoutDefaults(
  assertion: Assertion,
  demand: Demand,
  { readingOf, outcomes }: Readings,
  value: number,
): Demand {
  if (!assertion.hasDefaultTolerances) return demand;
  const exactly = (demanded: Comparison): Comparison =>
    demanded.kind === "noop" ? demanded : { ...demanded, tolerance: 0, relativeTolerance: 0 };
  const operandOf = (symbol: MetricSymbol) => {
    const { spec, dataset, date, value: reading } = readingOf(symbol);
    return {
      value: Either.getOrElse(reading, () => Number.NaN),
      outcome: outcomes.get(spec, dataset, date),
    };
  };
  const compared = [assertion.expression, ...boundsOf(assertion)];
  const isExact = compared.every(({ node }) => isExactValue(node, operandOf, value));
  return isExact ? { ...demand, comparison: exactly(demand.comparison) } : demand;
}

// For example `sum(a) / sum(b) = 50 / 100 = 0.5`.
function describeComputation(
  { expression }: Assertion,
  readingOf: (symbol: MetricSymbol) => SymbolReading,
  outcomes: MetricOutcomes,
  value: number,
): string {
  const isEstimated = symbolsOf(expression).some((symbol) => {
    const { spec, dataset, date } = readingOf(symbol);
    const outcome = outcomes.get(spec, dataset, date);
    return outcome?.kind === "value" && outcome.method !== undefined;
  });
  const sign = isEstimated ? "≈" : "=";
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

// Which columns are not as they should be.
function changesOf(readings: readonly SymbolReading[], outcomes: MetricOutcomes): string {
  const changes = readings.flatMap(({ spec, dataset, date }) => {
    const outcome = outcomes.get(spec, dataset, date);
    return outcome?.kind === "value" && outcome.detail?.kind === "schema" ? outcome.detail.changes : [];
  });
  return changes.length === 0 ? "" : `: ${changes.map(showChange).join("; ")}`;
}

function showChange({ column, change, effect, was, is }: SchemaChange): string {
  switch (change) {
    case "added":
      return `column '${column}' (${is}) was added (${effect})`;
    case "removed":
      return `column '${column}' (${was}) is gone (${effect})`;
    case "retyped":
    case "nullability":
      return `column '${column}' is ${is} and should be ${was} (${effect})`;
    case "reordered":
      return `column '${column}' is in place ${is} and should be in place ${was} (${effect})`;
  }
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
