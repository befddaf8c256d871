import { countResult, numberResult } from "../../aggregate/aggregate-result.js";
import type { ScanMeasurement } from "../../definition/measurement.js";
import {
  computedOutcome,
  emptyOutcome,
  failedOutcome,
  type MetricOutcome,
} from "../../definition/metric-outcome.js";
import { all, col, not } from "../../row/builders.js";
import type { RowExpression } from "../../row/row-expression.js";
import { addExact, compareExact, type ExactNumber, quotientOf } from "../../state/exact-number.js";
import { fieldsCodec, type MergeableStateDefinition } from "../../state/state.js";
import { requireDouble, requireField } from "../../state/state-field.js";

/** Two sums over the rows in which two columns have a value, how many of these there are, and how many are not finite. */
export interface QuotientState {
  readonly rows: number;
  readonly nonFinite: number;
  readonly over: ExactNumber;
  readonly under: ExactNumber;
}

/** The state of a quotient of sums. */
export const quotientState: MergeableStateDefinition<QuotientState> = {
  identity: { rows: 0, nonFinite: 0, over: 0n, under: 0n },
  merge: (a, b) => ({
    rows: a.rows + b.rows,
    nonFinite: a.nonFinite + b.nonFinite,
    over: addExact(a.over, b.over),
    under: addExact(a.under, b.under),
  }),
  ...fieldsCodec<QuotientState>(
    1,
    ({ rows, nonFinite, over, under }) => [rows, nonFinite, over, under],
    (fields) => ({
      rows: requireDouble(fields, 0),
      nonFinite: requireDouble(fields, 1),
      over: requireField(fields, 2),
      under: requireField(fields, 3),
    }),
  ),
};

/**
 * How the quotient of two sums is measured: over the rows in which both columns have a value, finite ones.
 *
 * @param columns - which have to have a value
 * @param over - what the dividend is the sum of
 * @param under - what the divisor is the sum of
 */
export function quotientMeasurement(
  [a, b]: readonly [string, string],
  over: RowExpression,
  under: RowExpression,
): ScanMeasurement<QuotientState> {
  const there = all(col(a).isNotNull(), col(b).isNotNull());
  const finite = all(col(a).isFinite(), col(b).isFinite());
  return {
    kind: "scan",
    aggregates: [
      { kind: "sum", of: over, where: finite },
      { kind: "sum", of: under, where: finite },
      { kind: "countIf", predicate: there },
      { kind: "countIf", predicate: all(there, not(finite)) },
    ],
    stateOf: (results) => ({
      over: numberResult(results, 0) ?? 0n,
      under: numberResult(results, 1) ?? 0n,
      rows: countResult(results, 2),
      nonFinite: countResult(results, 3),
    }),
  };
}

/**
 * The outcome of a quotient of two sums.
 *
 * @param state - what was measured
 * @param columns - the columns
 * @param divisor - what the divisor is, for its being 0
 */
export function quotientOutcome(
  { rows, nonFinite, over, under }: QuotientState,
  [a, b]: readonly [string, string],
  divisor: string,
): MetricOutcome {
  if (rows === 0) return emptyOutcome("no rows with both values");
  if (nonFinite > 0) {
    return failedOutcome(
      `columns '${a}' and '${b}' hold NaN or infinite values in ${nonFinite === 1 ? "1 row" : `${nonFinite} rows`}; nanCount counts them`,
    );
  }
  if (compareExact(under, 0n) === 0) return emptyOutcome(`${divisor} is 0`);
  return computedOutcome(quotientOf(over, under));
}
