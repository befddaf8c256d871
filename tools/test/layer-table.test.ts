import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import {
  helpers,
  layers,
  manifestOf,
  members,
  root,
  workspaceDependencies,
} from "../../scripts/workspace.mjs";

interface TsConfig {
  readonly references?: readonly { readonly path: string }[];
}

const byFolder = new Map(members.map(({ name, folder }) => [folder, name]));

/** The members that a tsconfig.json refers to, by name. */
function referencesOf(folder: string): readonly string[] {
  const config: TsConfig = JSON.parse(readFileSync(join(root, folder, "tsconfig.json"), "utf8"));
  return (config.references ?? []).map(({ path }) => {
    const target = join(folder, path).replaceAll("\\", "/");
    return byFolder.get(target) ?? `no member is at ${target}`;
  });
}

/** The members that `tsc -b` of this one builds first. */
function builtBefore(folder: string, found = new Set<string>()): ReadonlySet<string> {
  for (const name of referencesOf(folder)) {
    if (found.has(name)) continue;
    found.add(name);
    const target = members.find((member) => member.name === name);
    if (target) builtBefore(target.folder, found);
  }
  return found;
}

describe("layers.json", () => {
  it("lists every member of the workspace, and no other", () => {
    const { packages }: { packages: string[] } = parse(
      readFileSync(join(root, "pnpm-workspace.yaml"), "utf8"),
    );
    const folders = packages.flatMap((pattern) =>
      pattern.endsWith("/*")
        ? readdirSync(join(root, pattern.slice(0, -2))).map((name) => `${pattern.slice(0, -2)}/${name}`)
        : [pattern],
    );
    const existing = folders.filter((folder) => existsSync(join(root, folder, "package.json")));
    expect(members.map(({ folder }) => folder).sort()).toEqual(existing.sort());
  });

  it.each(members)("names $folder as its package.json does", ({ name, folder }) => {
    expect(manifestOf(folder).name).toBe(name);
  });

  it.each(layers)("lets $name import only what stands above it", ({ name, mayImport }) => {
    const above = layers
      .slice(
        0,
        layers.findIndex((layer) => layer.name === name),
      )
      .map((layer) => layer.name);
    expect(above).toEqual(expect.arrayContaining(mayImport));
  });

  it.each(layers)("allows all that $name depends on", ({ folder, mayImport }) => {
    const fields = ["dependencies", "peerDependencies"] as const;
    expect(mayImport).toEqual(expect.arrayContaining(workspaceDependencies(manifestOf(folder), [...fields])));
  });

  it.each(layers)(
    "has what $name needs for its tests above it, or among what tests share",
    ({ name, folder }) => {
      const above = layers
        .slice(
          0,
          layers.findIndex((layer) => layer.name === name),
        )
        .concat(helpers.map((helper) => ({ ...helper, mayImport: [] })))
        .map((layer) => layer.name);
      expect(above).toEqual(
        expect.arrayContaining(workspaceDependencies(manifestOf(folder), ["devDependencies"])),
      );
    },
  );
});

describe("project references", () => {
  it.each(layers)("of $name are its dependencies", ({ folder }) => {
    const dependencies = workspaceDependencies(manifestOf(folder), ["dependencies", "peerDependencies"]);
    expect([...referencesOf(folder)].sort()).toEqual(dependencies);
  });

  it.each(members)("of $name build all that its tests need, also when they run alone", ({ folder }) => {
    const manifest = manifestOf(folder);
    const wanted = workspaceDependencies(manifest, ["dependencies", "devDependencies"]);
    const named = [...(manifest.scripts?.test ?? "").matchAll(/\.\.\/([\w-]+)/g)].map(([, path]) => path);
    const alsoBuilt = members.filter((member) => named.includes(basename(member.folder)));
    const built = new Set([
      ...builtBefore(folder),
      ...alsoBuilt.flatMap((member) => [member.name, ...builtBefore(member.folder)]),
    ]);
    expect(wanted.filter((name) => !built.has(name))).toEqual([]);
  });
});
