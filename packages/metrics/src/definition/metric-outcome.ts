import { escapeControls } from "@dqx/common";
import type { RowExpression } from "../row/row-expression.js";
import { showExpression } from "../row/show-row.js";
import { divideExact, type ExactNumber, showExact, toDouble } from "../state/exact-number.js";

/** The values of a column, and how many rows have each: the detail of a histogram. */
export interface Distribution {
  readonly kind: "distribution";
  /** The most frequent values, the most frequent first. */
  readonly bins: readonly DistributionBin[];
  /** The values that are no bins of their own, and their rows. */
  readonly other: { readonly values: number; readonly rows: number };
  /** How many rows there are. */
  readonly rows: number;
}

/** A value, and how many rows have it. */
export interface DistributionBin {
  /** Whole numbers past 2^53, decimals, dates and numbers that are not finite are text. */
  readonly value: null | boolean | number | string;
  readonly rows: number;
}

/** How far columns are from being a primary key. */
export interface KeyDetail {
  readonly kind: "key";
  readonly rows: number;
  /** The rows in which at least one column of the key is null. */
  readonly incomplete: number;
  /** The rows whose key another row has, too. */
  readonly repeated: number;
}

/** Several quantiles of a column. */
export interface Quantiles {
  readonly kind: "quantiles";
  /** By their shares; none when there are no values. The error is the bound of an estimate's. */
  readonly quantiles: readonly {
    readonly at: number;
    readonly value: number;
    readonly error?: number;
  }[];
  /** How estimates were made; absent when the quantiles are exact. */
  readonly method?: string;
  /** How many finite values there are. */
  readonly rows: number;
}

/** How many finite values lie in each bin of a histogram. */
export interface BinnedValues {
  readonly kind: "bins";
  /** From an edge on and below the next; the last bin has both of its edges. */
  readonly bins: readonly { readonly from: number; readonly to: number; readonly rows: number }[];
  /** Finite values outside of the bins. */
  readonly below: number;
  readonly above: number;
  readonly nulls: number;
  /** Values that are NaN or infinite. */
  readonly nonFinite: number;
}

/** Another metric over the rows of each value of a column. */
export interface Segments {
  readonly kind: "segments";
  /** The values with the most rows, the largest first. Whole numbers past 2^53, decimals and dates are text. */
  readonly segments: readonly {
    readonly value: null | boolean | number | string;
    readonly rows: number;
    readonly outcome: MetricOutcome;
  }[];
  /** The values that are no segments of their own; the outcome over all of their rows where that was asked for. */
  readonly rest: { readonly segments: number; readonly rows: number; readonly outcome?: MetricOutcome };
}

/** The rows that a share is made of, so that it can be judged without being rounded. */
export interface ShareDetail {
  readonly kind: "share";
  /** How many of the tested rows are counted. */
  readonly counted: number;
  readonly tested: number;
}

/** How a column differs from what it should be. */
export interface SchemaChange {
  readonly column: string;
  readonly change: "added" | "removed" | "retyped" | "reordered" | "nullability";
  /** Whether it breaks who reads the columns by name. */
  readonly effect: "breaking" | "additive";
  /** The kind of type, the place or `nullable` as it should be; null for a column that was added. */
  readonly was: string | null;
  /** The same as it is; null for a column that was removed. */
  readonly is: string | null;
}

/** How the columns of a dataset differ from what they should be. */
export interface SchemaDetail {
  readonly kind: "schema";
  readonly changes: readonly SchemaChange[];
}

/** What a value is a part or a summary of. */
export type OutcomeDetail =
  | Distribution
  | KeyDetail
  | Quantiles
  | BinnedValues
  | Segments
  | ShareDetail
  | SchemaDetail;

/** What became of a metric: a value, nothing to measure, or a failure with its reason. Nothing has a default number. */
export type MetricOutcome =
  | {
      readonly kind: "value";
      readonly value: number;
      /** What the reader of the value should know, for example that digits were lost. */
      readonly warnings: readonly string[];
      /** How many rows it is over; given when there were none, so that a sum of 0 over 0 rows says so. */
      readonly rows?: number;
      /**
       * What the value was computed in, where that says how far it may be relied on: `double`, whose last digits
       * depend on the order of the operations, or `decimal`, which is exact. Absent for whole numbers.
       */
      readonly arithmetic?: "double" | "decimal";
      /** How an estimate was made, for example `hyperloglog`; absent when the value is exact. */
      readonly method?: string;
      /** The bound of an estimate's error, in the unit of the value; absent when the value is exact. */
      readonly error?: number;
      /** What the value is a part or a summary of; plain JSON. */
      readonly detail?: OutcomeDetail;
    }
  | { readonly kind: "empty"; readonly reason: string }
  | { readonly kind: "failed"; readonly reason: string };

/** The outcome of a metric that has a number; an infinite one is a failure, and lost digits are a warning. */
export function valueOutcome(number: ExactNumber): MetricOutcome {
  const { value, exact } = toDouble(number);
  if (!Number.isFinite(value))
    return failedOutcome(`the result is ${value}: the numbers are too large for a double`);
  const warnings = exact
    ? []
    : [`${showExact(number)} has more digits than a double holds; ${value} is used`];
  return {
    kind: "value",
    value,
    warnings,
    ...(typeof number === "object" && number.scale > 0 && { arithmetic: "decimal" as const }),
  };
}

/** {@link valueOutcome} of a result of arithmetic, which was done in doubles where the result is one. */
export function computedOutcome(number: ExactNumber): MetricOutcome {
  const outcome = valueOutcome(number);
  return outcome.kind === "value" && typeof number === "number"
    ? { ...outcome, arithmetic: "double" }
    : outcome;
}

/**
 * The outcome of a metric that is a share of rows, with the rows that it is made of.
 *
 * @param counted - how many of the tested rows are counted
 * @param tested - how many rows are tested
 * @param reason - why there is no value when that is none
 */
export function shareOutcome(counted: number, tested: number, reason: string): MetricOutcome {
  if (tested === 0) return emptyOutcome(reason);
  const share = valueOutcome(divideExact(BigInt(counted), tested));
  return share.kind === "value" ? { ...share, detail: { kind: "share", counted, tested } } : share;
}

/**
 * The outcome of an estimate.
 *
 * @param value - a finite number
 * @param method - how it was made, for example `hyperloglog`
 * @param error - the bound of its error, in the unit of the value
 */
export function estimatedOutcome(value: number, method: string, error: number): MetricOutcome {
  return { kind: "value", value, warnings: [], method, error };
}

/** The outcome of a metric that had nothing to measure. */
export function emptyOutcome(reason: string): MetricOutcome {
  return { kind: "empty", reason: escapeControls(reason) };
}

/** The outcome of a metric that could not be computed. */
export function failedOutcome(reason: string): MetricOutcome {
  return { kind: "failed", reason: escapeControls(reason) };
}

/**
 * The outcome of an arithmetic metric over numbers of which some are NaN or ±Infinity: a failure that names them.
 *
 * @param of - the name of their column, or what they are computed by
 * @param count - how many of them are not finite
 */
export function nonFiniteOutcome(of: RowExpression | string, count: number): MetricOutcome {
  const values = count === 1 ? "1 value that is" : `${count} values that are`;
  if (typeof of === "string") {
    return failedOutcome(`column '${of}' holds ${values} NaN or infinite; nanCount counts them`);
  }
  if (of.kind === "column" && of.path === undefined) return nonFiniteOutcome(of.name, count);
  return failedOutcome(`'${showExpression(of)}' has ${values} NaN or infinite`);
}
