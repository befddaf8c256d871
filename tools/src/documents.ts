import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Snippet, snippetsOf } from "../../scripts/snippets.mjs";
import { root } from "../../scripts/workspace.mjs";
import { repositoryFiles } from "./repository-files.js";

/** A code block of a document. */
export interface DocumentSnippet extends Snippet {
  /** Where it stands, such as `docs/architecture.md:12`. */
  readonly place: string;
}

/** The code blocks of every Markdown file of the repository in one of some languages. */
export function documentSnippets(...languages: readonly string[]): readonly DocumentSnippet[] {
  // A report of a package's public face is written by a tool, and declares what it does not run.
  const documents = repositoryFiles().filter((path) => path.endsWith(".md") && !path.endsWith(".api.md"));
  return documents.flatMap((path) =>
    snippetsOf(readFileSync(join(root, path), "utf8"))
      .filter(({ language }) => languages.includes(language))
      .map((snippet) => ({ ...snippet, place: `${path}:${snippet.line}` })),
  );
}

/**
 * The examples of the sources' doc comments. A line of an example that ends in a comment of a value, as in
 * `key.lag(7).date; // "2025-01-01"`, claims that value: it is made to print what it gives, as JSON, and the values
 * claimed are the example's output.
 *
 * @param path - of a TypeScript file, from the root
 * @param source - its text
 */
export function exampleSnippets(path: string, source: string): readonly DocumentSnippet[] {
  return snippetsOf(docCommentsOf(source))
    .filter(({ language }) => language === "ts")
    .map((snippet) => ({ ...snippet, ...printingClaims(snippet.code), place: `${path}:${snippet.line}` }));
}

/** The text of the doc comments, each line where it was; the lines of code are empty. */
function docCommentsOf(source: string): string {
  let inside = false;
  return source
    .split("\n")
    .map((line) => {
      inside = inside ? !line.includes("*/") : /^\s*\/\*\*/.test(line) && !line.includes("*/");
      return inside ? line.replace(/^\s*\/?\*+ ?/, "") : "";
    })
    .join("\n");
}

const CLAIM =
  /^(?<expression>.+); \/\/ (?<value>"[^"]*"|-?\d[\d.]*|\[.*\]|\{.*\}|true|false|null|undefined)$/;

function printingClaims(code: string): Pick<DocumentSnippet, "code" | "output"> {
  const claimed: string[] = [];
  const lines = code.split("\n").map((line) => {
    const { expression, value } = CLAIM.exec(line)?.groups ?? {};
    if (expression === undefined || value === undefined) return line;
    claimed.push(value);
    return `console.log(JSON.stringify(${expression}));`;
  });
  return { code: lines.join("\n"), output: claimed.join("\n") };
}
