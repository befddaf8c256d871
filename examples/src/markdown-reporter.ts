import type { AssertionReport, Reporter } from "@dqx/api";

/** A reporter of one's own: a run as a table in Markdown, for a pull request or a chat. */
export const markdownReporter: Reporter = {
  name: "markdown-table",
  extension: "md",
  render: ({ suite, execution, status, assertions, warnings }) =>
    [
      `## ${cell(suite)}: ${status}`,
      "",
      `Execution \`${execution.id}\` for ${execution.key.date}.`,
      "",
      "| status | check | assertion | value |",
      "| --- | --- | --- | --- |",
      ...assertions.map(row),
      ...warnings.map((warning) => `\n> ${warning}`),
      "",
    ].join("\n"),
};

function row({ status, check, name, value }: AssertionReport): string {
  return `| ${[status, check, name, value === null ? "no value" : String(value)].map(cell).join(" | ")} |`;
}

function cell(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("|", "\\|").replaceAll(/\s+/g, " ");
}
