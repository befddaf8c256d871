import { existsSync, statSync } from "node:fs";
import { duckdbDialect, SourceError } from "@dqx/sql";
import type { DuckDBConnection } from "@duckdb/node-api";
import { escapeGlob, folderOfGlob, isWithin, lockedPath, WILDCARD } from "./gate/allowed-reads.js";

/**
 * The second lock, on an instance that DQX has made: DuckDB itself reads only the given paths, loads nothing,
 * and takes no other setting any more. Days are those of UTC on all of its connections.
 *
 * @param connection - of the instance
 * @param paths - files, globs, and folders; undefined where they are not known before they are read
 * @throws {@link SourceError} when the instance is shared with a source that has locked it to other paths
 */
export async function lockEngine(
  connection: DuckDBConnection,
  paths: readonly string[] | undefined,
): Promise<void> {
  if (await isLocked(connection)) return requirePaths(connection, paths ?? []);
  try {
    await connection.run("SET GLOBAL TimeZone = 'UTC'");
    if (paths !== undefined) await lockPaths(connection, paths);
    await connection.run("SET lock_configuration = true");
  } catch (cause) {
    // Another source on the same file may have been faster.
    if (!(await isLocked(connection))) throw cause;
    await requirePaths(connection, paths ?? []);
  }
}

async function lockPaths(connection: DuckDBConnection, paths: readonly string[]): Promise<void> {
  const { files, folders } = partition(paths);
  if (files.length > 0) await connection.run(`SET allowed_paths = ${list(files)}`);
  if (folders.length > 0) await connection.run(`SET allowed_directories = ${list(folders)}`);
  await connection.run("SET enable_external_access = false");
}

function partition(paths: readonly string[]): {
  readonly files: readonly string[];
  readonly folders: readonly string[];
} {
  const files = new Set<string>();
  const folders = new Set<string>();
  for (const path of paths) {
    const place = lockedPath(path);
    if (existsSync(place) && statSync(place).isDirectory()) folders.add(asFolder(place));
    else if (!WILDCARD.test(path)) {
      files.add(place);
      // DuckDB asks whether what is not there is a folder before it says that it is not there.
      if (!existsSync(place)) folders.add(asFolder(place));
    } else if (existsSync(place)) {
      // Named literally: DuckDB reads it by a pattern that matches nothing else, and asks for that one, too.
      files.add(place).add(escapeGlob(place));
    } else if (!isEscaped(path)) folders.add(asFolder(folderOfGlob(path)));
  }
  return { files: [...files], folders: [...folders] };
}

// A pattern of one file, which is on the list under its own name.
function isEscaped(path: string): boolean {
  return escapeGlob(path.replaceAll(/\[([*?[])\]/g, "$1")) === path;
}

async function isLocked(connection: DuckDBConnection): Promise<boolean> {
  const reader = await connection.runAndReadAll("SELECT system.main.current_setting('lock_configuration')");
  return reader.getRows().flat()[0] === true;
}

async function requirePaths(connection: DuckDBConnection, paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  const reader = await connection.runAndReadAll(
    "SELECT unnest(system.main.list_concat(system.main.current_setting('allowed_paths'), system.main.current_setting('allowed_directories')))",
  );
  const open = reader.getRows().map(([path]) => String(path));
  const shut = paths.find((path) => !isWithin(lockedPath(path), open));
  if (shut === undefined) return;
  throw new SourceError(
    `'${shut}' cannot be allowed: another source has opened the database and has locked it to other paths. Give both sources the same \`allowedPaths\``,
  );
}

function asFolder(path: string): string {
  return path.endsWith("/") ? path : `${path}/`;
}

function list(paths: readonly string[]): string {
  return `[${paths.map((path) => duckdbDialect.literal(path)).join(", ")}]`;
}
