import { InvalidArgumentError, requireKnownOptions, type SourceParameters, showValue } from "@dqx/common";
import type { Predicate } from "@dqx/metrics";

/** When and where a metric is taken. */
export interface MetricScope {
  /** How many days before the run's date; 0 by default. */
  readonly lag?: number;
  /** The name of the dataset; decided by the suite when absent. */
  readonly dataset?: string;
}

/** When and where a metric is taken, over which rows, and what its source's own query depends on. */
export interface MetricOptions extends MetricScope {
  /** The rows that are measured: those for which it is true. Part of the metric's identity; all by default. */
  readonly where?: Predicate;
  /** Part of the metric's identity; none by default. */
  readonly parameters?: SourceParameters;
}

/**
 * Checks options that may come from a caller without types.
 *
 * @param place - what they are options of, for messages
 * @param options - what was given
 * @param known - the names of the options there are
 * @throws {@link InvalidArgumentError} naming an option that is unknown, with the nearest known one, or of the
 *   wrong kind
 */
export function requireOptions(
  place: string,
  options: object,
  known: readonly string[],
): asserts options is MetricOptions {
  requireKnownOptions(place, options, known);
  const { lag, dataset, parameters }: MetricOptions = options;
  if (lag !== undefined) requireDays(place, "lag", lag, 0);
  if (dataset !== undefined && (typeof dataset !== "string" || dataset === "")) {
    throw new InvalidArgumentError(
      `${place} got the dataset ${showValue(dataset)}. Give the name of a dataset.`,
    );
  }
  if (parameters !== undefined && !isRecord(parameters)) {
    throw new InvalidArgumentError(
      `${place} got the parameters ${showValue(parameters)}. Give an object of names and values.`,
    );
  }
}

/** The options that a method got as its last argument; none when it was left out. */
export function optionsOf(given: unknown): object {
  // What is no object is refused by name where the options are checked.
  return given === undefined ? {} : (given as object);
}

/**
 * Checks a number of days.
 *
 * @param place - what it is an option of, for the message
 * @param name - the option
 * @param days - what was given
 * @param minimum - the smallest that makes sense
 * @throws {@link InvalidArgumentError} when it is not a whole number from `minimum` on
 */
export function requireDays(
  place: string,
  name: string,
  days: unknown,
  minimum: number,
): asserts days is number {
  if (typeof days === "number" && Number.isSafeInteger(days) && days >= minimum) return;
  throw new InvalidArgumentError(
    `${place} got the ${name} ${showValue(days)}. Give a whole number of days, ${minimum} or more.`,
  );
}

function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
