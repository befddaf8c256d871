import { addDays, ExecutionId, LocalDate, type ResultKey, type Tags } from "@dqx/common";
import type { MetricIdentity } from "@dqx/metrics";
import type { Metric } from "@dqx/orm";

/** The execution of tests that need only one. */
export const executionId = ExecutionId("exec-1");

/** A metric's values on consecutive days that end at the key's date. */
export function dailyMetrics(
  spec: MetricIdentity,
  key: ResultKey,
  values: readonly number[],
  { dataset = "orders", execution = executionId }: { dataset?: string; execution?: ExecutionId } = {},
): readonly Metric[] {
  return values.map((value, index) => ({
    spec,
    key: key.lag(values.length - 1 - index),
    dataset,
    value,
    metadata: { executionId: execution },
  }));
}

/** The dates from `first` on. */
export function days(first: string, count: number): readonly LocalDate[] {
  return Array.from({ length: count }, (_, index) => addDays(LocalDate(first), index));
}

/** Tags of which the order of the keys differs from that of {@link sameTags}. */
export const tags: Tags = { region: "eu", shop: 7 };
/** The tags of {@link tags}, in another order. */
export const sameTags: Tags = { shop: 7, region: "eu" };
