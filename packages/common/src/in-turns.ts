/** Does a work when its turn has come, and gives what it gives. */
export type Turns = <Result>(work: () => Promise<Result>) => Promise<Result>;

/**
 * Lets at most so many works go on at the same time; the others begin in the order in which they came.
 *
 * @param count - 1 or more
 * @returns a function that takes works
 */
export function inTurns(count: number): Turns {
  const waiting: (() => void)[] = [];
  let free = count;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((begin) => waiting.push(begin));
    try {
      return await work();
    } finally {
      // Who waits takes the place over, so that nobody who comes later can.
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
