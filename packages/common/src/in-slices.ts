/** How long one slice may keep the event loop, in milliseconds. */
const SLICE = 25;

/**
 * Does something with each of many items, and lets others have the event loop in between.
 *
 * @param items - the items; not to be changed meanwhile
 * @param work - what to do with one
 * @throws what `work` throws
 */
export async function inSlices<Item>(
  items: Iterable<Item>,
  work: (item: Item, index: number) => void,
): Promise<void> {
  let index = 0;
  let end = performance.now() + SLICE;
  for (const item of items) {
    work(item, index++);
    if (performance.now() < end) continue;
    await new Promise((resolve) => setImmediate(resolve));
    end = performance.now() + SLICE;
  }
}
