import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { root } from "../../scripts/workspace.mjs";
import { isCheckout, repositoryFiles } from "../src/repository-files.js";

const hasGit = spawnSync("git", ["--version"]).status === 0;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dqx-files-"));
  writeRepository(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text = "text\n", base = folder): void {
  mkdirSync(dirname(join(base, path)), { recursive: true });
  writeFileSync(join(base, path), text);
}

function git(...args: readonly string[]): void {
  execFileSync("git", args, { cwd: folder });
}

function writeRepository(base: string): void {
  write(".gitignore", "node_modules/\n*.log\n/made.db\n", base);
  write("README.md", "text\n", base);
  write("packages/a/src/größe und name.ts", "text\n", base);
}

function writeWhatIsMade(base: string): void {
  for (const path of [
    "node_modules/a/README.md",
    "packages/a/node_modules/b/README.md",
    "packages/a/x.log",
    "made.db",
  ]) {
    write(path, "text\n", base);
  }
}

const kept = [".gitignore", "README.md", "packages/a/src/größe und name.ts"];

describe("repositoryFiles", () => {
  it.runIf(hasGit)("are those that git tracks, whatever else lies in the folder", () => {
    git("init", "--quiet");
    git("add", ".");
    write("output.txt");
    write("packages/a/notes.md");
    write("node_modules/a/README.md");
    expect(isCheckout(folder)).toBe(true);
    expect([...repositoryFiles(folder)].sort()).toEqual(kept);
  });

  it.runIf(hasGit)("leave out what is tracked and has been deleted", () => {
    write("gone.md");
    git("init", "--quiet");
    git("add", ".");
    rmSync(join(folder, "gone.md"));
    expect([...repositoryFiles(folder)].sort()).toEqual(kept);
  });

  it("are those that git would not ignore, outside of a checkout", () => {
    writeWhatIsMade(folder);
    expect(isCheckout(folder)).toBe(false);
    expect([...repositoryFiles(folder)].sort()).toEqual(kept);
  });

  it.runIf(hasGit)("are those that git would not ignore, below a checkout of something else", () => {
    git("init", "--quiet");
    const below = join(folder, "below");
    writeRepository(below);
    writeWhatIsMade(below);
    expect(isCheckout(below)).toBe(false);
    expect([...repositoryFiles(below)].sort()).toEqual(kept);
  });

  it("are found in this repository", () => {
    expect(repositoryFiles(root)).toEqual(expect.arrayContaining(["package.json", "tools/package.json"]));
  });
});
