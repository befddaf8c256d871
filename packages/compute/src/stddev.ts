import { datesBetween, type ExecutionId, type LocalDate, type ResultKey } from "@dqx/common";
import type { MetricIdentity } from "@dqx/metrics";
import { type Either, left, right } from "effect/Either";
import { getOrUndefined } from "effect/Option";
import { type MetricFailure, MissingDates, NotFinite } from "./metric-failure.js";
import type { MetricReader } from "./metric-reader.js";
import { sampleStandardDeviation } from "./sample-standard-deviation.js";

/**
 * The sample standard deviation of a metric's daily values over the `size` days that end at the key's date.
 *
 * @param db - where the values are stored
 * @param spec - the metric
 * @param size - how many days; 1 or more, and each must have a value
 * @param dataset - the data set it was measured on
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
): Promise<Either<number, MetricFailure>> {
  const dates = datesBetween(...key.range(0, size));
  const window = getOrUndefined(await db.getMetricWindow(spec, key, 0, size, dataset, executionId));
  const values: number[] = [];
  const missing: LocalDate[] = [];
  for (const date of dates) {
    const value = window?.get(date);
    if (value === undefined) missing.push(date);
    else values.push(value);
  }
  const request = { spec, dataset, key, executionId };
  const computation = `stddev(${spec.name}, ${size} days)`;
  if (missing.length > 0) return left(new MissingDates(request, computation, missing));
  const deviation = sampleStandardDeviation(values);
  return Number.isFinite(deviation)
    ? right(deviation)
    : left(new NotFinite(request, computation, `the deviation of ${size} values`));
}
