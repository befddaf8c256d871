import type { MetricRow } from "../schema/entities/metric-entity.js";
import { parsePlainJson, parseVersionedJson, plainJsonText } from "../sql/plain-json.js";
import { toStorableText } from "../sql/storable-text.js";
import { damagedStore, isPresent, numberColumn, type StoreRow, textColumn } from "../sql/store-row.js";
import type { StoredOutcome, StoredValue } from "./metric.js";

/** What of a row says what became of its metric. */
export type OutcomeColumns = Pick<
  MetricRow,
  | "value"
  | "negative_zero"
  | "outcome"
  | "reason"
  | "arithmetic"
  | "method"
  | "error_bound"
  | "detail"
  | "warnings"
>;

/** The columns that hold more than a plain value needs, and what they hold for one. */
export const plainValue = {
  outcome: "value",
  reason: null,
  arithmetic: null,
  method: null,
  error_bound: null,
  detail: null,
  warnings: null,
} as const satisfies Partial<OutcomeColumns>;

/** The version of the JSON in `detail`. */
const DETAIL_VERSION = 1;

/**
 * An outcome as it is stored.
 *
 * @param outcome - a sound one
 * @throws `InvalidArgumentError` when its detail is not plain JSON
 */
export function outcomeColumns(outcome: StoredOutcome): OutcomeColumns {
  if (outcome.kind !== "value") {
    const { kind, reason } = outcome;
    return { ...plainValue, value: null, negative_zero: 0, outcome: kind, reason: toStorableText(reason) };
  }
  const { value, warnings, rows, arithmetic = null, method = null, error = null, detail } = outcome;
  // Not from plainValue: to override what was spread takes longer than all else about a row.
  return {
    value,
    negative_zero: Object.is(value, -0) ? 1 : 0,
    outcome: "value",
    reason: null,
    arithmetic,
    method,
    error_bound: error,
    detail: detail === undefined && rows === undefined ? null : detailText(rows, detail),
    warnings: warnings.length === 0 ? null : plainJsonText("its warnings", warnings),
  };
}

function detailText(rows: number | undefined, detail: unknown): string {
  const parts = [
    `"version":${DETAIL_VERSION}`,
    ...(rows === undefined ? [] : [`"rows":${rows}`]),
    ...(detail === undefined ? [] : [`"detail":${plainJsonText("its detail", detail)}`]),
  ];
  return `{${parts.join(",")}}`;
}

/** The value that a stored row holds; nothing when its outcome is none. */
export function rowToValue(row: StoreRow): number | undefined {
  if (!isPresent(row, "value")) return undefined;
  return numberColumn(row, "negative_zero") === 1 ? -0 : numberColumn(row, "value");
}

/** The value of a row that was asked for because it has one. */
export function presentValue(row: StoreRow): number {
  const value = rowToValue(row);
  if (value === undefined) throw damagedStore("a metric without a value");
  return value;
}

/**
 * The outcome that a stored row holds.
 *
 * @param row - a row of the metric table
 * @throws `MetricStoreError` when it does not hold one
 */
export function rowToOutcome(row: StoreRow): StoredOutcome {
  const kind = textColumn(row, "outcome");
  if (kind === "empty" || kind === "failed") return { kind, reason: textColumn(row, "reason") };
  const value = rowToValue(row);
  if (kind !== "value" || value === undefined) {
    throw damagedStore(`the outcome '${kind}' ${value === undefined ? "without" : "with"} a value`);
  }
  return {
    kind,
    value,
    warnings: warningsColumn(row),
    ...(isPresent(row, "method") && { method: textColumn(row, "method") }),
    ...(isPresent(row, "error_bound") && { error: numberColumn(row, "error_bound") }),
    ...(isPresent(row, "arithmetic") && { arithmetic: arithmeticColumn(row) }),
    ...(isPresent(row, "detail") && detailColumn(row)),
  };
}

function warningsColumn(row: StoreRow): readonly string[] {
  if (!isPresent(row, "warnings")) return [];
  const warnings = parsePlainJson(textColumn(row, "warnings"));
  if (Array.isArray(warnings) && warnings.every((warning) => typeof warning === "string")) return warnings;
  throw damagedStore("no list of texts in column 'warnings'");
}

function arithmeticColumn(row: StoreRow): "double" | "decimal" {
  const arithmetic = textColumn(row, "arithmetic");
  if (arithmetic === "double" || arithmetic === "decimal") return arithmetic;
  throw damagedStore(`the arithmetic '${arithmetic}', which there is not`);
}

function detailColumn(row: StoreRow): Pick<StoredValue, "rows" | "detail"> {
  const { version, rows, detail } = parseVersionedJson(textColumn(row, "detail"));
  if (version === DETAIL_VERSION) {
    return { ...(typeof rows === "number" && { rows }), ...(detail !== undefined && { detail }) };
  }
  throw damagedStore("a detail of a version that this release does not know");
}
