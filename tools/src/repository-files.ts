import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/workspace.mjs";

/**
 * Tells whether a path is of something that is made here and not kept, such as a database.
 *
 * @param path from the root
 */
export function isIgnored(path: string): boolean {
  return spawnSync("git", ["check-ignore", "--quiet", path], { cwd: root }).status === 0;
}

/** The paths of all files that are, or would be, in the repository: nothing that git ignores. */
export function repositoryFiles(): readonly string[] {
  const options = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const output = execFileSync("git", options, { cwd: root, encoding: "utf8" });
  return output.split("\0").filter((path) => path !== "" && existsSync(join(root, path)));
}
