// The code blocks of a Markdown file, and what they are said to print. CONTRIBUTING.md explains the conventions.
import { stripVTControlCharacters } from "node:util";

/**
 * @typedef {object} Snippet
 * @property {string} language such as `ts` or `bash`; empty when the block has none
 * @property {boolean} run false for a block marked `no-run`
 * @property {string} code
 * @property {number} line where the block begins, counted from 1
 * @property {string} [output] the `text` block that follows directly: what the code prints
 */

/**
 * Finds the code blocks of a Markdown file.
 * @param {string} markdown
 * @returns {Snippet[]}
 */
export function snippetsOf(markdown) {
  /** @type {Snippet[]} */
  const snippets = [];
  const lines = markdown.split(/\r?\n/);
  /** Where the last block ended, to see whether only blank lines stand between it and its output. */
  let end = -1;

  for (let at = 0; at < lines.length; at += 1) {
    const fence = /^(\s*)(`{3,})(\S*)(.*)$/.exec(lines[at] ?? "");
    if (fence === null) continue;
    const [, indent = "", ticks = "", language = "", rest = ""] = fence;
    const close = lines.findIndex((line, index) => index > at && line.trim() === ticks);
    if (close < 0) throw new Error(`The code block that begins at line ${at + 1} is never closed.`);

    const code = lines
      .slice(at + 1, close)
      .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
      .join("\n");
    const before = snippets.at(-1);
    if (language === "text" && before && lines.slice(end + 1, at).every((line) => line.trim() === "")) {
      before.output = code;
    }
    snippets.push({ language, run: !rest.split(/\s+/).includes("no-run"), code, line: at + 1 });
    end = at = close;
  }
  return snippets;
}

/**
 * Compares what a snippet printed with what its `text` block says. `…` in a line stands for any text in it,
 * `…` alone on a line for any number of lines.
 * @param {string} actual
 * @param {string} expected
 */
export function printsAs(actual, expected) {
  const pattern = tidy(expected)
    .split("\n")
    .map((line) =>
      line.trim() === "…" ? "(?:.*\n)*?" : `${line.split("…").map(escapePattern).join(".*")}\n`,
    )
    .join("");
  return new RegExp(`^${pattern}$`).test(`${tidy(actual)}\n`);
}

/**
 * Without colours and the space at the end of lines.
 * @param {string} text
 */
function tidy(text) {
  return stripVTControlCharacters(text)
    .replace(/[ \t\r]+$/gm, "")
    .trimEnd();
}

/** @param {string} text */
function escapePattern(text) {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
