/** How many reads of the store go together: enough for one query to serve many, few enough to prepare at once. */
const BATCH = 250;

/**
 * Does something with many items, a batch of them at the same time and one batch after the other.
 *
 * @param items - the items
 * @param work - what to do with one; all of a batch begin before any of them ends
 * @returns what came of each, in their order
 */
export async function inBatches<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += BATCH) {
    for (const result of await Promise.all(items.slice(start, start + BATCH).map(work))) results.push(result);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return results;
}
