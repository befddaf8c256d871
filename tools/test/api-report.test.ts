import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { layers, root } from "../../scripts/workspace.mjs";

/** A package with two entry points in TypeScript and two that are data. */
const files = {
  "package.json": JSON.stringify({
    name: "@dqx/small",
    version: "1.0.0",
    exports: {
      ".": { types: "./dist/index.d.ts", default: "./dist/index.js" },
      "./testing": { types: "./dist/testing/index.d.ts", default: "./dist/testing/index.js" },
      "./report.schema.json": "./report.schema.json",
      "./package.json": "./package.json",
    },
  }),
  "dist/index.d.ts": "/** A number.\n * @public */\nexport declare const one: number;\n",
  "dist/testing/index.d.ts": "/** A text.\n * @public */\nexport declare const two: string;\n",
};

describe("the reports of the public face", () => {
  let folder: string;
  beforeEach(() => {
    folder = join(realpathSync(mkdtempSync(join(tmpdir(), "dqx-face-"))), "small");
    for (const [path, text] of Object.entries(files)) write(path, text);
    expect(runReport().status).toBe(0);
  });
  afterEach(() => rmSync(dirname(folder), { recursive: true, force: true }));

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }

  function runReport(...options: readonly string[]) {
    const script = join(root, "scripts/api-report.mjs");
    return spawnSync(process.execPath, [script, ...options, folder], { encoding: "utf8" });
  }

  it("are written for each entry point in TypeScript, and accepted", () => {
    expect(readdirSync(join(folder, "api")).sort()).toEqual(["small-testing.api.md", "small.api.md"]);
    expect(readFileSync(join(folder, "api/small-testing.api.md"), "utf8")).toContain("const two: string;");
    expect(runReport("--check").status).toBe(0);
  });

  it("are refused when the package exports something else", () => {
    write("dist/testing/index.d.ts", "/** A text.\n * @public */\nexport declare const two: number;\n");
    const { status, stderr } = runReport("--check");
    expect(status).toBe(1);
    expect(stderr).toContain("small-testing.api.md is not what the package exports now");
    expect(stderr).not.toContain("small.api.md is");
  });

  it("are refused when one is missing, which is not written", () => {
    rmSync(join(folder, "api/small.api.md"));
    expect(runReport("--check").status).toBe(1);
    expect(readdirSync(join(folder, "api"))).toEqual(["small-testing.api.md"]);
  });
});

describe("the reports of this repository", () => {
  const reports = layers.flatMap(({ folder }) =>
    readdirSync(join(root, folder, "api")).map((name) => join(folder, "api", name)),
  );

  it.each(reports)("%s has no type whose order the compiler chooses anew in each build", (report) => {
    // What it adds to the parts of a union of objects that it inferred: such a union needs a name.
    expect(readFileSync(join(root, report), "utf8")).not.toMatch(/\?: never;/);
  });
});
