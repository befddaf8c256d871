import { failedOutcome } from "@dqx/metrics";
import type { Analysis } from "@dqx/sql";

/**
 * Takes what an engine says out of an analysis: engines quote values, such as a text that is no number, and may quote
 * those of protected columns.
 *
 * @param analysis - of a dataset of which columns are protected
 * @returns the same with the kind of each error in place of its words
 */
export function withholdMessages(analysis: Analysis): Analysis {
  const said = new Map<string, string>();
  for (const { error, fault } of analysis.statements) {
    if (error !== undefined) said.set(error, `the engine failed (${fault ?? "other"}); ${WITHHELD}`);
  }
  if (said.size === 0) return analysis;
  const withheld = (text: string): string => {
    for (const [message, kind] of said) if (text.includes(message)) return kind;
    return text;
  };
  return {
    ...analysis,
    measured: analysis.measured.map((metric) =>
      metric.outcome.kind === "failed"
        ? { ...metric, outcome: failedOutcome(withheld(metric.outcome.reason)) }
        : metric,
    ),
    statements: analysis.statements.map((statement) =>
      statement.error === undefined ? statement : { ...statement, error: withheld(statement.error) },
    ),
    skipped: analysis.skipped.map((statement) => ({ ...statement, reason: withheld(statement.reason) })),
    warnings: analysis.warnings.map(withheld),
  };
}

const WITHHELD = "its message is withheld, since columns of the dataset are protected";
