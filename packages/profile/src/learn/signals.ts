import type { DayFacts } from "../history/day-history.js";
import type { ColumnFacts } from "../rows/column-facts.js";
import type { BandOptions } from "./band.js";

/** What is watched of a table or a column. */
export type SignalKind =
  | "rows"
  | "nulls"
  | "distinct"
  | "uniqueness"
  | "mean"
  | "minimum"
  | "maximum"
  | "shortest"
  | "longest"
  | "blank"
  | "nonFinite"
  | "earliest"
  | "latest";

/** A number that a day has of a column, or of the table. */
export interface Signal {
  readonly kind: SignalKind;
  /** Null for what is of the table. */
  readonly column: string | null;
  readonly value: number;
  /** How it may be expected. */
  readonly options: BandOptions;
}

/** Shares are from 0 to 1. */
const SHARE = [0, 1] as const;
const COUNT = [0, Number.POSITIVE_INFINITY] as const;

/**
 * How far each kind of number may be from what is expected before it concerns anybody, by what is expected and the
 * rows of the day.
 */
const FACTS: Readonly<
  Record<
    SignalKind,
    Omit<BandOptions, "least"> & { readonly least: (expected: number, rows: number) => number }
  >
> = {
  // Counts of what comes by chance are off by their square root.
  rows: { least: (e) => Math.max(1, 0.1 * e, Math.sqrt(e)), range: COUNT },
  nulls: { least: ofShare, range: SHARE, side: "above" },
  // Estimates of distinct values are off by some per cent.
  distinct: { least: (e) => Math.max(1, 0.15 * e), range: COUNT },
  uniqueness: { least: () => 0.1, range: SHARE, side: "below" },
  mean: { least: (e) => 0.05 * Math.abs(e) },
  minimum: { least: (e) => 0.5 * Math.abs(e), side: "below" },
  maximum: { least: (e) => 0.5 * Math.abs(e), side: "above" },
  shortest: { least: (e) => Math.max(2, 0.25 * e), range: COUNT, side: "below" },
  longest: { least: (e) => Math.max(2, 0.25 * e), range: COUNT },
  blank: { least: ofShare, range: SHARE, side: "above" },
  nonFinite: { least: ofShare, range: SHARE, side: "above" },
  earliest: { least: () => 1 },
  latest: { least: () => 1 },
};

/** A share of so many rows is off by chance by some of its deviations; what is less than one in a hundred concerns nobody. */
function ofShare(expected: number, rows: number): number {
  return Math.max(0.01, 2 * Math.sqrt((expected * (1 - expected)) / Math.max(1, rows)));
}

/** Values of a column are nearly all different where at least so many of them are. */
const UNIQUE = 0.9;
const HOURS = 3_600_000;

/**
 * The numbers of a day.
 *
 * @param day - as the history has it
 * @param dayColumn - the column that holds the day of a row
 */
export function signalsOf(day: DayFacts, dayColumn: string | undefined): readonly Signal[] {
  const { rows, columns } = day;
  const signal = (kind: SignalKind, column: string | null, value: number | undefined): readonly Signal[] => {
    if (value === undefined || !Number.isFinite(value)) return [];
    const { least, ...options } = FACTS[kind];
    return [{ kind, column, value, options: { ...options, least: (expected) => least(expected, rows) } }];
  };
  return [
    ...signal("rows", null, rows),
    ...[...columns].flatMap(([name, facts]) => {
      const of = (kind: SignalKind, value: number | undefined) => signal(kind, name, value);
      return name === dayColumn ? timesOfDay(facts, of) : columnSignals(facts, rows, of);
    }),
  ];
}

type MakeSignal = (kind: SignalKind, value: number | undefined) => readonly Signal[];

function columnSignals(facts: ColumnFacts, rows: number, of: MakeSignal): readonly Signal[] {
  const { nonNull, distinct, mean, minimum, maximum, lengths, blank, nonFinite } = facts;
  const share = (count: number | null): number | undefined => (count === null ? undefined : count / rows);
  return [
    ...of("nulls", 1 - nonNull / rows),
    ...of("distinct", distinct?.count),
    ...of("uniqueness", distinct && nonNull > 0 ? Math.min(1, distinct.count / nonNull) : undefined),
    ...of("mean", mean ?? undefined),
    ...(mean === null ? [] : [...of("minimum", Number(minimum)), ...of("maximum", Number(maximum))]),
    ...of("shortest", lengths?.minimum),
    ...of("longest", lengths?.maximum),
    ...of("blank", share(blank)),
    ...of("nonFinite", share(nonFinite)),
  ];
}

// Days have no times, and the hours of texts that engines write for timestamps are those of the wall or of UTC.
function timesOfDay({ minimum, maximum }: ColumnFacts, of: MakeSignal): readonly Signal[] {
  return [...of("earliest", hourOf(minimum)), ...of("latest", hourOf(maximum))];
}

function hourOf(value: unknown): number | undefined {
  const [, time] = /^\d{4}-\d{2}-\d{2}[ T](\d{2}:\d{2}:\d{2})/.exec(String(value)) ?? [];
  return time === undefined ? undefined : Date.parse(`1970-01-01T${time}Z`) / HOURS;
}

/** Whether a signal is worth watching, by its past: values that repeat have no uniqueness to lose. */
export function isWorthWatching({ kind }: Signal, past: readonly number[]): boolean {
  if (kind !== "uniqueness") return true;
  return past.every((value) => value >= UNIQUE);
}
