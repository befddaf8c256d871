import type { Budget, RunBudget } from "@dqx/api";
import { InvalidArgumentError } from "@dqx/common";

const LIMITS = ["rows", "statements", "seconds"] as const satisfies readonly (keyof Budget)[];

/**
 * Reads `--budget`.
 *
 * @param given - `rows=1000000`, `statements=5`, `seconds=60`, and with a dataset before it, `orders.rows=1000000`
 * @returns nothing when none was given
 * @throws `InvalidArgumentError` when one is no limit, or is given twice
 */
export function readBudget(given: readonly string[] | undefined): RunBudget | undefined {
  if (given === undefined) return undefined;
  const whole: Record<string, number> = {};
  const datasets: Record<string, Record<string, number>> = {};
  for (const text of given) {
    const [, dataset, name = "", number = ""] = /^(?:(.+)\.)?([a-z]+)=(.+)$/s.exec(text) ?? [];
    const limit = Number(number);
    if (!LIMITS.some((each) => each === name) || !(limit > 0)) {
      throw new InvalidArgumentError(
        `--budget got '${text}'. Write rows=N, statements=N or seconds=N, with a dataset before it if it is for one: orders.rows=1000000.`,
      );
    }
    let own = whole;
    if (dataset !== undefined) {
      datasets[dataset] ??= {};
      own = datasets[dataset];
    }
    if (own[name] !== undefined) {
      throw new InvalidArgumentError(`--budget got ${name} twice: ${text}. Give each limit once.`);
    }
    own[name] = limit;
  }
  return { ...whole, ...(Object.keys(datasets).length > 0 && { datasets }) };
}
