import type { DatasetRunReport, RunReport, StatementRunReport } from "@dqx/api";
import { counted } from "../facts/counted.js";
import { durationOf, showDuration } from "../facts/run-totals.js";
import { element, fragment, type Markup } from "../markup/markup.js";

/** The facts about the execution, and the statements that it ran. */
export function executionSection(report: RunReport): Markup {
  const { execution, datasets, metrics } = report;
  const facts: readonly (readonly [string, string])[] = [
    ["Execution", execution.id],
    ["Began", execution.startedAt],
    ...(execution.referenceTime === undefined
      ? []
      : [["Reference time of ages", execution.referenceTime] as const]),
    ["Took", showDuration(durationOf(report))],
    ["Metrics", metrics.length.toLocaleString("en-US")],
    ...Object.entries(execution.versions),
  ];
  return element(
    "section",
    {},
    element("h2", {}, "How it was run"),
    element(
      "dl",
      { class: "facts" },
      facts.map(([term, description]) => fragment(element("dt", {}, term), element("dd", {}, description))),
    ),
    datasets.map(datasetPart),
  );
}

function datasetPart({ dataset, scans, statements }: DatasetRunReport): Markup {
  return fragment(
    element("h3", {}, `${dataset}: ${counted(scans, "scan")}`),
    statements.map((statement, index) => statementPart(statement, index + 1)),
  );
}

function statementPart(statement: StatementRunReport, number: number): Markup {
  const { sql, purpose, status, milliseconds, rows, reason } = statement;
  return element(
    "details",
    {},
    element(
      "summary",
      {},
      `Statement ${number} (${purpose}): ${status}, ${counted(rows, "row")} in ${showDuration(milliseconds)}`,
    ),
    reason === null ? undefined : element("p", { class: "warning" }, reason),
    element("pre", {}, element("code", {}, sql)),
  );
}
