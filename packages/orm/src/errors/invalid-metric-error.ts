import { DQXError, type DQXErrorOptions } from "@dqx/common";

/** What an {@link InvalidMetricError} is about, as far as it could be read. */
export interface InvalidMetric {
  /** The metric's name. */
  readonly metric: string;
  /** Its date and tags. */
  readonly key: string;
  readonly dataset: string;
}

/** A metric that cannot be stored. Nothing of its batch was stored. */
export class InvalidMetricError extends DQXError {
  readonly _tag = "InvalidMetricError";
  readonly metric: string;
  readonly key: string;
  readonly dataset: string;

  /**
   * @param about - the metric
   * @param problem - what is wrong and what to do, as a sentence that follows "cannot be stored:"
   * @param options - the cause, when there is one
   */
  constructor(about: InvalidMetric, problem: string, options: DQXErrorOptions = {}) {
    super(
      `Metric ${about.metric} for ${about.key} on dataset '${about.dataset}' cannot be stored: ${problem}`,
      options,
    );
    this.metric = about.metric;
    this.key = about.key;
    this.dataset = about.dataset;
  }
}
