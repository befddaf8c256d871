import { addDays, ExecutionId, LocalDate, ResultKey } from "@dqx/common";
import { average } from "@dqx/metrics";
import type { Metric } from "@dqx/orm";

/** The metrics that are stored for each day. */
export const SPECS = Array.from({ length: 100 }, (_, index) => average.spec({ column: `column_${index}` }));
const FIRST_DAY = LocalDate("2024-01-01");

/** The dataset of all metrics. */
export const DATASET = "orders";

/**
 * A day of the stored metrics.
 *
 * @param day - counted from 0
 */
export function dayOf(day: number): ResultKey {
  return new ResultKey(addDays(FIRST_DAY, day), { region: "eu" });
}

/**
 * Metrics as a suite stores them: a hundred averages on as many days as it takes.
 *
 * @param count - how many
 * @param execution - their execution
 * @param ttlHours - how long they live; a week by default
 */
export function storedMetrics(count: number, execution: string, ttlHours = 168): readonly Metric[] {
  const executionId = ExecutionId(execution);
  const days = Math.ceil(count / SPECS.length);
  const metrics = Array.from({ length: days }, (_, day) => {
    const key = dayOf(day);
    return SPECS.map((spec, index): Metric => {
      const value = day + index / 7;
      const state = spec.measurement.stateOf([1n, value, 0n]);
      return { spec, key, dataset: DATASET, value, state, metadata: { executionId, ttlHours } };
    });
  });
  return metrics.flat().slice(0, count);
}
