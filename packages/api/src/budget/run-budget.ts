import { InvalidArgumentError, requireKnownOptions, showValue } from "@dqx/common";
import { LONGEST_TIMER } from "../longest-timer.js";

/** What measuring may cost at most. What is absent is not limited. */
export interface Budget {
  /**
   * How many rows the planned statements may read, all together, as the engines expect it. A run is refused when an
   * engine does not say.
   */
  readonly rows?: number;
  /** How many statements may read data. A run is refused that plans more. */
  readonly statements?: number;
  /** How long it may take. What has not come by then is ended on the engine. */
  readonly seconds?: number;
}

/** What a run may cost at most: as a whole, and by dataset. */
export interface RunBudget extends Budget {
  /** By the names of datasets. One that takes too long fails its own metrics, and no other's. */
  readonly datasets?: { readonly [dataset: string]: Budget };
}

const LIMITS = ["rows", "statements", "seconds"] as const;

/**
 * Refuses a budget that is none.
 *
 * @param budget - what was given
 * @param datasets - the names of the run's datasets
 * @throws {@link InvalidArgumentError} naming the limit and what it may be, or a dataset that the run does not have
 */
export function requireBudget(budget: RunBudget, datasets: readonly string[]): void {
  requireKnownOptions("run: budget", budget, [...LIMITS, "datasets"]);
  requireLimits("budget", budget);
  const { datasets: own = {} } = budget;
  requireKnownOptions("run: budget.datasets", own, datasets);
  for (const [name, limits] of Object.entries(own)) {
    requireKnownOptions(`run: budget.datasets.${name}`, limits, LIMITS);
    requireLimits(`budget.datasets.${name}`, limits);
  }
}

function requireLimits(place: string, budget: Budget): void {
  for (const name of LIMITS) {
    const limit = budget[name];
    const longest = name === "seconds" ? LONGEST_TIMER / 1000 : Number.POSITIVE_INFINITY;
    if (limit === undefined || (typeof limit === "number" && limit > 0 && limit <= longest)) continue;
    const most = name === "seconds" ? `, at most ${longest}` : "";
    throw new InvalidArgumentError(
      `run: ${place}.${name} is ${showValue(limit)}. Give a number above 0${most}, or leave it out.`,
    );
  }
}
