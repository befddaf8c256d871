import type { Reporter } from "@dqx/api";

/** Renders the report itself, whose schema is `@dqx/api/run-report.schema.json`. */
export function jsonReporter(): Reporter {
  return {
    name: "json",
    extension: "json",
    render: (report) => `${JSON.stringify(report, undefined, 2)}\n`,
  };
}
