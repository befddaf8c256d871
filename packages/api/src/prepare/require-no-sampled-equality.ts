import { inSlices } from "@dqx/common";
import { datasetsOf, isMeasured } from "@dqx/metrics";
import type { MetricProvider } from "@dqx/provider";
import { PlanningError, type SqlDataSource } from "@dqx/sql";
import type { Assertion } from "../check/assertion.js";
import { unknownDemand } from "../check/demanded-comparison.js";
import { comparedSymbols } from "../check/symbols-in.js";

/**
 * Refuses assertions that what was measured on a sample equals something, or does not: it does so by chance only.
 *
 * @param assertions - their datasets imputed
 * @param provider - where their metrics are registered
 * @param sources - the data sources by name
 * @throws `PlanningError` naming the metric, the assertion and what to do
 */
export async function requireNoSampledEquality(
  assertions: readonly Assertion[],
  provider: MetricProvider,
  sources: ReadonlyMap<string, SqlDataSource>,
): Promise<void> {
  if ([...sources.values()].every(({ sample }) => sample === undefined)) return;
  await inSlices(assertions, (assertion) => {
    const { comparison, warning } = unknownDemand(assertion);
    if (![comparison, warning].some((demand) => demand?.kind === "equal" || demand?.kind === "notEqual"))
      return;
    for (const symbol of comparedSymbols(assertion)) {
      const { spec } = symbol;
      // The columns of a sample are those of all rows.
      if (isMeasured(spec) && spec.measurement.kind === "schema") continue;
      for (const name of [provider.datasetOf(symbol), ...datasetsOf(spec)]) {
        const sample = name === undefined ? undefined : sources.get(name)?.sample;
        if (sample === undefined) continue;
        throw new PlanningError(
          `Assertion '${assertion.name}' of check '${assertion.check.name}' compares ${spec.name} for equality, and dataset '${name}' is a ${sample.method}: an estimate equals a number by chance only. Use isBetween, isLt or isGt, or a source of all rows.`,
        );
      }
    }
  });
}
