import { addDays, Either, inSlices, type LocalDate } from "@dqx/common";
import { failedOutcome, isMeasured, type MetricOutcome, type MetricSpec, valueOutcome } from "@dqx/metrics";
import type { StoredMetric } from "@dqx/orm";
import type { ExtendedRequirement } from "@dqx/provider";
import type { MetricOutcomes } from "../verdict/metric-outcomes.js";
import { inBatches } from "./in-batches.js";
import { type MetricWriter, toStoredMetric } from "./metric-writer.js";

/**
 * Computes and stores the metrics that are derived from others, in groups of equal depth: a derived metric
 * reads only metrics of a lesser one.
 *
 * @param derived - the metrics, each behind those it needs
 * @param outcomes - takes what became of each
 * @param writer - where the values of others are, and where these go
 */
export async function deriveMetrics(
  derived: readonly ExtendedRequirement[],
  outcomes: MetricOutcomes,
  writer: MetricWriter,
): Promise<void> {
  for (const group of groupByDepth(derived)) {
    const metrics: StoredMetric[] = [];
    await inSlices(await computeGroup(group, writer), ({ spec, dataset, date, result }) => {
      const outcome = Either.match(result, {
        onLeft: ({ message }) => failedOutcome(message),
        onRight: (value) => estimatedBy(valueOutcome(value), methodAmong(spec, dataset, date, outcomes)),
      });
      outcomes.set(spec, dataset, date, outcome);
      metrics.push(toStoredMetric(writer, { spec, dataset, date }, outcome));
    });
    await writer.claim.persist(metrics);
  }
}

// How the first of a metric's inputs was estimated that was; what is computed from an estimate is one.
function methodAmong(
  spec: MetricSpec,
  own: string,
  date: LocalDate,
  outcomes: MetricOutcomes,
): string | undefined {
  for (const { spec: input, dataset = own, lag } of isMeasured(spec) ? [] : spec.inputs) {
    const outcome = outcomes.get(input, dataset, addDays(date, -lag));
    if (outcome?.kind === "value" && outcome.method !== undefined) return outcome.method;
  }
  return undefined;
}

function estimatedBy(outcome: MetricOutcome, method: string | undefined): MetricOutcome {
  return outcome.kind === "value" && method !== undefined ? { ...outcome, method } : outcome;
}

// Many at once, so that the provider asks the store once for all of them.
function computeGroup(group: readonly ExtendedRequirement[], { provider, keyOn }: MetricWriter) {
  return inBatches(group, async (value) => {
    const result = await provider.computeExtended(value.spec, value.dataset, keyOn(value.date));
    return { ...value, result };
  });
}

function groupByDepth(derived: readonly ExtendedRequirement[]): readonly (readonly ExtendedRequirement[])[] {
  const groups = new Map<number, ExtendedRequirement[]>();
  const depths = new Map<string, number>();
  for (const value of derived) {
    const depth = depthOf(value.spec, depths);
    const group = groups.get(depth);
    if (group === undefined) groups.set(depth, [value]);
    else group.push(value);
  }
  return [...groups].toSorted(([a], [b]) => a - b).map(([, group]) => group);
}

// How many metrics, each derived from the next, lie under a metric; each is looked at once.
function depthOf(spec: MetricSpec, known: Map<string, number>): number {
  if (isMeasured(spec)) return 0;
  const found = known.get(spec.id);
  if (found !== undefined) return found;
  const inputs = new Set(spec.inputs.map((input) => input.spec));
  const depth = 1 + Math.max(0, ...Array.from(inputs, (input) => depthOf(input, known)));
  known.set(spec.id, depth);
  return depth;
}
