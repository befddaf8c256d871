import type { ExecutionId } from "./execution-id.js";

/** How long a metric is kept unless told otherwise: seven days, in hours. */
export const DEFAULT_TTL_HOURS = 168;

/** What is stored beside a metric's value. Without an execution id there is none. */
export interface Metadata {
  /** The execution that the metric belongs to. */
  readonly executionId: ExecutionId;
  /** How many hours after it was written the metric may be read; `Infinity` for ever, {@link DEFAULT_TTL_HOURS} by default. */
  readonly ttlHours?: number;
}
