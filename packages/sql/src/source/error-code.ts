/**
 * The code of an error, such as `ECONNREFUSED` or the SQLSTATE of PostgreSQL.
 *
 * @param cause - what was thrown
 * @returns its own code, else that of the first error in it, else that of its cause
 */
export function errorCode(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  if ("code" in cause) return String(cause.code);
  // Where a name has several addresses, none of which answers, Node says so in the errors inside.
  if (cause instanceof AggregateError) return errorCode(cause.errors[0]);
  return errorCode(cause.cause);
}
