import { escapeControls } from "@dqx/common";
import { errorCode } from "@dqx/sql";

/** How long a message may be: some quote a value. */
const LONGEST = 400;

/** Of a connection that broke without a word of the server's. */
const CONNECTION_FAILURE = "08006";

/** What to know of some errors, by the beginning of PostgreSQL's code. */
const REMARKS: readonly (readonly [RegExp, string])[] = [
  [/^22003/, "the numbers are too large for their type"],
  [/^57014/, "a time limit or a request ended it, so raise the limit if it was too short"],
  [/^42501/, "grant SELECT on it to the role that connects"],
  [/^(?:08|57P)/, "run again when the server takes connections"],
  [/^53300/, "give the server more connections, or run less at once"],
  [/^53[12]00/, "free disk or memory of the server, or measure less at once"],
];

/**
 * What PostgreSQL says of an error: one line of bounded length without control characters, what to know of it, and
 * at its end PostgreSQL's own code, which is the same in all languages.
 *
 * @param cause - what was thrown
 */
export function engineMessage(cause: unknown): string {
  const code = sqlState(cause) ?? CONNECTION_FAILURE;
  const remark = REMARKS.find(([pattern]) => pattern.test(code))?.[1];
  return `${said(cause)}${remark === undefined ? "" : `: ${remark}`} (SQLSTATE ${code})`;
}

/** What is said of a connection that could not be made, without what to do. */
export function connectionMessage(cause: unknown): string {
  return `${said(cause)} (SQLSTATE ${sqlState(cause) ?? CONNECTION_FAILURE})`;
}

function said(cause: unknown): string {
  const message = escapeControls((cause instanceof Error ? cause.message : String(cause)).trim());
  return message.length > LONGEST ? `${message.slice(0, LONGEST)}…` : message;
}

/** PostgreSQL's code of an error; absent when the error is not the server's. */
export function sqlState(cause: unknown): string | undefined {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  // Codes of the operating system, such as EPIPE, have no digits.
  return /^(?=.*\d)[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** Whether a connection may be had when it is asked for again: refused or broken off, the server starts, or is full. */
export function isConnectionTransient(cause: unknown): boolean {
  return /^(?:ECONNREFUSED|ECONNRESET|57P03|53300)$/.test(errorCode(cause) ?? "");
}
