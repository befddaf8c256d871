import { existsSync, statSync } from "node:fs";
import { lockedPath, WILDCARD } from "./allowed-reads.js";

/**
 * Tells whether a source reads a file, or would if it were there.
 *
 * @param path - an absolute path
 * @param paths - the files, folders and globs that the source reads
 */
export function readsFile(path: string, paths: readonly string[]): boolean {
  return paths.some((entry) => {
    const place = lockedPath(entry);
    if (place === path) return true;
    if (existsSync(place)) return statSync(place).isDirectory() && path.startsWith(`${place}/`);
    return WILDCARD.test(entry) && new RegExp(`^${patternOf(place)}$`).test(path);
  });
}

/** A glob's parts, and what they stand for in a regular expression. */
const GLOB_PARTS = /\*\*\/?|\*|\?|\[[^\]]*\]|[^*?[]+|\[/g;

function patternOf(glob: string): string {
  return glob.replaceAll(GLOB_PARTS, (part) => {
    if (part.startsWith("**")) return ".*";
    if (part === "*") return "[^/]*";
    if (part === "?") return "[^/]";
    return /^\[.+\]$/.test(part) ? part.replace(/^\[!/, "[^") : part.replaceAll(/[\\^$.|+(){}[\]]/g, "\\$&");
  });
}
