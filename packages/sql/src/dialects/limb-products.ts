/**
 * The products of two numbers that are cut into parts, each part worth a fixed factor more than the one before.
 *
 * @param a - SQL of the parts of one, the lowest first
 * @param b - SQL of those of the other
 * @returns SQL of the sums of products of the same worth, the lowest first
 */
export function limbProducts(a: readonly string[], b: readonly string[]): readonly string[] {
  const products: string[][] = [];
  for (const [i, x] of a.entries()) {
    for (const [j, y] of b.entries()) products[i + j] = [...(products[i + j] ?? []), `${x} * ${y}`];
  }
  return products.map((terms) => terms.join(" + "));
}
