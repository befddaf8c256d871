import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../../scripts/workspace.mjs";
import { repositoryFiles } from "../src/repository-files.js";

/** A link whose text is the title of a test, in “ ”, and whose target is the file that has it. */
const NAMED_TEST = /\[“([^”]+)”\]\(([^)]+)\)/g;

const named = repositoryFiles()
  .filter((path) => path.endsWith(".md"))
  .flatMap((document) =>
    [...readFileSync(join(root, document), "utf8").matchAll(NAMED_TEST)].map(
      ([, title = "", target = ""]) => ({
        document,
        title,
        file: join(dirname(document), target),
      }),
    ),
  );

describe("tests that documents name", () => {
  it("are found", () => {
    expect(named.length).toBeGreaterThan(20);
  });

  it.each(named)("stand where $document says: $title", ({ title, file }) => {
    const text = existsSync(join(root, file)) ? readFileSync(join(root, file), "utf8") : "";
    expect(text.includes(`"${title}"`), `${file} has no test of this title`).toBe(true);
  });
});
