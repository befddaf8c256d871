// Writes the workflow of each package: what it watches follows from what the package depends on, so nobody keeps the
// lists by hand. Usage: node scripts/package-workflows.mjs
import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { consumers, layers, manifestOf, members, root, workspaceDependencies } from "./workspace.mjs";

/** What every package's checks depend on beside packages. */
const rootFiles = [
  "package.json",
  "pnpm-lock.yaml",
  "pnpm-workspace.yaml",
  "turbo.json",
  "tsconfig.base.json",
  "vitest.shared.ts",
  "biome.json",
  ".github/workflows/_package.yml",
];

/**
 * The workflows of the packages and the apps.
 * @returns {Map<string, string>} the text of each, by its path from the root
 */
export function packageWorkflows() {
  const apps = consumers.filter(({ folder }) => folder.startsWith("apps/"));
  return new Map(
    [...layers, ...apps].map(({ name, folder }) => {
      const path = `.github/workflows/${basename(folder)}.yml`;
      return [path, workflow(name, [folder, ...requiredFolders(name)], path)];
    }),
  );
}

/**
 * The folders of everything that a member is built or tested with.
 * @param {string} name
 */
function requiredFolders(name) {
  const names = requirements(name);
  return members.filter((member) => names.has(member.name)).map(({ folder }) => folder);
}

/**
 * Everything that a member depends on, for its tests too: a change there can break its checks.
 * @param {string} name
 * @param {Set<string>} found
 */
function requirements(name, found = new Set()) {
  const folder = members.find((member) => member.name === name)?.folder;
  if (folder === undefined) return found;
  const fields = /** @type {const} */ (["dependencies", "devDependencies", "peerDependencies"]);
  for (const dependency of workspaceDependencies(manifestOf(folder), [...fields])) {
    if (found.has(dependency)) continue;
    found.add(dependency);
    requirements(dependency, found);
  }
  return found;
}

/**
 * @param {string} name
 * @param {readonly string[]} folders
 * @param {string} path
 */
function workflow(name, folders, path) {
  const watched = [...folders.map((folder) => `${folder}/**`), ...rootFiles, path];
  return `# Written by scripts/package-workflows.mjs from the packages' dependencies.
name: "${name}"

on:
  push:
    branches: [main]
    paths: &paths
${watched.map((each) => `      - ${each}`).join("\n")}
  pull_request:
    paths: *paths

jobs:
  package:
    uses: ./.github/workflows/_package.yml
    with:
      package: "${name}"
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of packageWorkflows()) writeFileSync(join(root, path), text);
}
