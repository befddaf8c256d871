import { InvalidArgumentError, nearestName, requireKnownOptions, showValue } from "@dqx/common";
import type { SourceDating } from "./sql-data-source.js";

/** What every data source is told. */
export interface SourceOptions {
  /** The name that checks and metrics call it by; unique within a run. */
  readonly name: string;
}

/** How a source knows the day of a row; without a date column its rows are those of the run's date. */
export interface DatingOptions {
  /** The column that holds the day: a date, a timestamp (wall time) or an instant. */
  readonly dateColumn?: string;
  /** The IANA time zone whose days instants are cut into; `UTC` by default. */
  readonly timeZone?: string;
}

/**
 * Checks options against the names that there are.
 *
 * @param place - the function that takes them, for the message
 * @param options - what was given; JavaScript callers may give anything
 * @param known - the names
 * @throws `InvalidArgumentError` naming an option that is unknown, or a name that is no text
 */
export function checkOptions(place: string, options: SourceOptions, known: readonly string[]): void {
  requireKnownOptions(place, options, ["name", ...known]);
  if (typeof options.name !== "string" || options.name === "") {
    throw new InvalidArgumentError(`${place}: name is ${showValue(options.name)}. Give the dataset a name.`);
  }
}

/**
 * Checks how a source knows the day of a row.
 *
 * @throws `InvalidArgumentError` when the time zone is unknown, or given without a date column
 */
export function datingOf(place: string, { dateColumn, timeZone }: DatingOptions): SourceDating {
  if (dateColumn === undefined) {
    if (timeZone === undefined) return { kind: "snapshot" };
    throw new InvalidArgumentError(
      `${place}: timeZone does nothing without a dateColumn. Give both, or neither.`,
    );
  }
  if (typeof dateColumn !== "string" || dateColumn === "") {
    throw new InvalidArgumentError(`${place}: dateColumn is ${showValue(dateColumn)}. Give a column's name.`);
  }
  return { kind: "column", column: dateColumn, timeZone: checkTimeZone(place, timeZone ?? "UTC") };
}

/**
 * Checks that an option is a text that says something.
 *
 * @throws `InvalidArgumentError` naming the option
 */
export function requireText(place: string, option: string, value: unknown): void {
  if (typeof value === "string" && value.trim() !== "") return;
  throw new InvalidArgumentError(
    `${place}: ${option} is ${showValue(value)}. Give a text that is not empty.`,
  );
}

/**
 * Checks the function that makes a query of a date.
 *
 * @throws `InvalidArgumentError` when it is none
 */
export function requireRelationFor(place: string, relationFor: unknown): void {
  if (typeof relationFor === "function") return;
  throw new InvalidArgumentError(
    `${place}: relationFor is ${showValue(relationFor)}. Give a function that makes a query of a date.`,
  );
}

/**
 * Checks after how many milliseconds an engine is to end a statement.
 *
 * @param place - the function that takes it, for the message
 * @param statementTimeout - the limit; absent for none of the source's own
 * @param longest - the most that the engine takes
 * @throws `InvalidArgumentError` when it is no whole number of milliseconds, or more than that
 */
export function requireStatementTimeout(
  place: string,
  statementTimeout: number | undefined,
  longest = Number.MAX_SAFE_INTEGER,
): void {
  if (statementTimeout === undefined) return;
  if (Number.isSafeInteger(statementTimeout) && statementTimeout > 0 && statementTimeout <= longest) return;
  throw new InvalidArgumentError(
    `${place}: statementTimeout is ${showValue(statementTimeout)}. Give a whole number of milliseconds, at least 1.`,
  );
}

function checkTimeZone(place: string, timeZone: string): string {
  // The one zone that is known without loading the engine's tables of zones, which takes some 10 ms.
  if (timeZone === "UTC") return timeZone;
  // Offsets such as +02:00 are no zones: they know nothing of daylight saving.
  if (typeof timeZone === "string" && /^[A-Za-z]/.test(timeZone)) {
    try {
      new Intl.DateTimeFormat("en", { timeZone });
      return timeZone;
    } catch {
      // Said below.
    }
  }
  const nearest = nearestName(String(timeZone), Intl.supportedValuesOf("timeZone"));
  const hint =
    nearest === undefined ? "Give an IANA name such as Europe/Prague." : `Did you mean '${nearest}'?`;
  throw new InvalidArgumentError(`${place}: ${showValue(timeZone)} is not a time zone. ${hint}`);
}
