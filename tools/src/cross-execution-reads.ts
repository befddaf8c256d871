/** The store's methods that look at several executions, or at executions themselves. */
const methods = [
  "history",
  "listExecutions",
  "latestExecution",
  "compareExecutions",
  "stats",
  "collectExpired",
];

const ACCESS = new RegExp(
  String.raw`(?:\?|!)?\.\s*(?:${methods.join("|")})\b|["'\x60](?:${methods.join("|")})["'\x60]`,
  "g",
);

/**
 * The places at which source code gets at one of the store's reads across executions: by a dot, or by its name as
 * text, as in `db["history"]` and `Pick<MetricDB, "history">`. Comments count too; they are few.
 *
 * @param text - TypeScript
 * @returns what was found, in order
 */
export function crossExecutionReads(text: string): readonly string[] {
  return text.match(ACCESS) ?? [];
}
