import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { root } from "../../scripts/workspace.mjs";
import { isCheckout, repositoryFiles } from "../src/repository-files.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dqx-files-"));
  write(".gitignore", "node_modules/\n*.log\n/made.db\n");
  write("README.md");
  write("packages/a/src/größe und name.ts");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text = "text\n"): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function git(...args: readonly string[]): void {
  execFileSync("git", args, { cwd: folder });
}

const kept = [".gitignore", "README.md", "packages/a/src/größe und name.ts"];

describe("repositoryFiles", () => {
  it("are those that git tracks, whatever else lies in the folder", () => {
    git("init", "--quiet");
    git("add", ".");
    write("output.txt", "https://registry.example.org/effect");
    write("packages/a/notes.md");
    write("node_modules/a/README.md");
    expect(isCheckout(folder)).toBe(true);
    expect([...repositoryFiles(folder)].sort()).toEqual(kept);
  });

  it("leave out what is tracked and has been deleted", () => {
    write("gone.md");
    git("init", "--quiet");
    git("add", ".");
    rmSync(join(folder, "gone.md"));
    expect([...repositoryFiles(folder)].sort()).toEqual(kept);
  });

  it.each(["outside of a checkout", "below a checkout of something else"])(
    "are those that git would not ignore, %s",
    (where) => {
      const outer = folder;
      if (where !== "outside of a checkout") {
        git("init", "--quiet");
        folder = join(folder, "below");
        for (const path of kept)
          write(path, path === ".gitignore" ? "node_modules/\n*.log\n/made.db\n" : "text\n");
      }
      write("node_modules/a/README.md");
      write("packages/a/node_modules/b/README.md");
      write("packages/a/x.log");
      write("made.db");
      expect(isCheckout(folder)).toBe(false);
      expect([...repositoryFiles(folder)].sort()).toEqual(kept);
      folder = outer;
    },
  );

  it("are found in this repository", () => {
    expect(repositoryFiles(root)).toEqual(expect.arrayContaining(["package.json", "tools/package.json"]));
  });
});
