import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../../scripts/workspace.mjs";
import { isIgnored, repositoryFiles } from "../src/repository-files.js";

const documents = repositoryFiles().filter((path) => path.endsWith(".md"));

/** The files that a document links to or, in `code`, names by their path from the root. */
function filesNamedIn(document: string): readonly string[] {
  // A regular expression in SQL has brackets as a link has.
  const text = readFileSync(join(root, document), "utf8").replaceAll(/^```sql\n.*?^```$/gms, "");
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, to]) =>
    join(dirname(document), to ?? ""),
  );
  const paths = [...text.matchAll(/`((?:packages|apps|docs|scripts|tools|bench)\/[\w./-]+)`/g)];
  return [...links, ...paths.map(([, path]) => path ?? "")];
}

describe("the documents", () => {
  it.each(documents)("%s names only files that exist", (document) => {
    const missing = filesNamedIn(document).filter(
      (path) => !existsSync(join(root, path)) && !isIgnored(path),
    );
    expect(missing).toEqual([]);
  });
});
