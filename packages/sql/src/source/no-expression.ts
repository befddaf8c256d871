import { SourceError } from "./source-error.js";

/** What an expression computes from: one row, or many by aggregates. */
export type SqlOver = "row" | "rows";

/**
 * The error of a user's SQL that cannot be let through, for engine packages.
 *
 * @param text - what the user wrote
 * @param over - what it was to compute from: one row, or many by aggregates
 * @param cause - what is in the text that may not be there
 */
export function noExpression(text: string, over: SqlOver, cause: SourceError): SourceError {
  const wanted = over === "row" ? "expression over a row" : "aggregate over rows";
  return new SourceError(`the SQL ${JSON.stringify(text)} is no ${wanted}: ${cause.message}`, { cause });
}

/** The error of an expression that computes from one row where one from many is wanted. */
export function notAggregate(): SourceError {
  return new SourceError(
    "it has no aggregate, such as sum(…). Count the rows for which a condition holds with countIf(sql(…))",
  );
}
