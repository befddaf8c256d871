import { BudgetError } from "./budget-error.js";

/**
 * Does work that may take so long at the most.
 *
 * @param what - whose time it is, for the message: `The run`, or `Dataset 'orders'`
 * @param seconds - the limit; none when absent
 * @param signal - ends the work early
 * @param work - is given a signal that ends it early, with a {@link BudgetError} for its reason when the time is over
 */
export async function withinTime<Result>(
  what: string,
  seconds: number | undefined,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal | undefined) => Promise<Result>,
): Promise<Result> {
  if (seconds === undefined) return work(signal);
  const over = new AbortController();
  const timer = setTimeout(() => {
    over.abort(
      new BudgetError(
        `${what} took longer than its budget of ${seconds} s, and was ended. Raise the budget, measure fewer days or columns, or filter the source.`,
      ),
    );
  }, seconds * 1000);
  timer.unref();
  try {
    return await work(AbortSignal.any([over.signal, ...(signal === undefined ? [] : [signal])]));
  } finally {
    clearTimeout(timer);
  }
}
