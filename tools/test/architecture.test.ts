import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { layers, root } from "../../scripts/workspace.mjs";

const document = readFileSync(join(root, "docs/architecture.md"), "utf8");

/** The row of the table of folders that is about a package. */
function folderRow(name: string): string {
  const rows = document.split("\n").filter((line) => line.startsWith("| `@dqx/"));
  return rows.find((row) => row.split("|")[1]?.includes(`\`${name}\``)) ?? "";
}

describe("docs/architecture.md", () => {
  const packages = layers.map(({ name, folder }) => {
    const source = join(root, folder, "src");
    const entries = existsSync(source) ? readdirSync(source, { withFileTypes: true }) : [];
    return { name, folders: entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name) };
  });

  it.each(packages)("draws $name among the layers", ({ name }) => {
    const [drawing = ""] = /flowchart TD[\s\S]*?```/.exec(document) ?? [];
    expect(new RegExp(`${name}\\b`).test(drawing)).toBe(true);
  });

  it.each(packages)("names the folders of $name", ({ name, folders }) => {
    const row = folderRow(name);
    const unnamed = folders.filter((folder) => !row.includes(`\`${folder}/`));
    expect(unnamed).toEqual([]);
  });

  it("names no folder of a package that is not there", () => {
    const named = packages.flatMap(({ name, folders }) =>
      [...folderRow(name).matchAll(/`([a-z-]+)\/[^`]*`/g)]
        .map(([, folder = ""]) => folder)
        .filter((folder) => !folders.includes(folder) && !folder.startsWith("@"))
        .map((folder) => `${name}: ${folder}`),
    );
    expect(named).toEqual([]);
  });
});
