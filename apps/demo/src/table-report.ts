import process from "node:process";
import { type AssertionResult, type AssertionStatus, showComparison, showVerdictValue } from "@dqx/api";
import { escapeControls } from "@dqx/common";
import Table from "cli-table3";
import { createColors } from "picocolors";
import type { FlightExecution } from "./verify-flights.js";

// picocolors on its own also colours what CI collects from a pipe.
const colors = createColors(process.stdout.isTTY === true && process.env.NO_COLOR === undefined);

/**
 * The executions as text for people: the first as a table, then what the store holds of each.
 *
 * @param executions - at least one; no text without
 */
export function tableReport(executions: readonly FlightExecution[]): string {
  const [first] = executions;
  if (first === undefined) return "";
  const { plan, result } = first;
  const { counts, datasets } = result;
  const statements = datasets.reduce((total, dataset) => total + dataset.statements.length, 0);
  return [
    colors.bold(`Suite ${result.suite} for ${result.key.date}: ${paint(result.status, result.status)}`),
    ...plan.datasets.map(({ dataset, scans }) => `Planned: ${count(scans, "scan")} of dataset '${dataset}'`),
    assertionTable(result.assertions),
    `${counts.planned} assertions: ${counts.passed} passed, ${counts.failed} failed, ${counts.errored} errors, ${counts.skipped} skipped`,
    `${count(result.metrics.length, "metric")} from ${count(statements, "scan")} of the file`,
    ...problems(result.assertions),
    "",
    colors.bold("Held apart in the store"),
    isolationTable(executions),
  ].join("\n");
}

function assertionTable(assertions: readonly AssertionResult[]): string {
  const table = newTable(["status", "severity", "check", "assertion", "value", "demanded"]);
  for (const { status, severity, check, name, number, comparison } of assertions) {
    const shown = number === null ? "–" : showVerdictValue(number, comparison);
    table.push([
      paint(status, status),
      severity,
      escapeControls(check),
      escapeControls(name),
      { content: shown, hAlign: "right" },
      showComparison(comparison),
    ]);
  }
  return table.toString();
}

function problems(assertions: readonly AssertionResult[]): readonly string[] {
  return assertions
    .filter(({ status }) => status === "FAILED" || status === "ERROR")
    .map(
      ({ status, check, name, message }) =>
        `${paint(status, status)} ${escapeControls(`${check} / ${name}: ${message}`)}`,
    );
}

function isolationTable(executions: readonly FlightExecution[]): string {
  const table = newTable(["execution", "metrics stored", "flights read back", "shared with others"]);
  for (const { executionId, metrics, result } of executions) {
    const rows = metrics.find(({ spec, key }) => spec.name === "numRows()" && key.date === result.key.date);
    const others = executions.filter((other) => other.executionId !== executionId);
    const foreign = metrics.filter(({ metadata }) =>
      others.some((other) => other.executionId === metadata.executionId),
    );
    table.push([
      executionId,
      { content: String(metrics.length), hAlign: "right" },
      { content: String(rows?.value ?? "–"), hAlign: "right" },
      { content: String(foreign.length), hAlign: "right" },
    ]);
  }
  return table.toString();
}

function newTable(head: string[]) {
  return new Table({
    head: head.map((title) => colors.bold(title)),
    style: { head: [], border: [], compact: true },
  });
}

function paint(status: AssertionStatus | "EMPTY", text: string): string {
  switch (status) {
    case "PASSED":
      return colors.green(text);
    case "FAILED":
      return colors.red(text);
    case "ERROR":
      return colors.magenta(text);
    case "SKIPPED":
    case "EMPTY":
      return colors.yellow(text);
  }
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
