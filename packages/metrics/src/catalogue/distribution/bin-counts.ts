import type { Aggregate } from "../../aggregate/aggregate.js";
import type { BinnedValues } from "../../definition/metric-outcome.js";
import { all, col } from "../../row/builders.js";
import { plainColumn } from "../../row/plain-expression.js";
import type { Predicate } from "../../row/predicate.js";
import type { RowExpression } from "../../row/row-expression.js";

/**
 * Counts the finite values of each bin: from one edge on and below the next, the last bin with both of its edges.
 *
 * @param column - the column
 * @param edges - ascending, at least two
 */
export function binCounts(column: string, edges: readonly RowExpression[]): readonly Aggregate[] {
  const of = plainColumn(column);
  return edges.slice(1).map((to, index): Aggregate => {
    const from = edges[index] ?? to;
    const last = index === edges.length - 2;
    const within: Predicate[] = [
      { kind: "compare", operator: "geq", left: of, right: from },
      { kind: "compare", operator: last ? "leq" : "lt", left: of, right: to },
    ];
    return { kind: "countIf", predicate: all(col(column).isFinite(), ...within) };
  });
}

/** The detail of a histogram of bins. */
export function binsDetail(
  edges: readonly number[],
  counts: readonly number[],
  outside: Omit<BinnedValues, "kind" | "bins">,
): BinnedValues {
  const bins = counts.map((rows, index) => ({ from: edges[index] ?? 0, to: edges[index + 1] ?? 0, rows }));
  return { kind: "bins", bins, ...outside };
}
