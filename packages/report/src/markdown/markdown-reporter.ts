import type { AssertionReport, AssertionStatus, Reporter, RunReport, SuiteStatus } from "@dqx/api";
import { InvalidArgumentError, showValue } from "@dqx/common";
import { checkGroups, problemsOf } from "../facts/check-groups.js";
import { demanded } from "../facts/demanded.js";
import { headline } from "../facts/headline.js";
import { ownershipFacts } from "../facts/ownership.js";
import { quarantinedRows } from "../facts/quarantined-rows.js";
import { reproductions } from "../facts/reproductions.js";
import { assertionTotals, runCost } from "../facts/run-totals.js";
import { standingsOf } from "../facts/scores.js";
import { shownValue } from "../facts/shown-value.js";
import { markdownCode, markdownFence, markdownText } from "./markdown-text.js";

/** Options of the Markdown reporter. */
export interface MarkdownReporterOptions {
  /**
   * The most bytes of UTF-8 that the text may have: whole lines are left out at the end, and counted. 65,000 by
   * default, which fits into a comment on GitHub; a step summary may have 1,048,576.
   */
  readonly maximumBytes?: number;
}

/** A comment on GitHub may have 65,536 characters. */
const COMMENT_BYTES = 65_000;

/** Room for the line that says what was left out. */
const NOTE_BYTES = 100;

/**
 * Renders a run as Markdown for a pull request, a step summary or a chat: the state, what failed and why, then all
 * assertions in a part that is folded away.
 *
 * @param options - how long it may be
 * @throws InvalidArgumentError when `maximumBytes` is no whole number of at least 1,000
 */
export function markdownReporter({ maximumBytes = COMMENT_BYTES }: MarkdownReporterOptions = {}): Reporter {
  if (!Number.isInteger(maximumBytes) || maximumBytes < 1000) {
    throw new InvalidArgumentError(
      `markdownReporter got maximumBytes ${showValue(maximumBytes)}. Give a whole number of at least 1000.`,
    );
  }
  return {
    name: "markdown",
    extension: "md",
    render: (report) => shorten(linesOf(report), maximumBytes),
  };
}

function linesOf(report: RunReport): readonly string[] {
  const { suite, execution, status, warnings } = report;
  const tags = Object.entries(execution.key.tags).map(([name, value]) => `, ${name} = ${value}`);
  const problems = problemsOf(report);
  return [
    `## ${SIGNS[status]} ${markdownText(suite)}, ${execution.key.date}${markdownText(tags.join(""))}: ${status}`,
    "",
    `**${headline(report)}**`,
    "",
    ...(problems.length === 0
      ? []
      : table(
          ["status", "severity", "check", "assertion", "why"],
          problems.map((each) => [
            `${SIGNS[each.status]} ${each.status}`,
            each.severity,
            markdownText(each.check),
            markdownText(each.name),
            markdownText(each.message),
          ]),
        )),
    ...warnings.flatMap((warning) => [`> ${markdownText(warning)}`, ""]),
    ...standingsOf(report).flatMap(({ kind, standings }) =>
      table(
        [kind.toLowerCase(), "score", "assertions"],
        standings.map(({ name, score, summary }) => [markdownText(name), score, summary]),
      ),
    ),
    ...quarantinedRows(report).flatMap((text) => [`Quarantine of ${markdownText(text)}`, ""]),
    ...problems.flatMap(lookedInto),
    "<details>",
    `<summary>${assertionTotals(report)}</summary>`,
    "",
    ...table(
      ["", "severity", "check", "assertion", "value", "demanded"],
      checkGroups(report).flatMap(({ assertions }) => assertions.map(assertionRow)),
    ),
    "</details>",
    "",
    `${markdownText(`${runCost(report)}, execution`)} ${markdownCode(execution.id)}`,
    "",
  ];
}

/** Who answers for what did not hold, and its SQL; a piece of code is one line, so that it is left out as a whole. */
function lookedInto(assertion: AssertionReport): readonly string[] {
  const facts = ownershipFacts(assertion).map(([name, text]) => `- ${name}: ${markdownText(text)}`);
  const statements = reproductions(assertion).map(
    ({ title, sql }) => `SQL of ${markdownText(title)}:\n\n${markdownFence(sql, "sql")}\n`,
  );
  if (facts.length + statements.length === 0) return [];
  const { check, name } = assertion;
  return [`### ${markdownText(check)}: ${markdownText(name)}`, "", ...facts, "", ...statements];
}

function assertionRow(assertion: AssertionReport): readonly string[] {
  const { status, severity, check, name } = assertion;
  return [
    SIGNS[status],
    severity,
    markdownText(check),
    markdownText(name),
    markdownText(shownValue(assertion)),
    markdownText(demanded(assertion)),
  ];
}

const SIGNS: Readonly<Record<AssertionStatus | SuiteStatus, string>> = {
  PASSED: "✅",
  WARNED: "🟡",
  FAILED: "❌",
  ERROR: "⚠️",
  SKIPPED: "⏭️",
  EMPTY: "⏭️",
};

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line), ""];
}

/** Keeps as many whole lines from the beginning as fit, and says how many it left out. */
function shorten(lines: readonly string[], maximumBytes: number): string {
  const whole = lines.join("\n");
  if (Buffer.byteLength(whole) <= maximumBytes) return whole;
  const kept: string[] = [];
  let bytes = NOTE_BYTES;
  for (const line of lines) {
    bytes += Buffer.byteLength(line) + 1;
    if (bytes > maximumBytes) break;
    kept.push(line);
  }
  const left = lines.length - kept.length;
  const close = kept.includes("<details>") ? ["", "</details>"] : [];
  return [...kept, ...close, "", `*${left} more lines were left out.*`, ""].join("\n");
}
