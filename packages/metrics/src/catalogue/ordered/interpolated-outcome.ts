import { computedOutcome, type MetricOutcome } from "../../definition/metric-outcome.js";
import { toDouble } from "../../state/exact-number.js";
import type { Interpolated } from "./order-statistics.js";

/** The outcome of an interpolated value: exact where nothing had to be added to a value of the column. */
export function interpolatedOutcome({ base, rest }: Interpolated): MetricOutcome {
  return computedOutcome(rest === 0 ? base : toDouble(base).value + rest);
}
