import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import * as built from "@dqx/metrics";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../../scripts/workspace.mjs";

const WHOLE = { depth: null, maxArrayLength: null, maxStringLength: null };

let folder: string;
let published: typeof built;

beforeAll(async () => {
  const source = join(root, "packages/metrics");
  folder = mkdtempSync(join(tmpdir(), "dqx-bundle-"));
  for (const name of ["package.json", "dist"])
    cpSync(join(source, name), join(folder, name), { recursive: true });
  symlinkSync(join(source, "node_modules"), join(folder, "node_modules"));
  execFileSync(process.execPath, [join(root, "scripts/bundle-package.mjs")], { cwd: folder });
  published = await import(pathToFileURL(join(folder, "bundle/index.js")).href);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the published @dqx/metrics", () => {
  it("evaluates the examples of a definition when they are read, and they are those of the sources", () => {
    expect([...published.catalogue.keys()]).toEqual([...built.catalogue.keys()]);
    for (const [type, { definition }] of published.catalogue) {
      expect(Object.getOwnPropertyDescriptor(definition, "examples")?.get, type).toBeTypeOf("function");
      // As text, since a metric in an example has functions, which are those of its own modules.
      expect(inspect(definition.examples, WHOLE), type).toBe(
        inspect(built.catalogue.get(type)?.definition.examples, WHOLE),
      );
    }
  });
});
