import process from "node:process";
import { consoleReporter } from "@dqx/report";
import type { FlightExecution } from "./verify-flights.js";

/**
 * The executions as text for people: what each came to, as `dqx run` prints it, then what the store holds under each.
 *
 * @param executions - any number of them
 */
export function textReport(executions: readonly FlightExecution[]): string {
  const color = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
  const [first, ...others] = executions;
  if (first === undefined) return "";
  return [
    consoleReporter({ color }).render(first.result.toJSON()),
    // The same data came to the same, so only what failed is said again.
    ...others.map(({ result }) => consoleReporter({ color, quiet: true }).render(result.toJSON())),
    ...executions.map((execution) => heldApart(execution, executions)),
  ].join("\n");
}

function heldApart(
  { executionId, metrics, result }: FlightExecution,
  executions: readonly FlightExecution[],
): string {
  const rows = metrics.find(({ spec, key }) => spec.name === "numRows()" && key.date === result.key.date);
  const others = executions.filter((other) => other.executionId !== executionId);
  const foreign = metrics.filter(({ metadata }) =>
    others.some((other) => other.executionId === metadata.executionId),
  );
  return `Stored under ${executionId}: ${metrics.length} metrics, numRows() = ${rows?.value ?? "none"}, ${foreign.length} shared with the other`;
}
