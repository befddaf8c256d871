import type { MetricOutcome, SimpleMetricSpec } from "@dqx/metrics";
import { PlanningError } from "../plan/planning-error.js";
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

/**
 * Refuses a metric that a sample says nothing of.
 *
 * @throws {@link PlanningError} naming the metric and what to do
 */
export function requireEstimable(spec: SimpleMetricSpec, dataset: string, { method }: SourceSample): void {
  const reason = notEstimable(spec);
  if (reason === undefined) return;
  throw new PlanningError(
    `Metric ${spec.name} cannot be measured on dataset '${dataset}', which is a ${method}: ${reason}. Measure it on a source of all rows, or use a share, such as the ratio of a count, an average or a quantile.`,
  );
}

function notEstimable({ counts, measurement: { kind } }: SimpleMetricSpec): string | undefined {
  if (counts === true) return "it grows with the number of rows, or may";
  switch (kind) {
    case "overGroups":
      return "rows with equal keys are seldom drawn together";
    case "sequence":
      return "rows that follow each other are seldom drawn together";
    case "scan":
    case "groups":
    case "passes":
    case "schema":
      return undefined;
  }
}
