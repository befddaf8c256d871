import type { FlightExecution } from "./verify-flights.js";

/**
 * The executions as one JSON document.
 *
 * @returns a list with, for each execution, its id, its metrics as the store holds them, and its assertions
 */
export function jsonReport(executions: readonly FlightExecution[]): string {
  return JSON.stringify({ executions: executions.map(toJson) }, undefined, 2);
}

function toJson({ executionId, result, metrics }: FlightExecution) {
  return {
    executionId,
    status: result.status,
    metrics: metrics.map(({ spec, key, dataset, value }) => ({
      name: spec.name,
      date: key.date,
      dataset,
      value,
    })),
    assertions: result
      .toJSON()
      .assertions.map(({ check, name, severity, status, value, expression, message }) => ({
        check,
        name,
        severity,
        status,
        value,
        expression,
        message,
      })),
  };
}
