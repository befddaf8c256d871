import { homedir } from "node:os";
import { isAbsolute, resolve, sep } from "node:path";

/** What a source may read beside the tables of its database. */
export interface AllowedReads {
  /** Files, and folders with all that is below them. */
  readonly paths: readonly string[];
  /** Whether a query may name data files as it likes: it does where the source has no database. */
  readonly dataFiles: boolean;
}

/** What is behind a file's name when DuckDB reads it as data without being told how. */
const DATA_FILE = /\.(?:parquet|csv|tsv|json|jsonl|ndjson)(?:\.(?:gz|zst))?$/i;

// Of two letters or more: one is a drive of Windows.
const SCHEME = /^[a-z][a-z0-9+.-]+:/i;

/** Tells whether a name is that of a data file, such as `orders.parquet` or `days/*.csv.gz`. */
export function isDataFile(path: string): boolean {
  return DATA_FILE.test(path);
}

/**
 * Tells whether a path or glob is within what a source may read.
 *
 * @param path - as it stands in a query
 * @param allowed - files and folders
 */
export function isWithin(path: string, allowed: readonly string[]): boolean {
  if (SCHEME.test(path)) {
    return (
      !path.includes("..") && allowed.some((entry) => path === entry || path.startsWith(asFolder(entry, "/")))
    );
  }
  const wanted = absolute(path);
  return (
    wanted !== undefined &&
    allowed.some((entry) => {
      const known = absolute(entry);
      return known !== undefined && (wanted === known || wanted.startsWith(asFolder(known, sep)));
    })
  );
}

/**
 * The folder in front of a path's first wildcard: all files that a glob can match are below it.
 *
 * @param glob - a path with `*`, `?` or `[`
 * @returns an absolute path
 */
export function folderOfGlob(glob: string): string {
  const fixed = glob.slice(0, glob.search(WILDCARD));
  const end = Math.max(fixed.lastIndexOf("/"), fixed.lastIndexOf(sep));
  return resolve(expandHome(end < 0 ? "." : fixed.slice(0, end + 1)));
}

/** What makes a path a glob. */
export const WILDCARD = /[*?[]/;

// A step upwards behind a wildcard could lead anywhere.
function absolute(path: string): string | undefined {
  const wildcard = path.search(WILDCARD);
  if (wildcard >= 0 && /(?:^|[\\/])\.\.(?:[\\/]|$)/.test(path.slice(wildcard))) return undefined;
  return resolve(expandHome(path));
}

function expandHome(path: string): string {
  return path === "~" || path.startsWith("~/") ? `${homedir()}${path.slice(1)}` : path;
}

function asFolder(path: string, separator: string): string {
  return path.endsWith(separator) ? path : `${path}${separator}`;
}

/** A path as DuckDB's locks take it. */
export function lockedPath(path: string): string {
  if (SCHEME.test(path)) return path;
  const expanded = expandHome(path);
  return isAbsolute(expanded) ? expanded : resolve(expanded);
}

/**
 * A pattern that matches a path and no other.
 *
 * @param path - as the file system has it
 */
export function escapeGlob(path: string): string {
  return path.replaceAll(/[*?[]/g, "[$&]");
}
