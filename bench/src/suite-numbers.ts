import type { SuiteResult } from "@dqx/api";

/**
 * The values of a run's metrics by name.
 *
 * @param result - a finished run
 * @param label - what a metric is called; its name by default
 * @throws when a metric has no value, or an assertion could not be told
 */
export function suiteNumbers(
  { metrics, assertions }: SuiteResult,
  label: (metric: SuiteResult["metrics"][number]) => string = ({ name }) => name,
): ReadonlyMap<string, number> {
  for (const { status, message } of assertions) if (status === "ERROR") throw new Error(message);
  return new Map(
    metrics.map((metric) => {
      if (metric.outcome.kind !== "value") throw new Error(`${metric.name}: ${metric.outcome.reason}`);
      return [label(metric), metric.outcome.value];
    }),
  );
}
