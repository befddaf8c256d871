import type { Aggregate } from "@dqx/metrics";
import type { BoundColumn } from "../dialect/column-type.js";

/** An aggregate whose columns exist. */
export interface BoundAggregate {
  readonly aggregate: Aggregate;
  /** The aggregate's columns, in the order in which it names them. */
  readonly columns: readonly BoundColumn[];
  /** Equal for aggregates that compute the same, however the metrics spell the columns. */
  readonly identity: string;
}
