import { addDays, ExecutionId, LocalDate, ResultKey } from "@dqx/common";
import { average } from "@dqx/metrics";
import type { Metric } from "@dqx/orm";

const SPECS = Array.from({ length: 100 }, (_, index) => average.spec({ column: `column_${index}` }));
const FIRST_DAY = LocalDate("2024-01-01");

/** The data set of all metrics. */
export const DATASET = "orders";

/**
 * Metrics as a suite stores them: a hundred averages on as many days as it takes.
 *
 * @param count - how many
 * @param execution - their execution
 */
export function storedMetrics(count: number, execution: string): readonly Metric[] {
  const executionId = ExecutionId(execution);
  const days = Math.ceil(count / SPECS.length);
  const metrics = Array.from({ length: days }, (_, day) => {
    const key = new ResultKey(addDays(FIRST_DAY, day), { region: "eu" });
    return SPECS.map((spec, index): Metric => {
      const value = day + index / 7;
      const state = spec.measurement.stateOf([1n, value, 0n]);
      return { spec, key, dataset: DATASET, value, state, metadata: { executionId } };
    });
  });
  return metrics.flat().slice(0, count);
}
