import { escapeControls } from "@dqx/common";
import { TrinoFailure } from "./protocol/trino-failure.js";

/** How long a message may be: some quote a value. */
const LONGEST = 400;

/** What to know of some errors, by Trino's name. */
const REMARKS: readonly (readonly [RegExp, string])[] = [
  [/^NUMERIC_VALUE_OUT_OF_RANGE$/, "the numbers are too large for their type"],
  [/^EXCEEDED_TIME_LIMIT$/, "a time limit ended it, so raise the limit if it was too short"],
  [/^(?:USER_CANCELED|ADMINISTRATIVELY_KILLED)$/, "a request ended it"],
  [/^PERMISSION_DENIED$/, "grant SELECT on it to the user that connects"],
  [/^MISSING_(?:CATALOG|SCHEMA)_NAME$/, "give the connection a catalog and a schema"],
  [/MEMORY/, "give the query more memory by query_max_memory, or measure less at once"],
  [/^QUERY_TEXT_TOO_LARGE$/, "measure less at once, or make lists of values shorter"],
  [/^HTTP_401$/, "correct the user and the password or the access token"],
  [
    /^(?:CONNECTION_FAILURE|SERVER_SHUTTING_DOWN|HTTP_5\d\d|HTTP_429)$/,
    "run again when the server takes queries",
  ],
];

/**
 * What is said of an error: one line of bounded length without control characters and without the place in the
 * statement, what to know of it, and at its end Trino's own name of the error.
 *
 * @param cause - what was thrown
 */
export function engineMessage(cause: unknown): string {
  const name = cause instanceof TrinoFailure ? cause.errorName : "CONNECTION_FAILURE";
  const remark = REMARKS.find(([pattern]) => pattern.test(name))?.[1];
  return `${said(cause)}${remark === undefined ? "" : `: ${remark}`} (Trino ${name})`;
}

function said(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  const line = escapeControls(
    message
      .replace(/^line \d+:\d+: /, "")
      .replaceAll(/\s+/g, " ")
      .trim(),
  ).replace(/[.:]+$/, "");
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
