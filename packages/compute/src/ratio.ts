import { type Either, left, right } from "effect/Either";
import { getOrUndefined } from "effect/Option";
import {
  type MetricFailure,
  type MetricRequest,
  MissingDates,
  NotFinite,
  ZeroDenominator,
} from "./metric-failure.js";
import type { MetricReader } from "./metric-reader.js";

/**
 * The ratio of a metric's value to its value some days before.
 *
 * @param db - where both are stored
 * @param request - the metric, and where and when
 * @param name - what the ratio is called, for messages
 * @param days - how many days before; 1 or more
 * @returns value(date) / value(date - days)
 */
export async function ratio(
  db: MetricReader,
  request: MetricRequest,
  name: string,
  days: number,
): Promise<Either<number, MetricFailure>> {
  const { spec, dataset, key, executionId } = request;
  const earlier = key.lag(days);
  const [then, now] = await Promise.all(
    [earlier, key].map(async (day) =>
      getOrUndefined(await db.getMetricValue(spec, day, dataset, executionId)),
    ),
  );
  const computation = `${name}(${spec.name})`;
  if (then === undefined || now === undefined) {
    const missing = [then === undefined ? [earlier.date] : [], now === undefined ? [key.date] : []].flat();
    return left(new MissingDates(request, computation, missing));
  }
  if (then === 0) return left(new ZeroDenominator(request, computation, earlier.date));
  const value = now / then;
  return Number.isFinite(value)
    ? right(value)
    : left(new NotFinite(request, computation, `${now} / ${then}`));
}
