import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { mutants } from "../../scripts/isolation-mutants.mjs";
import { root } from "../../scripts/workspace.mjs";

describe("the mutants of isolation", () => {
  it("are forty at least, each with a name of its own", () => {
    const names = mutants.map(({ name }) => name);

    expect(names.length).toBeGreaterThanOrEqual(40);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(mutants)("have one place to change: $name", ({ file, find, replace }) => {
    expect(readFileSync(join(root, file), "utf8").split(find)).toHaveLength(2);
    expect(replace).not.toBe(find);
  });

  it.each(mutants)("are held by tests of the changed package: $name", ({ folder, file, tests }) => {
    expect(file.startsWith(`${folder}/src/`)).toBe(true);
    expect(tests).not.toHaveLength(0);
    expect(tests.filter((path) => !existsSync(join(root, folder, path)))).toEqual([]);
  });
});
