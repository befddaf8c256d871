import { InvalidArgumentError, LocalDate } from "@dqx/common";
import { type Statement, sql } from "./sql.js";

/**
 * The condition that a column of dates lies in a range, to be put behind others.
 *
 * @param column - the column
 * @param from - the first date, included; open when absent
 * @param until - the last date, included; open when absent
 * @throws {@link InvalidArgumentError} when one is no date, or the range ends before it begins
 */
export function andWithinDates(
  column: Statement,
  from: string | undefined,
  until: string | undefined,
): Statement {
  const [first, last] = requireDateRange(from, until);
  // An index that goes on behind the date goes on for one date only.
  if (first !== undefined && first === last) return sql` AND ${column} = ${first}`;
  const begin = first === undefined ? sql`` : sql` AND ${column} >= ${first}`;
  return last === undefined ? begin : sql`${begin} AND ${column} <= ${last}`;
}

/**
 * Checks a range of dates.
 *
 * @param from - the first date, included; open when absent
 * @param until - the last date, included; open when absent
 * @throws {@link InvalidArgumentError} when one is no date, or the range ends before it begins
 */
export function requireDateRange(
  from: string | undefined,
  until: string | undefined,
): readonly [first: LocalDate | undefined, last: LocalDate | undefined] {
  const first = from === undefined ? undefined : LocalDate(from);
  const last = until === undefined ? undefined : LocalDate(until);
  if (first === undefined || last === undefined || first <= last) return [first, last];
  throw new InvalidArgumentError(
    `The dates from ${from} until ${until} are none: the range ends before it begins. Exchange them.`,
  );
}
