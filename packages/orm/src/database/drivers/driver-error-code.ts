/**
 * The code by which a database's driver names an error, for example `SQLITE_BUSY` or PostgreSQL's `28P01`.
 *
 * @param error - the error, or one that wraps it as TypeORM does
 * @returns nothing when it has none
 */
export function driverErrorCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  if ("driverError" in error && error.driverError !== error) return driverErrorCode(error.driverError);
  return "code" in error && typeof error.code === "string" ? error.code : undefined;
}
