import { escapeControls } from "@dqx/common";

/**
 * A command to the runner of GitHub Actions, which reads it from a step's output.
 *
 * The escapes are those of actions/toolkit (packages/core/src/command.ts).
 *
 * @param name - for example `error`
 * @param properties - for example `{ title: "volume / rows" }`
 * @param message - may have several lines
 * @returns a line without its end
 */
export function workflowCommand(
  name: "error" | "warning" | "notice",
  properties: Readonly<Record<string, string>>,
  message: string,
): string {
  const given = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  return `::${name} ${given.join(",")}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return clean(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

function clean(text: string): string {
  return escapeControls(text.toWellFormed().replaceAll("\r\n", "\n"));
}
