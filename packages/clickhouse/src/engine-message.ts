import { escapeControls } from "@dqx/common";
import { errorCode } from "@dqx/sql";

/** How long a message may be: some quote a value. */
const LONGEST = 400;

/** ClickHouse's own numbers of what goes wrong on the way to it. */
const NETWORK_ERROR = "210, NETWORK_ERROR";
const TOO_MANY_QUERIES = 202;
const SOCKET_TIMEOUT = "209, SOCKET_TIMEOUT";

/** What to know of some errors, by ClickHouse's number. */
const REMARKS: ReadonlyMap<string, string> = new Map([
  ["69", "a number has too many digits for its type"],
  ["70", "a value does not fit into the type of the result"],
  ["158", "a limit on rows ended it, so raise max_rows_to_read or read fewer days"],
  ["159", "a time limit ended it, so raise the limit if it was too short"],
  ["160", "a limit on speed ended it, so raise the limit if it was too high"],
  ["181", "the table's engine keeps each row as it is, so leave `final` out"],
  ["202", "the server has too much to do, so run less at once"],
  ["209", "the client gave up waiting, so raise its request_timeout"],
  ["210", "run again when the server takes connections"],
  ["241", "give the statement more memory by max_memory_usage, or measure less at once"],
  ["307", "a limit on bytes ended it, so raise max_bytes_to_read or read fewer days"],
  ["394", "a request ended it"],
  ["407", "the numbers are too large for their type"],
  ["497", "grant SELECT on it to the user that connects"],
]);

/**
 * What ClickHouse says of an error: one line of bounded length without control characters and without the statement,
 * what to know of it, and at its end ClickHouse's own number and name of the error.
 *
 * @param cause - what was thrown
 */
export function engineMessage(cause: unknown): string {
  const code = codeOf(cause);
  const remark = REMARKS.get(code.split(",")[0] ?? "");
  return `${said(cause)}${remark === undefined ? "" : `: ${remark}`} (code ${code})`;
}

/** What is said of a connection that could not be made, without what to do. */
export function connectionMessage(cause: unknown): string {
  return `${said(cause)} (code ${codeOf(cause)})`;
}

/** ClickHouse's number of an error; absent when the error is not the server's. */
export function errorNumber(cause: unknown): number | undefined {
  const isServers =
    cause instanceof Error && "type" in cause && "code" in cause && /^\d+$/.test(String(cause.code));
  return isServers ? Number(cause.code) : undefined;
}

function codeOf(cause: unknown): string {
  const number = errorNumber(cause);
  if (number === undefined) return /^Timeout error/.test(messageOf(cause)) ? SOCKET_TIMEOUT : NETWORK_ERROR;
  const type = cause instanceof Error && "type" in cause ? String(cause.type) : "";
  return type === "" ? `${number}` : `${number}, ${type}`;
}

// What follows `in scope` is the statement; with it come the values that stand in it, and hints at other relations.
function said(cause: unknown): string {
  const message = escapeControls(
    messageOf(cause)
      .replace(/[:,]? [Ii]n scope [\s\S]*$/, "")
      .replace(/: while executing [\s\S]*$/, "")
      .replace(/\s*\(version [^()]*(?:\([^()]*\))?\)\s*$/, "")
      .trim()
      .replace(/[.:]+$/, ""),
  );
  return message.length > LONGEST ? `${message.slice(0, LONGEST)}…` : message;
}

// Where a name has several addresses, none of which answers, Node says so in the errors inside.
function messageOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if (cause.message !== "") return cause.message;
  return cause instanceof AggregateError ? messageOf(cause.errors[0]) : cause.name;
}

/** Whether a connection may be had when it is asked for again: it was refused, broke off, or the server is full. */
export function isConnectionTransient(cause: unknown): boolean {
  const code = errorCode(cause);
  return code === "ECONNREFUSED" || code === "ECONNRESET" || errorNumber(cause) === TOO_MANY_QUERIES;
}
