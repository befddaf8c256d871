import type { Either, ExecutionId, ResultKey } from "@dqx/common";
import { dayOverDay as definition, type MetricIdentity } from "@dqx/metrics";
import { computeExtended } from "./compute-extended.js";
import type { MetricFailure } from "./metric-failure.js";
import type { MetricReader } from "./metric-reader.js";
import { storedSpec } from "./stored-spec.js";

/**
 * The ratio of a metric's value to its value one day before: value(date) / value(date - 1).
 *
 * @param db - where both are stored
 * @param spec - the metric whose values are divided
 * @param dataset - the dataset it was measured on
 * @param key - the date and tags of the numerator
 * @param executionId - the execution both belong to; no other is looked at
 * @returns the ratio, or `MissingDates`, `ZeroDenominator` or `NotFinite`
 * @throws a `DQXError` when the store cannot be read
 */
export function dayOverDay(
  db: MetricReader,
  spec: MetricIdentity,
  dataset: string,
  key: ResultKey,
  executionId: ExecutionId,
): Promise<Either.Either<number, MetricFailure>> {
  return computeExtended(db, definition.spec(storedSpec(spec)), dataset, key, executionId);
}
