import type { Severity } from "@dqx/common";
import type { ColumnProfile, DatasetProfile } from "../profile/dataset-profile.js";
import { type MetricFormula, metric, quotient } from "./metric-formula.js";
import { rounded } from "./rounded.js";
import { meets, type SuggestedDemand, type Suggestion } from "./suggestion.js";

/** A share may be so much larger than it was, in deviations of a sample of the same size. */
const DEVIATIONS = 4;
const LEAST_SHARE = 0.01;

/** A profile of rows that have no days. */
interface Known {
  readonly profile: DatasetProfile;
  readonly heldOut: DatasetProfile | undefined;
}

/** A number of a column, or of the table; absent where there is none. */
type Read = (column: ColumnProfile, rows: number) => number | undefined;

/**
 * The checks that follow from rows that have no days: bounds that leave room around what they are like as a whole.
 *
 * @param profile - of the rows that are learnt from
 * @param heldOut - of other rows, which the checks are tried on
 */
export function suggestFromRows(
  profile: DatasetProfile,
  heldOut: DatasetProfile | undefined,
): readonly Suggestion[] {
  if (profile.rows === 0) return [];
  const known: Known = { profile, heldOut };
  return [
    volume(profile, heldOut),
    ...profile.columns.flatMap((column) =>
      column.failure === null
        ? [
            ...nulls(known, column),
            ...blanks(known, column),
            ...ranges(known, column),
            ...lengths(known, column),
          ]
        : [],
    ),
  ];
}

function volume({ rows, days }: DatasetProfile, heldOut: DatasetProfile | undefined): Suggestion {
  // What was held out is a part of the rows that there are.
  const others = new Map(heldOut?.days?.map((day) => [day.date, day.rows]));
  const counts =
    days === null || days.length === 0
      ? [rows + (heldOut?.rows ?? 0)]
      : days.map((day) => day.rows + (others.get(day.date) ?? 0));
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const demand: SuggestedDemand = {
    kind: "between",
    lower: Math.max(1, Math.floor(least / 2)),
    upper: Math.ceil(rounded(most * 2, "up")),
  };
  const of = { formula: "numRows()", code: "mp.numRows()" };
  const evidence =
    days === null
      ? `${most} rows`
      : `${least === most ? least : `${least} to ${most}`} rows on ${days.length} days`;
  return { check: "volume", ...of, demand, severity: "P1", evidence, heldOut: null };
}

function nulls(known: Known, column: ColumnProfile): readonly Suggestion[] {
  return shares(known, column, "nullCount", "P1", ({ nulls: count }) => count);
}

function blanks(known: Known, column: ColumnProfile): readonly Suggestion[] {
  return column.blank === null
    ? []
    : shares(known, column, "blankCount", "P2", ({ blank }) => blank ?? undefined);
}

function shares(
  known: Known,
  column: ColumnProfile,
  name: string,
  severity: Severity,
  read: Read,
): readonly Suggestion[] {
  const { rows } = known.profile;
  const count = read(column, rows) ?? 0;
  const of = metric(name, [column.name]);
  const evidence = `${count} of ${rows} rows`;
  if (count === 0) {
    return suggested(known, column, {
      check: "completeness",
      of,
      demand: { kind: "equal", bound: 0 },
      severity,
      evidence,
      read,
    });
  }
  const share = count / rows;
  const room = Math.max(LEAST_SHARE, share / 2, DEVIATIONS * Math.sqrt((share * (1 - share)) / rows));
  const bound = Math.ceil((share + room) * 1000) / 1000;
  if (bound >= 1) return [];
  return suggested(known, column, {
    check: "completeness",
    of: quotient(of, metric("numRows", [])),
    demand: { kind: "atMost", bound },
    severity: "P2",
    evidence,
    read: (each, of) => (read(each, of) ?? 0) / Math.max(1, of),
  });
}

function ranges(known: Known, column: ColumnProfile): readonly Suggestion[] {
  const { minimum, maximum, mean, name } = column;
  if (mean === null) return [];
  const [low, high] = [Number(minimum), Number(maximum)];
  // Half of the range on both sides; what is never negative stays so.
  const room = (high - low) / 2 || Math.abs(high) / 2 || 1;
  const lower = rounded(low >= 0 ? Math.max(0, low - room) : low - room, "down");
  const upper = rounded(high + room, "up");
  const evidence = `from ${low} to ${high}`;
  return [
    ...suggested(known, column, {
      check: "ranges",
      of: metric("minimum", [name]),
      demand: { kind: "atLeast", bound: lower },
      severity: "P2",
      evidence,
      read: (each) => (each.minimum === null ? undefined : Number(each.minimum)),
    }),
    ...suggested(known, column, {
      check: "ranges",
      of: metric("maximum", [name]),
      demand: { kind: "atMost", bound: upper },
      severity: "P2",
      evidence,
      read: (each) => (each.maximum === null ? undefined : Number(each.maximum)),
    }),
  ];
}

function lengths(known: Known, column: ColumnProfile): readonly Suggestion[] {
  const longest = column.lengths?.maximum;
  if (longest === undefined || longest === 0) return [];
  return suggested(known, column, {
    check: "lengths",
    of: metric("maxLength", [column.name]),
    demand: { kind: "atMost", bound: Math.ceil(longest * 1.5) },
    severity: "P3",
    evidence: `the longest has ${longest} characters`,
    read: (each) => each.lengths?.maximum,
  });
}

interface Draft {
  readonly check: Suggestion["check"];
  readonly of: MetricFormula | undefined;
  readonly demand: SuggestedDemand;
  readonly severity: Severity;
  readonly evidence: string;
  /** Reads the number that is demanded something of. */
  readonly read: Read;
}

function suggested(
  { heldOut }: Known,
  { name }: ColumnProfile,
  { of, read, ...draft }: Draft,
): readonly Suggestion[] {
  if (of === undefined) return [];
  const other = heldOut?.columns.find((column) => column.name === name);
  const value = heldOut && other ? read(other, heldOut.rows) : undefined;
  const tried = value === undefined ? null : { held: meets(value, draft.demand) ? 1 : 0, tried: 1 };
  return [{ ...draft, ...of, heldOut: tried }];
}
