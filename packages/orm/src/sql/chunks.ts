/**
 * A list in pieces.
 *
 * @param items - the list
 * @param size - how many items a piece has; the last may have fewer
 */
export function* chunks<Item>(items: readonly Item[], size: number): Iterable<readonly Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
