import { InvalidArgumentError, requireKnownOptions, showValue } from "@dqx/common";

/** The most failing rows that an assertion shows. */
const MOST_ROWS = 1000;

/** Which columns tell rows apart, and which are worth seeing beside those that a condition looks at. */
export interface SampleColumns {
  /** The columns that come first, and that rows are ordered by; none by default. */
  readonly keys?: readonly string[];
  /** Columns that are shown, too; none by default. */
  readonly context?: readonly string[];
}

/** What an assertion says of its own sample. */
export interface AssertionSample extends SampleColumns {
  /** How many failing rows at most; what the run says by default. */
  readonly limit?: number;
}

/** How failing rows are shown in a run. */
export interface SampleOptions {
  /** How many rows of an assertion at most, up to 1000. */
  readonly limit: number;
  /** What is shown of the rows of each dataset. */
  readonly datasets?: Readonly<Record<string, SampleColumns>>;
}

/** {@link SampleOptions}, checked: without a limit only assertions that ask for it show rows. */
export interface SampleSettings {
  readonly limit: number | undefined;
  readonly datasets: Readonly<Record<string, SampleColumns>>;
}

/**
 * Checks the samples of a run.
 *
 * @param samples - how many rows, or all options; nothing for none
 * @param datasets - the names of the run's data sources
 * @throws {@link InvalidArgumentError} naming what is unknown or of the wrong kind
 */
export function sampleSettings(
  samples: number | SampleOptions | undefined,
  datasets: readonly string[],
): SampleSettings {
  if (samples === undefined) return { limit: undefined, datasets: {} };
  const options = typeof samples === "number" ? { limit: samples } : samples;
  requireKnownOptions("samples", options, ["limit", "datasets"]);
  requireLimit("samples", options.limit);
  const columns = options.datasets ?? {};
  requireKnownOptions("samples", columns, datasets);
  for (const [name, each] of Object.entries(columns)) requireColumns(`samples of dataset '${name}'`, each);
  return { limit: options.limit, datasets: columns };
}

/**
 * Refuses a number of rows that is none.
 *
 * @throws {@link InvalidArgumentError} that says what it may be
 */
export function requireLimit(place: string, limit: unknown): void {
  if (typeof limit === "number" && Number.isInteger(limit) && limit >= 1 && limit <= MOST_ROWS) return;
  throw new InvalidArgumentError(
    `${place}: ${showValue(limit)} is no number of rows. Give a whole number from 1 to ${MOST_ROWS}.`,
  );
}

/**
 * Refuses columns that are none.
 *
 * @throws {@link InvalidArgumentError} naming the option
 */
export function requireColumns(place: string, columns: SampleColumns): void {
  requireKnownOptions(place, columns, ["keys", "context"]);
  for (const [option, names] of Object.entries(columns)) {
    const isList = Array.isArray(names) && names.every((name) => typeof name === "string" && name !== "");
    if (names === undefined || isList) continue;
    throw new InvalidArgumentError(`${place}: ${option} is ${showValue(names)}. Give a list of columns.`);
  }
}
