import { type ExecutionId, InvalidArgumentError, type ResultKey } from "@dqx/common";
import * as metrics from "@dqx/metrics";
import type { Either } from "effect/Either";
import { dayOverDay } from "./day-over-day.js";
import type { MetricFailure } from "./metric-failure.js";
import type { MetricReader } from "./metric-reader.js";
import { stddev } from "./stddev.js";
import { weekOverWeek } from "./week-over-week.js";

/**
 * The value of an extended metric, computed from the stored values of its base.
 *
 * @param db - where the base's values are stored; those of an extended base under its own identity
 * @param spec - the extended metric
 * @param dataset - the data set the base was measured on
 * @param key - the date and tags of the result
 * @param executionId - the execution the base's values belong to; no other is looked at
 * @returns the value, or why there is none
 * @throws `InvalidArgumentError` when there is no computation for the metric's type, another `DQXError` when
 *   the store cannot be read
 */
export async function computeExtended(
  db: MetricReader,
  spec: metrics.ExtendedMetricSpec,
  dataset: string,
  key: ResultKey,
  executionId: ExecutionId,
): Promise<Either<number, MetricFailure>> {
  switch (spec.type) {
    case metrics.dayOverDay.definition.type:
      return dayOverDay(db, spec.base, dataset, key, executionId);
    case metrics.weekOverWeek.definition.type:
      return weekOverWeek(db, spec.base, dataset, key, executionId);
    case metrics.stddev.definition.type:
      // One lag per day of the window.
      return stddev(db, spec.base, spec.lags.length, dataset, key, executionId);
    default: // foreign: extended metrics may be defined elsewhere
      throw new InvalidArgumentError(
        `There is no computation for metrics of type '${spec.type}', asked for by ${spec.name}. Extended metrics are of type ${EXTENDED_TYPES.join(", ")}.`,
      );
  }
}

const EXTENDED_TYPES = [metrics.dayOverDay, metrics.stddev, metrics.weekOverWeek].map(
  (metric) => metric.definition.type,
);
