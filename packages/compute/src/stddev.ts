import type { Either, ExecutionId, ResultKey } from "@dqx/common";
import { stddev as definition, type MetricIdentity } from "@dqx/metrics";
import { computeExtended } from "./compute-extended.js";
import type { MetricFailure } from "./metric-failure.js";
import type { MetricReader } from "./metric-reader.js";
import { storedSpec } from "./stored-spec.js";

/**
 * The sample standard deviation of a metric's daily values over the `size` days that end at the key's date.
 *
 * @param db - where the values are stored
 * @param spec - the metric
 * @param size - how many days; 1 or more, and each must have a value
 * @param dataset - the dataset it was measured on
 * @param key - the last day, and the tags
 * @param executionId - the execution the values belong to; no other is looked at
 * @returns the deviation, 0 for one day; or `MissingDates` or `NotFinite`
 * @throws `InvalidArgumentError` when `size` is not a whole number from 1 on, another `DQXError` when the
 *   store cannot be read
 */
export async function stddev(
  db: MetricReader,
  spec: MetricIdentity,
  size: number,
  dataset: string,
  key: ResultKey,
  executionId: ExecutionId,
): Promise<Either.Either<number, MetricFailure>> {
  // The window says what is wrong with a size in days.
  key.range(0, size);
  return computeExtended(db, definition.spec(storedSpec(spec), { size }), dataset, key, executionId);
}
