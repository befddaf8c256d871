import type { RecordedStatement } from "../../src/testing/index.js";
import type { Place } from "./backends.js";

/**
 * How a database gets at the rows of a table when it runs a statement.
 *
 * @param place - the database
 * @param statement - what it is asked for; not run
 * @param table - the table's name without its prefix
 * @returns the lines of the plan that read the table, or an index of it
 */
export function planOf(
  place: Place,
  statement: RecordedStatement,
  table: string,
): Promise<readonly string[]> {
  const isPostgres = place.dataSource.options.type === "postgres";
  return (isPostgres ? planOnPostgres : planOnSqlite)(place, statement, `${place.naming.prefix}${table}`);
}

/** Whether a line of a plan seeks in an index instead of reading all rows. */
export function isSeek(line: string): boolean {
  return /^SEARCH \w+ USING (COVERING )?(INDEX|INTEGER PRIMARY KEY)|Index (Only )?Scan (Backward )?using|Bitmap Index Scan on/.test(
    line,
  );
}

async function planOnSqlite(
  { dataSource }: Place,
  { text, values }: RecordedStatement,
  table: string,
): Promise<readonly string[]> {
  const plan: readonly { readonly detail: string }[] = await dataSource.query(`EXPLAIN QUERY PLAN ${text}`, [
    ...values,
  ]);
  const aliases = [...text.matchAll(new RegExp(String.raw`"${table}" (\w)\b`, "g"))].map(
    ([, alias]) => alias,
  );
  const names = new RegExp(String.raw`^(SEARCH|SCAN) (${[table, ...aliases].join("|")})\b`);
  return plan.map(({ detail }) => detail).filter((detail) => names.test(detail));
}

async function planOnPostgres(
  { dataSource }: Place,
  { text, values }: RecordedStatement,
  table: string,
): Promise<readonly string[]> {
  const plan: readonly { readonly "QUERY PLAN": string }[] = await dataSource.query(`EXPLAIN ${text}`, [
    ...values,
  ]);
  const scan = new RegExp(String.raw`\bScan\b.*${table}`);
  // A bitmap heap scan is the second half of the index scan below it.
  return plan
    .map((row) => row["QUERY PLAN"])
    .filter((line) => scan.test(line) && !line.includes("Bitmap Heap Scan"));
}
