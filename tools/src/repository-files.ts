import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import ignore from "ignore";
import { root } from "../../scripts/workspace.mjs";

/**
 * Tells whether a folder is the root of a git checkout: not so the download of a release, wherever it was unpacked,
 * nor any folder where git is not installed or refuses to work.
 *
 * @param folder its absolute path
 */
export function isCheckout(folder: string = root): boolean {
  const { status, stdout } = spawnSync("git", ["rev-parse", "--show-toplevel"], {
    cwd: folder,
    encoding: "utf8",
  });
  return status === 0 && realpathSync(stdout.trimEnd()) === realpathSync(folder);
}

/**
 * Tells whether a path is of something that is made here and not kept, such as a database.
 *
 * @param path from the root
 */
export function isIgnored(path: string): boolean {
  return ignoredIn(root).ignores(path);
}

/**
 * Lists the files of the repository: those that git tracks, and nothing that somebody left in the folder. Outside of
 * a checkout, where that cannot be told, those that git would not ignore.
 *
 * @param folder the absolute path of the repository's root
 * @returns their paths from the root
 */
export function repositoryFiles(folder: string = root): readonly string[] {
  if (!isCheckout(folder)) return filesUnder(folder, "", ignoredIn(folder));
  const output = execFileSync("git", ["ls-files", "--cached", "-z"], { cwd: folder, encoding: "utf8" });
  return output.split("\0").filter((path) => path !== "" && existsSync(join(folder, path)));
}

function ignoredIn(folder: string): ignore.Ignore {
  return ignore()
    .add(".git")
    .add(readFileSync(join(folder, ".gitignore"), "utf8"));
}

function filesUnder(folder: string, path: string, ignored: ignore.Ignore): readonly string[] {
  return readdirSync(join(folder, path), { withFileTypes: true }).flatMap((entry) => {
    const below = path === "" ? entry.name : `${path}/${entry.name}`;
    if (ignored.ignores(entry.isDirectory() ? `${below}/` : below)) return [];
    return entry.isDirectory() ? filesUnder(folder, below, ignored) : [below];
  });
}
