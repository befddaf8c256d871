import { type Band, NEEDED_DAYS } from "../learn/band.js";
import type { WatchedKind, WatchVerdict } from "./watch-report.js";

/** What a verdict is about. */
export interface Subject {
  readonly kind: WatchedKind;
  readonly column: string | null;
  readonly of?: string;
}

/** A verdict on a value by a band. */
export function bandVerdict(subject: Subject, value: number, band: Band): WatchVerdict {
  const { lower, upper, expected, from, days } = band;
  const side = value < lower ? "below" : value > upper ? "above" : undefined;
  const by = from === "weekday" ? " for the day of the week" : from === "recent" ? " of late" : "";
  const learnt = `expected ${shown(expected)}${by}, learnt from ${days} days`;
  const what = `${nameOf(subject)} = ${shown(value)}`;
  return {
    ...base(subject),
    status: side === undefined ? "ok" : "alarm",
    value,
    expected,
    lower: finite(lower),
    upper: finite(upper),
    expectedFrom: from,
    days,
    message:
      side === undefined
        ? `${what} is ${rangeOf(lower, upper)} (${learnt})`
        : `${what} is ${side} ${shown(side === "below" ? lower : upper)} (${learnt})`,
  };
}

/** A verdict that there cannot be yet. */
export function tooLittle(subject: Subject, value: number | null, days: number): WatchVerdict {
  return {
    ...base(subject),
    status: "tooLittleHistory",
    value,
    days,
    message: `${nameOf(subject)}: not enough history, ${days} of ${NEEDED_DAYS} days`,
  };
}

/** A verdict that no band gives. */
export function otherVerdict(
  subject: Subject,
  isAlarm: boolean,
  value: number | null,
  days: number,
  message: string,
): WatchVerdict {
  return { ...base(subject), status: isAlarm ? "alarm" : "ok", value, days, message };
}

function rangeOf(lower: number, upper: number): string {
  if (!Number.isFinite(upper)) return `≥ ${shown(lower)}`;
  return Number.isFinite(lower) ? `in [${shown(lower)}, ${shown(upper)}]` : `≤ ${shown(upper)}`;
}

function base({ kind, column, of }: Subject): Omit<WatchVerdict, "status" | "value" | "days" | "message"> {
  return {
    kind,
    column,
    of: of ?? null,
    expected: null,
    lower: null,
    upper: null,
    expectedFrom: null,
    needed: NEEDED_DAYS,
  };
}

const NAMES: Readonly<Record<WatchedKind, string>> = {
  rows: "rows",
  nulls: "share of nulls",
  distinct: "distinct values",
  uniqueness: "share of distinct values",
  mean: "mean",
  minimum: "minimum",
  maximum: "maximum",
  shortest: "shortest text",
  longest: "longest text",
  blank: "share of blank texts",
  nonFinite: "share of NaN and infinity",
  earliest: "earliest hour",
  latest: "latest hour",
  freshness: "days without rows",
  unseenValues: "rows with values never seen before",
  share: "share",
  schema: "column",
};

/** A subject in words. */
function nameOf({ kind, column, of }: Subject): string {
  const what = of === undefined ? NAMES[kind] : `${NAMES[kind]} of ${JSON.stringify(of)}`;
  return column === null ? what : `${what} ${of === undefined ? "of" : "in"} ${column}`;
}

/** A number in as many digits as tell it from its neighbours for people. */
export function shown(value: number): string {
  const rounded = Number.isInteger(value) ? value : Number(value.toPrecision(4));
  return rounded.toLocaleString("en-US", { maximumFractionDigits: 12 });
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
