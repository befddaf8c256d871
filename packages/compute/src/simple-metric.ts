import { Either, type ExecutionId, type ResultKey } from "@dqx/common";
import type { MetricIdentity } from "@dqx/metrics";
import { type MetricFailure, MetricNotFound } from "./metric-failure.js";
import type { MetricReader } from "./metric-reader.js";

/**
 * The stored value of a metric.
 *
 * @param db - where it is stored
 * @param spec - the metric
 * @param dataset - the dataset it was measured on
 * @param key - its date and tags
 * @param executionId - the execution it belongs to; no other is looked at
 * @returns the value, or {@link MetricNotFound}
 * @throws a `DQXError` when the store cannot be read
 */
export async function simpleMetric(
  db: MetricReader,
  spec: MetricIdentity,
  dataset: string,
  key: ResultKey,
  executionId: ExecutionId,
): Promise<Either.Either<number, MetricFailure>> {
  const value = await db.getMetricValue(spec, key, dataset, executionId);
  return Either.fromOption(value, () => new MetricNotFound({ spec, dataset, key, executionId }));
}
