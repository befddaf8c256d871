import process from "node:process";
import { consoleReporter } from "@dqx/report";
import Table from "cli-table3";
import { createColors } from "picocolors";
import type { FlightExecution } from "./verify-flights.js";

// picocolors on its own also colours what CI collects from a pipe.
const colors = createColors(process.stdout.isTTY === true && process.env.NO_COLOR === undefined);

/**
 * The executions as text for people: what the first came to, then what the store holds of each.
 *
 * @param executions - at least one; no text without
 */
export function textReport(executions: readonly FlightExecution[]): string {
  const [first] = executions;
  if (first === undefined) return "";
  const { plan, result } = first;
  return [
    ...plan.datasets.map(({ dataset, scans }) => `Planned: ${count(scans, "scan")} of dataset '${dataset}'`),
    "",
    consoleReporter({ color: colors.isColorSupported }).render(result.toJSON()),
    colors.bold("Held apart in the store"),
    isolationTable(executions),
  ].join("\n");
}

function isolationTable(executions: readonly FlightExecution[]): string {
  const table = new Table({
    head: ["execution", "metrics stored", "flights read back", "shared with others"].map(colors.bold),
    style: { head: [], border: [], compact: true },
  });
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

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
