/** How the command ends, for scripts. */
export const exitCodes = { good: 0, failed: 1, usage: 2, source: 3, store: 4, interrupted: 130 } as const;

/** What each exit code means. */
export const exitCodeMeanings: Readonly<Record<keyof typeof exitCodes, string>> = {
  good: "all is well",
  failed:
    "an assertion at or above --fail-on failed or could not be told, nothing was asserted, or dqx lint found something",
  usage: "the command line, the configuration or a check is wrong",
  source: "a data source cannot be read, or costs more than --budget allows",
  store: "the metric store cannot be used",
  interrupted: "stopped by Ctrl-C or SIGTERM; a run that had begun is recorded as INTERRUPTED",
};

/** A code of {@link exitCodes}. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The errors, by their tags, that do not mean that the user has to write something else. */
const CODES: Readonly<Record<string, ExitCode>> = {
  SourceError: exitCodes.source,
  BudgetError: exitCodes.source,
  MetricStoreError: exitCodes.store,
  ExecutionClaimError: exitCodes.store,
  CancelledError: exitCodes.interrupted,
};

/**
 * The code that an error ends the command with.
 *
 * @param error - what was thrown
 */
export function exitCodeOf(error: unknown): ExitCode {
  const tag = typeof error === "object" && error !== null && "_tag" in error ? String(error._tag) : "";
  return CODES[tag] ?? exitCodes.usage;
}

/**
 * The code of several that counts: a source that cannot be read tells less than an assertion that failed.
 *
 * @param codes - any number of them
 */
export function worst(codes: readonly ExitCode[]): ExitCode {
  return codes.toSorted((a, b) => b - a)[0] ?? exitCodes.good;
}
