import type { Either, LocalDate } from "@dqx/common";
import type { MetricFailure } from "@dqx/compute";
import type { MetricSpec } from "@dqx/metrics";

/** A metric of an assertion, read from the store. */
export interface SymbolReading {
  readonly spec: MetricSpec;
  readonly dataset: string;
  /** The run's date less the metric's lag. */
  readonly date: LocalDate;
  readonly value: Either.Either<number, MetricFailure>;
}
