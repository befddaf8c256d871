import type { Either, ResultKey } from "@dqx/common";
import type { MetricFailure } from "@dqx/compute";
import type { MetricSpec } from "@dqx/metrics";
import type { MetricSymbol } from "../expression/metric-symbol.js";

/**
 * Retrieves a metric's value when it is needed: resolves the dataset then, goes back by the metric's lag, and
 * reads only what belongs to its provider's execution.
 *
 * @param key - the run's date and tags
 * @returns the value, or why there is none
 * @throws `UnresolvedDatasetError` when neither the metric nor a suite has named its dataset
 */
export type RetrievalFunction = (key: ResultKey) => Promise<Either.Either<number, MetricFailure>>;

/** What a provider knows of one of its symbols. */
export interface SymbolicMetric {
  readonly symbol: MetricSymbol;
  /** The symbol's name: `x_1`, `x_2`, … */
  readonly name: string;
  readonly spec: MetricSpec;
  /** How many days before the run's date. */
  readonly lag: number;
  /** The dataset that was named when it was made, if any. */
  readonly dataset: string | undefined;
  /** The symbols it is computed from, and the count that it is the ratio of; none for other measured metrics. */
  readonly children: readonly MetricSymbol[];
  readonly retrieve: RetrievalFunction;
}
