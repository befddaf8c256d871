import { DQXError } from "@dqx/common";

/** The metric store could not do what was asked: it is closed, unreachable, damaged or cannot be loaded. */
export class MetricStoreError extends DQXError {
  readonly _tag = "MetricStoreError";
}
