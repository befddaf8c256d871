import { mkdir, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { MetricStoreError } from "../errors/metric-store-error.js";
import { withoutUserInfo } from "./credentials.js";

/**
 * Makes sure that the directory of a SQLite file is there: TypeORM would make it, and a misspelt path would then be
 * a store without any history.
 *
 * @param database - the file, as TypeORM's options name it; memory has no directory
 * @param create - whether a missing one is made
 * @throws {@link MetricStoreError} naming what is missing
 */
export async function requireDirectory(database: unknown, create: boolean): Promise<void> {
  if (typeof database !== "string" || NO_FILE.test(database)) return;
  const directory = dirname(resolve(database));
  if (create) await mkdir(directory, { recursive: true });
  const missing = await firstMissing(directory);
  if (missing === undefined) return;
  throw new MetricStoreError(
    "unreachable",
    `There is no directory '${withoutUserInfo(missing)}' for the SQLite database '${withoutUserInfo(database)}'. Correct the path, or make the directory; the setting createDirectory: true does it.`,
  );
}

const NO_FILE = /^(?:|:memory:|file:.*)$/;

async function firstMissing(directory: string): Promise<string | undefined> {
  if (await isDirectory(directory)) return undefined;
  const parent = dirname(directory);
  return parent === directory ? directory : ((await firstMissing(parent)) ?? directory);
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
