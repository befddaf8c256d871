import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { layers, manifestOf, root } from "../../scripts/workspace.mjs";

const IMPORT = /^(?:import|export)\b[^;]*?\bfrom\s*"([^"]+)"|^import\s+"([^"]+)"/gm;

/** All modules that importing a built file loads: files of the workspace, and the names of what is not of it. */
function loadedBy(file: string, loaded = new Set<string>()): ReadonlySet<string> {
  if (loaded.has(file)) return loaded;
  loaded.add(file);
  for (const [, from, alone] of readFileSync(file, "utf8").matchAll(IMPORT)) {
    const name = from ?? alone ?? "";
    const target = name.startsWith(".") ? join(dirname(file), name) : entryPoint(name);
    if (target === undefined) loaded.add(name);
    else loadedBy(target, loaded);
  }
  return loaded;
}

/** The built file of a package of the workspace, by what it is imported as. */
function entryPoint(name: string): string | undefined {
  const [scope = "", own = "", ...path] = name.split("/");
  const folder = layers.find((layer) => layer.name === `${scope}/${own}`)?.folder;
  if (folder === undefined) return undefined;
  const target = manifestOf(folder).exports?.[[".", ...path].join("/")];
  if (typeof target !== "object") throw new Error(`${name} is not exported`);
  return join(root, folder, target.default);
}

describe("importing @dqx/api", () => {
  const loaded = [...loadedBy(join(root, "packages/api/dist/index.js"))];
  const packages = new Set(loaded.flatMap((file) => /\/packages\/([^/]+)\/dist\//.exec(file)?.[1] ?? []));

  it("loads what checks are defined with, and leaves what runs them to the first run", () => {
    expect([...packages].toSorted()).toEqual(["api", "common", "metrics", "provider", "rules"]);
    expect(loaded.filter((file) => /provider\/dist\/metrics|rules\/dist\/rows/.test(file))).toEqual([]);
  });

  it("loads no module of Node, and of other packages only Effect's two types", () => {
    expect(loaded.filter((name) => !name.startsWith(root)).toSorted()).toEqual([
      "effect/Either",
      "effect/Option",
    ]);
  });
});
