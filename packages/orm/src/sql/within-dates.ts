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
  // An index that goes on behind the date goes on for one date only.
  if (from !== undefined && from === until) return sql` AND ${column} = ${LocalDate(from)}`;
  if (from !== undefined && until !== undefined && LocalDate(from) > LocalDate(until)) {
    throw new InvalidArgumentError(
      `The dates from ${from} until ${until} are none: the range ends before it begins. Exchange them.`,
    );
  }
  const begin = from === undefined ? sql`` : sql` AND ${column} >= ${LocalDate(from)}`;
  return until === undefined ? begin : sql`${begin} AND ${column} <= ${LocalDate(until)}`;
}
