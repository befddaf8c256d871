// https://www.sqlite.org/rescode.html: the names by which the store knows an error.
const names: Readonly<Record<number, string>> = {
  5: "SQLITE_BUSY",
  6: "SQLITE_LOCKED",
  8: "SQLITE_READONLY",
  10: "SQLITE_IOERR",
  11: "SQLITE_CORRUPT",
  13: "SQLITE_FULL",
  14: "SQLITE_CANTOPEN",
  19: "SQLITE_CONSTRAINT",
  26: "SQLITE_NOTADB",
};

/**
 * Gives the errors of a package that has only SQLite's numbers the codes that others have.
 *
 * @param work - calls the package
 * @throws what `work` throws, its `code` replaced where SQLite's number is known
 */
export function withErrorCodes<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const name = names[numberOf(error) & 0xff];
    throw error instanceof Error && name !== undefined ? Object.assign(error, { code: name }) : error;
  }
}

// node:sqlite says it in a field; libsql, when it cannot open a file, only at the end of its message.
function numberOf(error: unknown): number {
  if (!(error instanceof Error)) return 0;
  if ("errcode" in error && typeof error.errcode === "number") return error.errcode;
  return Number(/^ConnectionFailed\(.*: (\d+)"\)$/.exec(error.message)?.[1] ?? 0);
}
