import type { AssertionReport, Reporter, RunReport } from "@dqx/api";
import type { Severity } from "@dqx/common";
import { problemsOf } from "../facts/check-groups.js";
import { headline } from "../facts/headline.js";
import { ownershipFacts } from "../facts/ownership.js";
import { quarantinedRows } from "../facts/quarantined-rows.js";
import { reproductions } from "../facts/reproductions.js";
import { workflowCommand } from "./workflow-command.js";

/** How a failure of each severity is shown. */
const LEVELS: Readonly<Record<Severity, "error" | "warning">> = {
  P0: "error",
  P1: "error",
  P2: "warning",
  P3: "warning",
};

/** GitHub shows this many annotations of a level per step, and drops the others without a word. */
const ANNOTATIONS_PER_LEVEL = 10;

/**
 * Renders what failed as annotations of GitHub Actions: print it in a step. Failures of P0 and P1 and what could not
 * be told are errors, other failures, what warned and the run's own warnings are warnings. For the step's summary, append what
 * `markdownReporter` renders to the file that `GITHUB_STEP_SUMMARY` names.
 */
export function githubReporter(): Reporter {
  return { name: "github", extension: "txt", render };
}

interface Annotation {
  readonly level: "error" | "warning";
  readonly title: string;
  readonly message: string;
}

function render(report: RunReport): string {
  const annotations = [
    ...problemsOf(report).map(annotationOf),
    ...report.warnings.map((message) => ({ level: "warning" as const, title: report.suite, message })),
  ];
  const lines = (["error", "warning"] as const).flatMap((level) =>
    atMost(annotations.filter((each) => each.level === level)).map(({ title, message }) =>
      workflowCommand(level, { title }, message),
    ),
  );
  const { suite, execution } = report;
  lines.push(workflowCommand("notice", { title: `${suite} for ${execution.key.date}` }, headline(report)));
  for (const text of quarantinedRows(report)) {
    lines.push(workflowCommand("notice", { title: `${suite}: quarantine` }, text));
  }
  return `${lines.join("\n")}\n`;
}

function annotationOf(assertion: AssertionReport): Annotation {
  const { check, name, severity, status, message } = assertion;
  const level = levelOf(status, severity);
  const facts = ownershipFacts(assertion).map(([each, text]) => `${each}: ${text}`);
  const statements = reproductions(assertion).flatMap(({ title, sql }) => [`SQL of ${title}:`, sql]);
  return {
    level,
    title: `${severity} ${status}: ${check} / ${name}`,
    message: [message, ...facts, ...statements].join("\n"),
  };
}

function levelOf(status: AssertionReport["status"], severity: Severity): Annotation["level"] {
  if (status === "WARNED") return "warning";
  return status === "ERROR" ? "error" : LEVELS[severity];
}

function atMost(annotations: readonly Annotation[]): readonly Pick<Annotation, "title" | "message">[] {
  if (annotations.length <= ANNOTATIONS_PER_LEVEL) return annotations;
  const kept = annotations.slice(0, ANNOTATIONS_PER_LEVEL - 1);
  const left = annotations.slice(kept.length);
  return [
    ...kept,
    {
      title: `${left.length} more of this kind`,
      message: left.map(({ title }) => title).join("\n"),
    },
  ];
}
