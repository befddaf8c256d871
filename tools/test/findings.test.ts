import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../../scripts/workspace.mjs";

/** How many findings the trials had. */
const FINDINGS = 46;
const ROW = /^\| (F\d+): (.+) \| (.+) \| (.+) \|$/;

const lines = readFileSync(join(root, "docs/reliability.md"), "utf8").split("\n");
const rows = lines
  .filter((line) => /^\| F\d/.test(line))
  .map((line) => {
    const [, finding = line, , held = "", before = ""] = ROW.exec(line) ?? [];
    return {
      finding,
      held,
      before,
      commits: [...before.matchAll(/`([0-9a-f]+)`/g)].map(([, hash = ""]) => hash),
    };
  });

/** Why commits cannot be looked up here: a copy without git, or a clone without its history. */
const withoutHistory = whyWithoutHistory();

describe("the table of findings", () => {
  it("has every finding once, in order", () => {
    const all = Array.from({ length: FINDINGS }, (_, index) => `F${index + 1}`);
    expect(rows.map(({ finding }) => finding)).toEqual(all);
  });

  // That a test stands where it is named is held by named-tests.test.ts.
  it.each(rows)("$finding names what holds it, or the record of another decision", ({ held, before }) => {
    if (before === "*decided*") expect(held).toMatch(/\(decisions\/\d{4}-[a-z0-9-]+\.md\)/);
    else expect(held).toMatch(/\[“[^”]+”\]\(|`pnpm check-installs`/);
  });

  it.each(rows)("$finding names the commits before which its tests fail", ({ before }) => {
    expect(before).toMatch(/^(\*decided\*|\*with this row\*|`[0-9a-f]{7,}`(, `[0-9a-f]{7,}`)*)$/);
  });

  const skipped = withoutHistory === undefined ? "" : ` (SKIPPED: ${withoutHistory})`;
  it.skipIf(withoutHistory !== undefined)(`names commits of this history${skipped}`, () => {
    const unknown = rows.flatMap(({ commits }) => commits).filter((commit) => !isAncestor(commit));
    expect(unknown).toEqual([]);
  });
});

function whyWithoutHistory(): string | undefined {
  if (!existsSync(join(root, ".git"))) return "this is no clone";
  const isShallow = git("rev-parse", "--is-shallow-repository");
  return isShallow === "true" ? "this clone is shallow" : undefined;
}

function isAncestor(commit: string): boolean {
  try {
    git("merge-base", "--is-ancestor", commit, "HEAD");
    return true;
  } catch {
    return false;
  }
}

function git(...args: readonly string[]): string {
  return execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: "pipe" }).trim();
}
