import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { members, root } from "../../scripts/workspace.mjs";
import { repositoryFiles } from "../src/repository-files.js";

/** The variables of the environment that a member's tests read. */
function variablesRead(folder: string): readonly string[] {
  const files = repositoryFiles().filter(
    (path) => path.startsWith(`${folder}/test/`) && path.endsWith(".ts"),
  );
  const found = files.flatMap((path) =>
    [...readFileSync(join(root, path), "utf8").matchAll(/process\.env\.(DQX_\w+)/g)].map(
      ([, name = ""]) => name,
    ),
  );
  return [...new Set(found)].sort();
}

/** Those that turbo hands on to them. */
function variablesHandedOn(folder: string): readonly string[] {
  const file = join(root, folder, "turbo.json");
  if (!existsSync(file)) return [];
  const config: { tasks?: { test?: { env?: string[] } } } = JSON.parse(readFileSync(file, "utf8"));
  return [...(config.tasks?.test?.env ?? [])].sort();
}

it.each(members)("turbo hands on to the tests of $name all variables that they read", ({ folder }) => {
  expect(variablesHandedOn(folder)).toEqual(variablesRead(folder));
});

it("the variables of the store's tests are among them", () => {
  expect(variablesRead("packages/orm")).toContain("DQX_KILLS");
});
