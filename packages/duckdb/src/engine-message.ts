import { escapeControls, nearestName } from "@dqx/common";

/** How long a message of DuckDB's may be; some list every way of reading a file. */
const LONGEST = 400;

/** DuckDB's suggestion of one of its own tables in place of the user's. */
const OWN_TABLE = /\s*Did you mean "(?:pg_|duckdb_|pragma_|sqlite_|information_schema)[^"]*"\?/g;

const UNKNOWN_OPTION =
  /^Binder Error: Invalid named parameter "(.+?)" for function (\S+)\s+Candidates:\s+(.+)$/s;

/**
 * What DuckDB says of an error: one line of bounded length, without the excerpt of the statement, without control
 * characters, and without what only lists all that there is.
 *
 * @param cause - what was thrown
 */
export function engineMessage(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  const [said = ""] = message.split(/\n+LINE \d+:/);
  const [, option, reader, candidates] = UNKNOWN_OPTION.exec(said) ?? [];
  if (option !== undefined && reader !== undefined && candidates !== undefined) {
    return escapeControls(unknownOption(option, reader, candidates));
  }
  const [first = ""] = said.split("\nThe search space used was:");
  const line = escapeControls(first.replaceAll(OWN_TABLE, "").replaceAll(/\s*\n\s*/g, " ")).trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

function unknownOption(option: string, reader: string, candidates: string): string {
  const known = candidates.split(/\s*\n\s*/).map((line) => line.split(" ", 1).join(""));
  const nearest = nearestName(option, known);
  const hint =
    nearest === undefined
      ? `It has ${known.length}, which DuckDB's manual lists.`
      : `Did you mean '${nearest}'?`;
  return `${reader} has no option '${option}'. ${hint}`;
}
