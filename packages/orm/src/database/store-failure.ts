import { DQXError } from "@dqx/common";
import type { DataSourceOptions } from "typeorm";
import { MetricStoreError } from "../errors/metric-store-error.js";
import { withoutSecrets, withoutSecretsInCause } from "./credentials.js";
import type { StoreDriver } from "./drivers/store-driver.js";

/**
 * The error that the store throws for one of its database's. No password of the options is in it, nor in its cause.
 *
 * @param cause - what was thrown; an error of DQX stays as it is
 * @param driver - knows what its errors mean
 * @param options - which database it was
 */
export function storeFailure(cause: unknown, driver: StoreDriver, options: DataSourceOptions): DQXError {
  if (cause instanceof DQXError) return cause;
  const { reason, remedy } = driver.explain(cause) ?? {
    reason: "failed",
    remedy: "The cause says what the database did not like.",
  };
  const said = withoutSecrets(cause instanceof Error ? cause.message : String(cause), options);
  const end = /[.!?]$/.test(said) ? "" : ".";
  return new MetricStoreError(
    reason,
    `The metric store failed on ${driver.describe(options)}: ${said}${end} ${remedy}`,
    { cause: withoutSecretsInCause(cause, options) },
  );
}
