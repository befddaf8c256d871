import type { ExecutionId, ResultKey } from "@dqx/common";
import type { MetricIdentity } from "@dqx/metrics";
import type { MetricStore } from "@dqx/orm";

/** Stores a metric's values on consecutive days that end at the key's date. */
export function storeDaily(
  db: MetricStore,
  spec: MetricIdentity,
  key: ResultKey,
  values: readonly number[],
  { dataset, executionId }: { readonly dataset: string; readonly executionId: ExecutionId },
): Promise<void> {
  return db.persist(
    values.map((value, index) => ({
      spec,
      key: key.lag(values.length - 1 - index),
      dataset,
      value,
      metadata: { executionId },
    })),
  );
}
