/** How long one slice may keep the event loop, in milliseconds. */
const SLICE = 25;

// One clock for all of them: the stages of a run follow each other, and others wait for all of them together.
let end = 0;

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
  for (const item of items) {
    work(item, index++);
    if (performance.now() >= end) await letOthersWork();
  }
}

/**
 * Takes steps to their end, and lets others have the event loop in between.
 *
 * @param steps - a generator that yields wherever the work may pause
 * @returns what the generator returns
 * @throws what it throws
 */
export async function inSteps<Result>(steps: Generator<void, Result>): Promise<Result> {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    if (performance.now() >= end) await letOthersWork();
  }
}

async function letOthersWork(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  end = performance.now() + SLICE;
}
