/** A literal that column values are compared with; its type is part of its meaning, so `1` and `"1"` differ. */
export type MetricLiteral = string | number | bigint | boolean;

/**
 * A set of literals in its canonical form: repeated ones once, in an order of its own.
 *
 * @param literals - in any order
 * @returns sorted by type, then by text
 */
export function canonicalLiterals(literals: readonly MetricLiteral[]): readonly MetricLiteral[] {
  const byIdentity = new Map(literals.map((literal) => [`${typeof literal} ${literal}`, literal]));
  return [...byIdentity].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, literal]) => literal);
}
