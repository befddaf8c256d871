/**
 * The message of DuckDB's error, without the excerpt of the statement behind it.
 *
 * @param cause - what was thrown
 * @returns one line
 */
export function engineMessage(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  const [said = ""] = message.split(/\n+LINE \d+:/);
  return said.replaceAll(/\s*\n\s*/g, " ").trim();
}
