import { InvalidArgumentError, requireKnownOptions, type Severity, severities, showValue } from "@dqx/common";
import type { MetricLiteral, Predicate } from "@dqx/metrics";
import type { MetricSymbol, SegmentsSymbol } from "@dqx/provider/expressions";

/** A part of the rows that something is asserted of. */
export type Segment =
  /** The rows in which a column has a value. Whole numbers past 2^53, decimals and dates are text. */
  | { readonly kind: "value"; readonly column: string; readonly value: null | boolean | number | string }
  /** The rows of all values that are no segments of their own. */
  | { readonly kind: "other"; readonly column: string }
  /** The rows that meet a condition, by its name. */
  | { readonly kind: "condition"; readonly name: string };

/** Which values of a column are segments. */
export interface SegmentOptions {
  /** How many there are at most, those with the most rows; 50 by default. */
  readonly top?: number;
  /** Whether the rows of all other values are a segment, too; the metrics have to merge for that. False by default. */
  readonly other?: boolean;
  /** Values that have to be there: each that is not is a result that fails. */
  readonly expected?: readonly (MetricLiteral | null)[];
  /** So many days before the run's date: each segment that was there then and is gone is a result that fails. */
  readonly lag?: number;
  /** What the results are called that say that a segment is missing. */
  readonly name?: string;
  /** How bad it is that a segment is missing; `P1` by default. */
  readonly severity?: Severity;
}

/** The values of a column as segments. */
export interface ValueSegmentation extends Required<Pick<SegmentOptions, "other" | "expected" | "severity">> {
  readonly kind: "values";
  readonly column: string;
  readonly top: number | undefined;
  readonly lag: number | undefined;
  readonly name: string;
}

/** Segments: the values of a column, or conditions by name. */
export type Segmentation =
  | ValueSegmentation
  | { readonly kind: "conditions"; readonly conditions: readonly (readonly [string, Predicate])[] };

/**
 * Segments by the values of a column, which nobody has to know before the run. Null is a value like any other.
 *
 * @param column - its name
 * @param options - how many segments there are, and which have to be there
 * @throws {@link InvalidArgumentError} when the name or an option is wrong
 */
export function segment(column: string, options?: SegmentOptions): Segmentation;
/**
 * Segments by conditions; a row may be in several of them, or in none.
 *
 * @param conditions - by name, at least one
 * @throws {@link InvalidArgumentError} when there is none
 */
export function segment(conditions: { readonly [name: string]: Predicate }): Segmentation;
export function segment(
  by: string | { readonly [name: string]: Predicate },
  options: SegmentOptions = {},
): Segmentation {
  if (typeof by === "object" && by !== null && Object.keys(by).length > 0) {
    requireKnownOptions("segment of conditions", options, []);
    return Object.freeze({ kind: "conditions", conditions: Object.entries(by) });
  }
  if (typeof by !== "string" || by === "") {
    throw new InvalidArgumentError(
      `segment got ${showValue(by)}. Give the name of a column, or conditions by name, for example { domestic: col("country").isEq("US") }.`,
    );
  }
  requireKnownOptions("segment", options, ["top", "other", "expected", "lag", "name", "severity"]);
  const { top, other = false, expected = [], lag, severity = "P1" } = options;
  const { name = `segments of ${by}` } = options;
  if (!Array.isArray(expected)) {
    throw new InvalidArgumentError(`segment got expected ${showValue(expected)}. Give a list of values.`);
  }
  if (lag !== undefined && !(Number.isSafeInteger(lag) && lag >= 1)) {
    throw new InvalidArgumentError(
      `segment got lag ${showValue(lag)}. Give a whole number of days, 1 or more.`,
    );
  }
  if (!severities.includes(severity)) {
    throw new InvalidArgumentError(
      `segment got severity ${showValue(severity)}. Give ${severities.map((each) => `"${each}"`).join(", ")}.`,
    );
  }
  return Object.freeze({
    kind: "values",
    column: by,
    top,
    other,
    expected: [...expected],
    lag,
    name,
    severity,
  });
}

/**
 * Refuses what is no segments; callers without types may give anything.
 *
 * @param place - what was given it, for the message
 * @throws {@link InvalidArgumentError} that says how segments are made
 */
export function requireSegmentation(place: string, given: unknown): void {
  if (typeof given === "object" && given !== null && "kind" in given) return;
  throw new InvalidArgumentError(
    `${place} got ${showValue(given)}. Give segments, as segment("country") makes them.`,
  );
}

/** What an assertion is made from once the segments are known. */
export type SegmentTemplate = { readonly segmentation: ValueSegmentation } & (
  | {
      readonly kind: "each";
      /** The metrics of segments, and the metric that each is measured of. */
      readonly symbols: ReadonlyMap<MetricSymbol, MetricSymbol>;
    }
  | {
      /** That no segment is missing. */
      readonly kind: "missing";
      readonly today: SegmentsSymbol;
      /** The segments of the day that it is compared with. */
      readonly earlier: SegmentsSymbol | undefined;
    }
);

/** A segment as names of assertions show it: `country = "de"`, `other values of country`, `domestic`. */
export function showSegment(segment: Segment): string {
  switch (segment.kind) {
    case "value":
      return `${segment.column} = ${JSON.stringify(segment.value)}`;
    case "other":
      return `other values of ${segment.column}`;
    case "condition":
      return segment.name;
  }
}
