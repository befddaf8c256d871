import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { printsAs } from "../../scripts/snippets.mjs";
import { root } from "../../scripts/workspace.mjs";
import { commandsOf, type DocumentedCommand, missingScript } from "../src/documented-command.js";
import { documentSnippets } from "../src/documents.js";
import { TypeScriptSnippets } from "../src/typescript-snippets.js";

/** Scripts that are too long, or too intrusive, to run inside of the tests; `.ci/run` runs those marked true. */
const leftToCi: Readonly<Record<string, boolean>> = {
  test: true,
  build: false,
  typecheck: true,
  lint: true,
  layers: true,
  knip: true,
  "check-examples": true,
  "check-packages": true,
  coverage: false,
  bench: false,
  format: false,
  hooks: false,
};

const ciRun = readFileSync(join(root, ".ci/run"), "utf8");

describe("TypeScript in the documents", () => {
  const snippets = documentSnippets("ts", "typescript");
  let compiled: TypeScriptSnippets;
  beforeAll(() => {
    compiled = new TypeScriptSnippets(snippets, "documents");
  });

  it.each(snippets)("type-checks at $place", (snippet) => {
    expect(compiled.errorsOf(snippet)).toEqual([]);
  });

  it.each(snippets.filter(({ run }) => run))("prints at $place what is written there", (snippet) => {
    const { status, stdout, stderr } = compiled.run(snippet);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expectOutput(stdout, snippet.output);
  });
});

describe("commands in the documents", () => {
  const blocks = documentSnippets("bash", "sh");

  it.each(blocks)("at $place run scripts that exist", ({ code }) => {
    expect(commandsOf(code).map(missingScript).filter(Boolean)).toEqual([]);
  });

  it.each(blocks.filter(({ run }) => run))("at $place work", ({ code, output }) => {
    const outputs = commandsOf(code).filter(isRunHere).map(runCommand);
    expectOutput(outputs.join(""), output);
  });

  it.each(blocks.filter(({ run }) => run))(
    "at $place that are not run here are run by .ci/run",
    ({ code }) => {
      for (const { script } of commandsOf(code)) {
        if (script && leftToCi[script.name]) expect(ciRun).toMatch(new RegExp(`\\bp?npm ${script.name}\\b`));
      }
    },
  );
});

function isRunHere({ line, script }: DocumentedCommand): boolean {
  return !line.includes(".ci/run") && !(script && script.name in leftToCi);
}

/** Runs a command in the repository as a reader would, without npm's banner, and gives its output. */
function runCommand({ line, exits }: DocumentedCommand): string {
  const env = { ...process.env, npm_config_loglevel: "silent", NO_COLOR: "1", FORCE_COLOR: undefined };
  const { status, stdout, stderr } = spawnSync(line, { cwd: root, env, shell: true, encoding: "utf8" });
  expect(status, `${line}\n${stdout}\n${stderr}`).toBe(exits);
  return stdout;
}

function expectOutput(actual: string, expected: string | undefined): void {
  if (expected === undefined || printsAs(actual, expected)) return;
  // Not equal, then, but for what `…` stands for; this shows where.
  expect(actual).toBe(expected);
}
