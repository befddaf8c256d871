import type { MetricOutcome, SimpleMetricSpec } from "@dqx/metrics";
import type { SourceSample } from "../source/sampled-source.js";

/** The bound of a share's error holds for all samples but one in this many. */
const ONE_IN = 100;

/**
 * What came out of a sample, as an estimate of what would come out of all rows. A share of n rows that were drawn
 * independently is off by no more than √(ln(2 · 100) / 2n) in 99 of 100 samples (Hoeffding, 1963, theorems 1 and 4).
 *
 * @param spec - the metric
 * @param outcome - what came out of the sample
 * @param sample - what was drawn
 */
export function sampledOutcome(
  { measurement }: SimpleMetricSpec,
  outcome: MetricOutcome,
  { method, isIndependent }: SourceSample,
): MetricOutcome {
  // The columns of a sample are those of all rows.
  if (outcome.kind !== "value" || measurement.kind === "schema") return outcome;
  const { error: _, method: own, ...value } = outcome;
  const { detail } = outcome;
  if (own !== undefined) return { ...value, method: `${own} of a ${method}` };
  if (!isIndependent || detail?.kind !== "share") return { ...value, method };
  return { ...value, method, error: Math.min(1, Math.sqrt(Math.log(2 * ONE_IN) / (2 * detail.tested))) };
}
