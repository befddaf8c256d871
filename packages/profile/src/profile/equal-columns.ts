import type { Predicate, RowExpression } from "@dqx/metrics";
import type { ColumnFacts } from "../rows/column-facts.js";
import type { ProfiledColumn } from "../rows/profiled-column.js";

/** How many pairs are compared row by row at most. */
const MOST_PAIRS = 50;

/** Two columns that may be equal in every row. */
export type ColumnPair = readonly [ProfiledColumn, ProfiledColumn];

/**
 * The pairs of columns of which the first scan says nothing different.
 *
 * @param facts - what the first scan said
 */
export function equalCandidates(facts: ReadonlyMap<ProfiledColumn, ColumnFacts>): readonly ColumnPair[] {
  const known = [...facts].filter(([{ isComparable }, { nonNull }]) => isComparable && nonNull > 0);
  const pairs = known.flatMap(([column, of], index) =>
    known
      .slice(index + 1)
      .filter(([other, about]) => looksEqual(column, of, other, about))
      .map(([other]): ColumnPair => [column, other]),
  );
  return pairs.slice(0, MOST_PAIRS);
}

function looksEqual(a: ProfiledColumn, of: ColumnFacts, b: ProfiledColumn, about: ColumnFacts): boolean {
  if (a.operand.type.kind !== b.operand.type.kind) return false;
  return identityOf(of) === identityOf(about);
}

function identityOf({ nonNull, minimum, maximum, mean, lengths, blank, nonFinite }: ColumnFacts): string {
  return JSON.stringify([nonNull, String(minimum), String(maximum), mean, lengths, blank, nonFinite]);
}

/** The condition that two columns have one value, or both none. */
export function sameValue([{ name: a }, { name: b }]: ColumnPair): Predicate {
  const [left, right]: readonly RowExpression[] = [
    { kind: "column", name: a },
    { kind: "column", name: b },
  ];
  if (left === undefined || right === undefined) throw new RangeError("A pair has two columns.");
  return {
    kind: "or",
    operands: [
      {
        kind: "and",
        operands: [
          { kind: "isNull", of: left },
          { kind: "isNull", of: right },
        ],
      },
      { kind: "compare", operator: "eq", left, right },
    ],
  };
}
