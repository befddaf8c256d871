import { DQXError } from "@dqx/common";
import { MetricStoreError } from "../errors/metric-store-error.js";
import type { StoreDriver } from "./drivers/store-driver.js";

/**
 * The error that the store throws for one of its database's.
 *
 * @param cause - what was thrown; an error of DQX stays as it is
 * @param driver - knows what its errors mean
 * @param place - which database, without secrets
 */
export function storeFailure(cause: unknown, driver: StoreDriver, place: string): DQXError {
  if (cause instanceof DQXError) return cause;
  const { reason, remedy } = driver.explain(cause) ?? {
    reason: "failed",
    remedy: "The cause says what the database did not like.",
  };
  const said = cause instanceof Error ? cause.message : String(cause);
  return new MetricStoreError(reason, `The metric store failed on ${place}: ${said}. ${remedy}`, { cause });
}
