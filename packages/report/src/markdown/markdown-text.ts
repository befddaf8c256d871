import { oneLine } from "../facts/one-line.js";

/**
 * A text as Markdown that shows it as it is: nothing in it is markup, HTML, a link, or a mention of somebody.
 *
 * @param text - any text
 * @returns on one line
 */
export function markdownText(text: string): string {
  return (
    oneLine(text)
      .replaceAll(/[\\`*_{}[\]()#+\-.!|~^=$:>]/g, "\\$&")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      // GitHub makes mentions and references of what is left of these, unless something stands behind the sign.
      .replaceAll(/[@#]/g, "$&<!-- -->")
  );
}

/**
 * A text as a piece of code in Markdown.
 *
 * @param text - any text
 * @returns on one line, between as many backticks as it needs; safe in a table
 */
export function markdownCode(text: string): string {
  const line = oneLine(text);
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  const padding = line.startsWith("`") || line.endsWith("`") || line.trim() === "" ? " " : "";
  // In a table a bar ends the cell even between backticks, unless it is escaped.
  return `${fence}${padding}${line.replaceAll("|", "\\|")}${padding}${fence}`;
}

/**
 * A text of several lines as a block of code in Markdown.
 *
 * @param text - any text
 * @param language - for the colours
 * @returns between as many backticks as it needs
 */
export function markdownFence(text: string, language: string): string {
  const lines = text.split("\n").map(oneLine);
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return [`${fence}${language}`, ...lines, fence].join("\n");
}
