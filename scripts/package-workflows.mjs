// Writes the workflow of each package: what it watches follows from what the package depends on, so nobody keeps the
// lists by hand. Usage: node scripts/package-workflows.mjs
import { existsSync, readFileSync, writeFileSync } from "node:fs";
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
      const folders = [folder, ...requiredFolders(name)].map((each) => `${each}/**`);
      return [path, workflow(name, [...folders, ...filesOfTests(folder)], path)];
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
 * The files of the root that a member's tests use: those that its turbo.json names.
 * @param {string} folder
 * @returns {string[]}
 */
function filesOfTests(folder) {
  const file = join(root, folder, "turbo.json");
  if (!existsSync(file)) return [];
  /** @type {{ tasks?: { test?: { inputs?: string[] } } }} */
  const { tasks } = JSON.parse(readFileSync(file, "utf8"));
  const ofRoot = "$TURBO_ROOT$/";
  const inputs = tasks?.test?.inputs ?? [];
  return inputs.filter((input) => input.startsWith(ofRoot)).map((input) => input.slice(ofRoot.length));
}

/**
 * @param {string} name
 * @param {readonly string[]} required the patterns of what it is built and tested with
 * @param {string} path
 */
function workflow(name, required, path) {
  const watched = [...required, ...rootFiles, path];
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
