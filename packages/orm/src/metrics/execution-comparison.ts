import { type ExecutionId, InvalidArgumentError, type ResultKey } from "@dqx/common";
import type { MetricIdentity } from "@dqx/metrics";
import type { Metric } from "./metric.js";

/** A metric of two executions, or of one of them. */
export interface MetricComparison {
  readonly spec: MetricIdentity;
  readonly key: ResultKey;
  readonly dataset: string;
  /** In the first execution; absent when it has none. */
  readonly first?: number;
  /** In the second execution; absent when it has none. */
  readonly second?: number;
  /** `second − first`; absent when one is missing. */
  readonly difference?: number;
  /** `second / first`; absent when one is missing or the first is zero. */
  readonly ratio?: number;
}

/**
 * Two executions side by side.
 *
 * @param first - the metrics of one
 * @param second - the metrics of the other
 * @returns one entry per metric: those of the first in its order, then those of the second alone
 */
export function compareMetrics(
  first: readonly Metric[],
  second: readonly Metric[],
): readonly MetricComparison[] {
  const others = new Map(second.map((metric) => [identityOf(metric), metric]));
  const compared = first.map((metric) => {
    const other = others.get(identityOf(metric));
    others.delete(identityOf(metric));
    const about = aboutOf(metric);
    return other === undefined
      ? { ...about, first: metric.value }
      : { ...about, ...compareValues(metric.value, other.value) };
  });
  const alone = Array.from(others.values(), (metric) => ({ ...aboutOf(metric), second: metric.value }));
  return [...compared, ...alone];
}

function compareValues(
  first: number,
  second: number,
): Omit<MetricComparison, keyof ReturnType<typeof aboutOf>> {
  return { first, second, difference: second - first, ...(first !== 0 && { ratio: second / first }) };
}

function aboutOf({ spec, key, dataset }: Metric): Pick<MetricComparison, "spec" | "key" | "dataset"> {
  return { spec, key, dataset };
}

function identityOf({ spec, key, dataset }: Metric): string {
  return JSON.stringify([spec.id, key.identity, dataset]);
}

/**
 * The error of comparing an execution that is not in the store.
 *
 * @param executionId - the execution
 */
export function nothingToCompare(executionId: ExecutionId): InvalidArgumentError {
  return new InvalidArgumentError(
    `Execution ${executionId} is not in the store, so that nothing can be compared with it. listExecutions() tells which are.`,
  );
}
