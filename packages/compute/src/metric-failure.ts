import { type ExecutionId, type LocalDate, type ResultKey, type Tags, tagsIdentity } from "@dqx/common";
import type { MetricIdentity } from "@dqx/metrics";

/** Why a metric has no value: a closed union, told apart by `_tag`. */
export type MetricFailure = MetricNotFound | MissingDates | ZeroDenominator | NotFinite | DerivationFailed;

/** What was asked for. */
export interface MetricRequest {
  /** The stored metric that is read. */
  readonly spec: MetricIdentity;
  readonly dataset: string;
  readonly key: ResultKey;
  readonly executionId: ExecutionId;
}

/** A metric that the execution has no value of. */
export class MetricNotFound {
  readonly _tag = "MetricNotFound";
  /** The metric's name, for example `average(price)`. */
  readonly metric: string;
  readonly dataset: string;
  readonly executionId: ExecutionId;
  readonly date: LocalDate;
  readonly tags: Tags;
  /** All of it in one sentence. */
  readonly message: string;

  /** @param request - what was asked for */
  constructor({ spec, dataset, key, executionId }: MetricRequest) {
    this.metric = spec.name;
    this.dataset = dataset;
    this.executionId = executionId;
    this.date = key.date;
    this.tags = key.tags;
    this.message = `Metric ${spec.name} for ${key} on dataset '${dataset}' in execution ${executionId} not found!`;
  }
}

/** Days that a computation over several days needs and that the execution has no value of. */
export class MissingDates {
  readonly _tag = "MissingDates";
  /** The name of the metric that is read, for example `average(price)`. */
  readonly metric: string;
  readonly dataset: string;
  readonly executionId: ExecutionId;
  /** All that are missing, ascending. */
  readonly dates: readonly LocalDate[];
  readonly tags: Tags;
  /** All of it in one sentence; names five dates at most. */
  readonly message: string;

  /**
   * @param request - what was asked for
   * @param computation - what needs the days, for example `dayOverDay(average(price))`
   * @param dates - the days without a value, ascending; at least one
   */
  constructor(request: MetricRequest, computation: string, dates: readonly LocalDate[]) {
    const { spec, dataset, key, executionId } = request;
    this.metric = spec.name;
    this.dataset = dataset;
    this.executionId = executionId;
    this.dates = dates;
    this.tags = key.tags;
    this.message = `Metric ${spec.name}${showTags(key.tags)} on dataset '${dataset}' in execution ${executionId} not found for ${listDates(dates)}! ${computation} for ${key.date} needs ${dates.length === 1 ? "that day" : "those days"}.`;
  }
}

/** A ratio whose denominator is zero. */
export class ZeroDenominator {
  readonly _tag = "ZeroDenominator";
  /** The name of the metric that is read, for example `average(price)`. */
  readonly metric: string;
  readonly dataset: string;
  readonly executionId: ExecutionId;
  /** The day on which the metric is zero. */
  readonly date: LocalDate;
  readonly tags: Tags;
  /** All of it in one sentence. */
  readonly message: string;

  /**
   * @param request - what was asked for
   * @param computation - what divides, for example `dayOverDay(average(price))`
   * @param date - the day on which the metric is zero
   */
  constructor(request: MetricRequest, computation: string, date: LocalDate) {
    const { spec, dataset, key, executionId } = request;
    this.metric = spec.name;
    this.dataset = dataset;
    this.executionId = executionId;
    this.date = date;
    this.tags = key.tags;
    this.message = `${computation} for ${key} on dataset '${dataset}' in execution ${executionId} divides by zero: ${spec.name} is 0 on ${date}.`;
  }
}

/** A computation whose result no double can hold. */
export class NotFinite {
  readonly _tag = "NotFinite";
  /** The name of the metric that is read, for example `average(price)`. */
  readonly metric: string;
  readonly dataset: string;
  readonly executionId: ExecutionId;
  /** The day that the result is for. */
  readonly date: LocalDate;
  readonly tags: Tags;
  /** All of it in one sentence. */
  readonly message: string;

  /**
   * @param request - what was asked for
   * @param computation - what was computed, for example `dayOverDay(average(price))`
   * @param calculation - the calculation with its numbers, for example `1e+300 / 1e-300`
   */
  constructor(request: MetricRequest, computation: string, calculation: string) {
    const { spec, dataset, key, executionId } = request;
    this.metric = spec.name;
    this.dataset = dataset;
    this.executionId = executionId;
    this.date = key.date;
    this.tags = key.tags;
    this.message = `${computation} for ${key} on dataset '${dataset}' in execution ${executionId} has no finite value: ${calculation} does not fit into a double.`;
  }
}

/** A derived metric that says of its readings that they have no result. */
export class DerivationFailed {
  readonly _tag = "DerivationFailed";
  /** The derived metric's name. */
  readonly metric: string;
  readonly dataset: string;
  readonly executionId: ExecutionId;
  /** The day that the result is for. */
  readonly date: LocalDate;
  readonly tags: Tags;
  /** The metric's own words, for example `the history has no spread`. */
  readonly reason: string;
  /** All of it in one sentence. */
  readonly message: string;

  /**
   * @param request - the derived metric
   * @param reason - why its readings have no result, without a full stop
   */
  constructor({ spec, dataset, key, executionId }: MetricRequest, reason: string) {
    this.metric = spec.name;
    this.dataset = dataset;
    this.executionId = executionId;
    this.date = key.date;
    this.tags = key.tags;
    this.reason = reason;
    this.message = `${spec.name} for ${key} on dataset '${dataset}' in execution ${executionId} has no value: ${reason}.`;
  }
}

/** How many dates a message names before it only counts the others. */
const NAMED_DATES = 5;

function listDates(dates: readonly LocalDate[]): string {
  const others = dates.length - NAMED_DATES;
  const named = dates.slice(0, NAMED_DATES).join(", ");
  return others > 0 ? `${named}, … and ${others} more` : named;
}

function showTags(tags: Tags): string {
  return Object.keys(tags).length === 0 ? "" : ` with tags ${tagsIdentity(tags)}`;
}
