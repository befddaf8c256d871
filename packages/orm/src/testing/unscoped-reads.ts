const READ = /\bselect\b/i;
const METRIC_TABLE = String.raw`(?:"[^"]*"\.|\w+\.)?(?:"[^"]*dq_metric"|\w*dq_metric)(?![\w"])`;
const REFERENCE = new RegExp(String.raw`\b(?:from|join)\s+${METRIC_TABLE}`, "gi");
const SCOPED_REFERENCE = new RegExp(
  String.raw`\b(?:from|join)\s+${METRIC_TABLE}(?:\s+(?:as\s+)?(?!where\b|on\b)"?\w+"?)?\s+(?:where|on)\s+(?:"?\w+"?\.)?"?execution_id"?\s*=\s*(?:\?|\$\d+)`,
  "gi",
);
// Every or of the store is in brackets of its own; one beside the execution's condition would undo it.
const INNERMOST_BRACKETS = /\((?:(?!\bselect\b)[^()])*\)/gi;
const ACROSS_EXECUTIONS = / \/\* dqx: across executions \*\/$/;
const BARE_OR = /\bor\b/i;

/**
 * The law of execution isolation, held against SQL: each time a query reads `dq_metric`, the first condition
 * of that read is that `execution_id` equals one bound value, and no `OR` stands beside it.
 *
 * @param statements - SQL as it was sent to the database
 * @returns the statements that break the law
 */
export function unscopedReads(statements: readonly string[]): readonly string[] {
  return statements.filter((text) => readsMetrics(text) && !isScoped(text));
}

/** Tells whether a statement is one of those that history, expiry and counts are made of, by its mark. */
export function looksAcrossExecutions(text: string): boolean {
  return ACROSS_EXECUTIONS.test(text);
}

/** Tells whether a statement reads `dq_metric`. */
export function readsMetrics(text: string): boolean {
  return READ.test(text) && text.search(REFERENCE) >= 0;
}

function isScoped(text: string): boolean {
  const references = text.match(REFERENCE)?.length;
  const scoped = text.match(SCOPED_REFERENCE)?.length;
  return references === scoped && !BARE_OR.test(withoutBrackets(text));
}

function withoutBrackets(text: string): string {
  const shorter = text.replaceAll(INNERMOST_BRACKETS, "");
  return shorter === text ? text : withoutBrackets(shorter);
}
