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
  const documents = repositoryFiles().filter((path) => path.endsWith(".md"));
  return documents.flatMap((path) =>
    snippetsOf(readFileSync(join(root, path), "utf8"))
      .filter(({ language }) => languages.includes(language))
      .map((snippet) => ({ ...snippet, place: `${path}:${snippet.line}` })),
  );
}
