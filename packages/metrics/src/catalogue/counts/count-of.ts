import type { SqlValue } from "@dqx/common";
import type { Aggregate } from "../../aggregate/aggregate.js";
import { countResult } from "../../aggregate/aggregate-result.js";
import type { ScanMeasurement } from "../../definition/measurement.js";
import { type MetricOutcome, valueOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { col } from "../../row/builders.js";
import type { Predicate } from "../../row/predicate.js";
import type { RowExpression } from "../../row/row-expression.js";
import { rowFunctions } from "../../row/row-function.js";
import type { RowValue } from "../../row/row-value.js";
import { type CountState, countState } from "../../state/count-state.js";

/**
 * What a metric is that counts the rows for which a predicate is true: how it is measured and kept, and which
 * rows are tested. Those are the rows for which the predicate is not unknown.
 *
 * @param predicateOf - the predicate, by the metric's parameters
 */
export function countOf<Parameters>(predicateOf: (parameters: Parameters) => Predicate) {
  return {
    measurement: (parameters: Parameters): ScanMeasurement<CountState> => ({
      kind: "scan",
      aggregates: [{ kind: "countIf", predicate: predicateOf(parameters) }],
      stateOf: (results: readonly SqlValue[]) => ({ count: countResult(results, 0) }),
    }),
    state: countState,
    outcomeOf: ({ count }: CountState): MetricOutcome => valueOutcome(count),
    tested: (parameters: Parameters): Aggregate => rowsTestedBy(predicateOf(parameters)),
  };
}

/**
 * Counts the rows that a predicate tests: those for which it is true or false. Where that is told by one value's
 * being there, it is the count of that, which other metrics need too.
 *
 * @param predicate - any predicate
 */
export function rowsTestedBy(predicate: Predicate): Aggregate {
  const known = knownBy(predicate);
  if (known === "always") return { kind: "rows" };
  return known === undefined ? { kind: "countKnown", predicate } : { kind: "nonNull", of: known };
}

// The value by which it is known whether a predicate is unknown: just where the value is null.
function knownBy(predicate: Predicate): RowExpression | "always" | undefined {
  switch (predicate.kind) {
    case "isNull":
      return "always";
    case "in":
    case "matches":
    case "isFinite":
    case "hasFormat":
      return presence(predicate.of);
    case "compare":
      return besideLiterals(predicate.left, [predicate.right]);
    case "between":
      return besideLiterals(predicate.of, [predicate.from, predicate.to]);
    case "not":
      return knownBy(predicate.operand);
    case "and":
    case "or":
      return predicate.operands.every((operand) => knownBy(operand) === "always") ? "always" : undefined;
    case "sql":
      return undefined;
  }
}

function besideLiterals(of: RowExpression, others: readonly RowExpression[]): RowExpression | undefined {
  return others.every(({ kind }) => kind === "literal" || kind === "ago") ? presence(of) : undefined;
}

// A function of one value that is null for no other reason than a null says the same as the value.
function presence(expression: RowExpression): RowExpression {
  if (expression.kind !== "call" || !rowFunctions[expression.name].total) return expression;
  const [only, ...others] = expression.arguments;
  return only === undefined || others.length > 0 ? expression : presence(only);
}

/** The parameters of a metric of one column. */
type OfColumn = { readonly column: string };

/**
 * What a metric is that counts the values of one column for which a predicate is true, which is unknown for
 * nulls and for nothing else.
 *
 * @param predicateOf - the predicate, by the value of the column
 */
export function countOfColumn(predicateOf: (value: RowValue) => Predicate) {
  return {
    arguments: ["column"] as const,
    parameters: { column: columnField },
    display: ({ column }: OfColumn) => [showName(column)],
    ...countOf(({ column }: OfColumn) => predicateOf(col(column))),
    tested: ({ column }: OfColumn): Aggregate => ({ kind: "nonNull", of: { kind: "column", name: column } }),
  };
}
