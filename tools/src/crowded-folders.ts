import { posix } from "node:path";

/** How many files a folder may hold: about what a reader takes in at a glance. */
const MOST_FILES = 20;

/**
 * The folders that hold more files than a reader takes in; what is in their subfolders does not count.
 *
 * @param paths - of the files, from the root
 * @returns a line for each such folder, with the number of its files
 */
export function crowdedFolders(paths: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const folder = posix.dirname(path);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count > MOST_FILES)
    .map(([folder, count]) => `${folder} holds ${count} files`);
}
