import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { root } from "../../scripts/workspace.mjs";
import { exampleSnippets } from "../src/documents.js";
import { repositoryFiles } from "../src/repository-files.js";
import { TypeScriptSnippets } from "../src/typescript-snippets.js";

const sources = repositoryFiles()
  .filter((path) => /^packages\/[^/]+\/src\/.*\.ts$/.test(path))
  .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));

describe("the examples of doc comments", () => {
  const examples = sources.flatMap(({ path, text }) => exampleSnippets(path, text));
  let compiled: TypeScriptSnippets;
  beforeAll(() => {
    compiled = new TypeScriptSnippets(examples, "examples");
  });

  it("are all found", () => {
    const tags = sources.flatMap(({ text }) => text.match(/^\s*\* @example/gm) ?? []);
    expect(examples.length).toBe(tags.length);
    expect(examples.length).toBeGreaterThan(10);
  });

  it.each(examples)("type-check at $place", (example) => {
    expect(compiled.errorsOf(example)).toEqual([]);
  });

  it.each(examples.filter(({ run }) => run))("run at $place and give what is written there", (example) => {
    const { status, stdout, stderr } = compiled.run(example);
    expect({ status, stderr, stdout: stdout.trimEnd() }).toEqual({
      status: 0,
      stderr: "",
      stdout: example.output,
    });
  });
});

describe("exampleSnippets", () => {
  const fence = "```";
  const found = exampleSnippets(
    "src/key.ts",
    `/**
 * A key.
 *
 * @example
 * ${fence}ts
 * const key = 1;
 * if (key) {
 *   key; // 1
 * }
 * key + 1; // 2
 * String(key); // "1"
 * key; // the key
 * ${fence}
 */
const text = \`
${fence}ts
not.an.example
${fence}
\`;`,
  );

  it("finds the block with its line, and no code", () => {
    expect(found.map(({ place }) => place)).toEqual(["src/key.ts:5"]);
  });

  it("takes the values behind expressions as the output, and other comments as comments", () => {
    expect(found[0]?.output).toBe('1\n2\n"1"');
    expect(found[0]?.code).toContain("console.log(JSON.stringify(key + 1));\n");
    expect(found[0]?.code).toContain("key; // the key");
  });

  it("runs the block unless it is marked", () => {
    const marked = exampleSnippets("src/key.ts", `/**\n * ${fence}ts no-run\n * x\n * ${fence}\n */`);
    expect([...found, ...marked].map(({ run }) => run)).toEqual([true, false]);
  });
});
