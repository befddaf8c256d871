import type { Engine } from "./engine.js";
import { LAST_DAY } from "./order-columns.js";
import { toNumber } from "./to-number.js";

/** How many days are looked at. */
export const DAYS = 30;

/** Each metric's name and its SQL. */
const columns: readonly (readonly [name: string, sql: string])[] = [
  ["numRows()", "count(*)"],
  ["average(price)", "avg(price)"],
  ["maximum(price)", "max(price)"],
  ["variance(price)", "var_samp(price)"],
  ["sum(amount)", "sum(amount)"],
  ["average(weight)", "avg(weight)"],
  ["sum(quantity)", "sum(quantity)"],
  ["nullCount(discount)", "count(*) - count(discount)"],
  ["average(discount)", "avg(discount)"],
  ['countValues(status, ["new", "paid"])', "count_if(list_contains(['new', 'paid'], status))"],
];
const selectList = columns.map(([, sql]) => sql).join(", ");

/**
 * The same numbers by one grouped scan.
 *
 * @param engine - where to run it
 * @param path - the Parquet file
 * @returns each number by the metric's name and date, extended ones included
 */
export async function byGrouping(engine: Engine, path: string): Promise<ReadonlyMap<string, number>> {
  return extend(
    await engine.rows(
      `SELECT strftime(day, '%Y-%m-%d'), ${selectList} FROM '${path}'
       WHERE day > DATE '${LAST_DAY}' - ${DAYS} AND day <= DATE '${LAST_DAY}' GROUP BY day`,
    ),
  );
}

/**
 * The same numbers by one common table expression for each date, joined by UNION ALL.
 *
 * @param engine - where to run it
 * @param path - the Parquet file
 * @returns each number by the metric's name and date, extended ones included
 */
export async function byDate(engine: Engine, path: string): Promise<ReadonlyMap<string, number>> {
  const lags = Array.from({ length: DAYS }, (_, lag) => lag);
  const tables = lags.map(
    (lag) => `day${lag} AS (SELECT * FROM '${path}' WHERE day = DATE '${LAST_DAY}' - ${lag})`,
  );
  const selects = lags.map(
    (lag) => `SELECT strftime(DATE '${LAST_DAY}' - ${lag}, '%Y-%m-%d'), ${selectList} FROM day${lag}`,
  );
  return extend(await engine.rows(`WITH ${tables.join(", ")} ${selects.join(" UNION ALL ")}`));
}

function extend(rows: Awaited<ReturnType<Engine["rows"]>>): ReadonlyMap<string, number> {
  const days = rows.toSorted(([a], [b]) => (String(a) < String(b) ? 1 : -1));
  const numbers = new Map<string, number>();
  for (const [index, [name]] of columns.entries()) {
    const values = days.map((row) => toNumber(row[index + 1]));
    for (const [lag, [date]] of days.entries()) numbers.set(`${name} ${String(date)}`, toNumber(values[lag]));
    const [today, yesterday] = values;
    numbers.set(`dayOverDay(${name}) ${LAST_DAY}`, toNumber(today) / toNumber(yesterday));
    numbers.set(`weekOverWeek(${name}) ${LAST_DAY}`, toNumber(today) / toNumber(values[7]));
    numbers.set(`stddev(${name}, ${DAYS} days) ${LAST_DAY}`, sampleStandardDeviation(values));
  }
  return numbers;
}

function sampleStandardDeviation(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const squares = values.reduce((total, value) => total + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
