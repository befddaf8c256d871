import { addDays, LocalDate } from "@dqx/common";
import type { Predicate, RowExpression } from "@dqx/metrics";
import { boundSql, fromItem, type SqlDataSource } from "@dqx/sql";
import { dayHistory } from "../history/day-history.js";
import { NEEDED_DAYS } from "../learn/band.js";
import type { DatasetProfile } from "../profile/dataset-profile.js";
import { type ProfileOptions, profile } from "../profile/profile.js";
import { profiledColumn } from "../rows/profiled-column.js";
import { suggestFromDays } from "./from-days.js";
import { suggestFromRows } from "./from-rows.js";
import { suggestFromValues } from "./from-values.js";
import { gathered, type Suggestions } from "./suggestions.js";

/** How many days are looked at, the last of which are held out. */
const DAYS = 120;
/** The share of days, or rows, that is learnt from. */
const LEARNT = 0.75;
/** Fewer rows than these are all learnt from: a quarter of them tells nothing. */
const ROWS_TO_DIVIDE = 200;
/** Of how many columns a row's place among the parts is made. */
const HASHED_COLUMNS = 20;

/** What is looked at. */
export interface SuggestOptions {
  /** The last day that is looked at; the last one that there are rows of by default. */
  readonly until?: LocalDate;
  /** Ends the work early: the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Suggests checks of a dataset: bounds that leave room around what it was like, each with its evidence, and with how
 * often it held on data that it was not learnt from. With a date column the checks are learnt from the first three
 * quarters of up to 120 days and tried on the others; without, or with fewer than nineteen days, they are learnt from
 * three quarters of the rows and tried on the others; of fewer than two hundred rows none is held out.
 *
 * @param source - where the rows are
 * @param options - the last day
 * @throws the source's `DQXError` when it cannot be read, the signal's reason when aborted
 */
export async function suggest(source: SqlDataSource, options: SuggestOptions = {}): Promise<Suggestions> {
  if (source.dating.kind !== "column") return suggestByRows(source, options);
  const until = options.until ?? (await lastDay(source, options.signal));
  const dated = until === undefined ? undefined : await suggestByDays(source, until, options);
  return dated ?? suggestByRows(source, options);
}

/**
 * The checks that follow from a profile alone, none of which was tried on anything.
 *
 * @param made - as `profile` makes it
 */
export function suggestChecks(made: DatasetProfile): Suggestions {
  const about = {
    dataset: made.dataset,
    learntFrom: `${made.rows} rows`,
    triedOn: null,
    lastDay: lastComplete(made.days?.map(({ date }) => date)),
  };
  return gathered(about, [...suggestFromRows(made, undefined), ...suggestFromValues(made, undefined)]);
}

async function suggestByDays(
  source: SqlDataSource,
  until: LocalDate,
  { signal }: SuggestOptions,
): Promise<Suggestions | undefined> {
  const stop: ProfileOptions = signal === undefined ? {} : { signal };
  const { days, dayColumn } = await dayHistory(source, { from: addDays(until, 1 - DAYS), until, ...stop });
  const cut = Math.floor(days.length * LEARNT);
  const [learnt, heldOut] = [days.slice(0, cut), days.slice(cut)];
  const [first, last] = [learnt[0], learnt.at(-1)];
  const [next, end] = [heldOut[0], heldOut.at(-1)];
  if (first === undefined || last === undefined || next === undefined || end === undefined) return undefined;
  if (learnt.length < NEEDED_DAYS) return undefined;
  const known = await profile(source, { from: first.date, until: last.date, ...stop });
  const other = await profile(source, { from: next.date, until: end.date, ...stop });
  const about = {
    dataset: source.name,
    learntFrom: `${learnt.length} days from ${first.date} to ${last.date}`,
    triedOn: `${heldOut.length} days from ${next.date} to ${end.date}`,
    lastDay: lastComplete(days.map(({ date }) => date)),
  };
  const found = [...suggestFromDays({ learnt, heldOut, dayColumn }), ...suggestFromValues(known, other)];
  return gathered(about, found);
}

async function suggestByRows(source: SqlDataSource, { until, signal }: SuggestOptions): Promise<Suggestions> {
  const stop: ProfileOptions = { ...(signal && { signal }), ...(until && { until }) };
  const all = await profile(source, stop);
  const parts = all.rows < ROWS_TO_DIVIDE ? undefined : await partsOf(source, signal);
  if (parts === undefined) return suggestChecks(all);
  const known = await profile(source, { ...stop, where: parts.learnt });
  const other = await profile(source, { ...stop, where: parts.heldOut });
  const about = {
    dataset: source.name,
    learntFrom: `${known.rows} of ${known.rows + other.rows} rows`,
    triedOn: `the other ${other.rows} rows`,
    lastDay: lastComplete(all.days?.map(({ date }) => date)),
  };
  return gathered(about, [...suggestFromRows(known, other), ...suggestFromValues(known, other)]);
}

// The last day is often not complete yet.
function lastComplete(days: readonly LocalDate[] | undefined): LocalDate | null {
  return days?.at(-2) ?? days?.at(-1) ?? null;
}

/** Two parts of the rows that are the same each time: a row's place is that of the hash of its values. */
async function partsOf(
  source: SqlDataSource,
  signal: AbortSignal | undefined,
): Promise<{ readonly learnt: Predicate; readonly heldOut: Predicate } | undefined> {
  const { dialect } = source;
  const { hashBucket, canonicalText } = dialect.rows.functions;
  if (hashBucket === null || canonicalText === null) return undefined;
  const columns = await source.withSession(
    (session) => session.describe(boundSql(source.relation({ parameters: {} })), signal),
    signal,
  );
  const hashed = columns
    .filter((column) => profiledColumn(column, dialect).isComparable)
    .slice(0, HASHED_COLUMNS)
    .map(
      ({ name }): RowExpression =>
        call("coalesce", call("canonicalText", { kind: "column", name }), text("")),
    );
  const [first, ...others] = hashed;
  if (first === undefined) return undefined;
  const whole = others.length === 0 ? first : call("concat", first, ...others);
  const bucket = call("hashBucket", whole);
  const border: RowExpression = { kind: "literal", value: BigInt(Math.round(4096 * LEARNT)) };
  return {
    learnt: { kind: "compare", operator: "lt", left: bucket, right: border },
    heldOut: { kind: "compare", operator: "geq", left: bucket, right: border },
  };
}

function call(
  name: Extract<RowExpression, { kind: "call" }>["name"],
  ...operands: readonly RowExpression[]
): RowExpression {
  return { kind: "call", name, arguments: operands };
}

function text(value: string): RowExpression {
  return { kind: "literal", value };
}

async function lastDay(
  source: SqlDataSource,
  signal: AbortSignal | undefined,
): Promise<LocalDate | undefined> {
  const { dating, dialect } = source;
  if (dating.kind !== "column") return undefined;
  const { sql, parameters } = boundSql(source.relation({ parameters: {} }));
  return source.withSession(async (session) => {
    const described = await session.describe({ sql, parameters }, signal);
    const typeName = described.find(({ name }) => name === dating.column)?.type ?? "";
    const type = dialect.columnType(typeName);
    if (type.kind !== "date" && type.kind !== "timestamp" && type.kind !== "timestamptz") return undefined;
    const day = dialect.dayOf({ name: dating.column, typeName, type }, dating.timeZone);
    const latest = dialect.aggregates.maximum?.(
      { kind: "maximum", of: { sql: day, type: { kind: "date" } } },
      "plain",
    );
    const [row] = await session.query({ sql: `SELECT ${latest} FROM ${fromItem(sql)}`, parameters }, signal);
    const [value] = row ?? [];
    const found = String(value).slice(0, 10);
    return /^\d{4}-\d{2}-\d{2}$/.test(found) ? LocalDate(found) : undefined;
  }, signal);
}
