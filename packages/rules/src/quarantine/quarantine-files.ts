import { randomUUID } from "node:crypto";
import { type FileHandle, lstat, open, realpath, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { RowFile, RowFileFormat, RowFiles } from "@dqx/sql";
import { QuarantineError } from "./quarantine-error.js";

/** Where the rows of a dataset go. */
export interface QuarantinePaths {
  /** The file of bad rows: Parquet, CSV, or JSON with one object a line, as its name ends. */
  readonly bad: string;
  /** The file of good rows. */
  readonly good: string;
  /** Whether files that are there are replaced; false by default, which refuses them. */
  readonly overwrite?: boolean;
}

const FORMATS: Readonly<Record<string, RowFileFormat>> = {
  parquet: "parquet",
  csv: "csv",
  json: "json",
  jsonl: "json",
  ndjson: "json",
};

/**
 * The kind of a file, as its name ends.
 *
 * @throws {@link QuarantineError} when its name ends with something else
 */
export function formatOf(place: string, path: string): RowFileFormat {
  const format = FORMATS[/\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? ""];
  if (format !== undefined) return format;
  throw new QuarantineError(
    `${place}: '${path}' has no ending that says what to write. Give a name that ends with .${Object.keys(FORMATS).join(", .")}.`,
  );
}

/** A file under a name of its own until it is whole. */
export interface PendingFile extends RowFile {
  /** What it is called when it is whole. */
  readonly target: string;
}

/** Both files of a dataset. */
export interface PendingFiles {
  readonly bad: PendingFile;
  readonly good: PendingFile;
}

/**
 * Refuses files that must not be written, before anything is read.
 *
 * @throws {@link QuarantineError} when both are one, a source reads one of them, one is there, or its folder is not
 */
export async function requireWritable(place: string, paths: QuarantinePaths, files: RowFiles): Promise<void> {
  const [bad, good] = await Promise.all([targetOf(place, paths.bad), targetOf(place, paths.good)]);
  if (bad === good) {
    throw new QuarantineError(`${place}: bad and good are both '${paths.bad}'. Give two files.`);
  }
  for (const [target, path] of [
    [bad, paths.bad],
    [good, paths.good],
  ] as const) {
    formatOf(place, path);
    if (files.reads(target) || files.reads(resolve(path))) {
      throw new QuarantineError(
        `${place}: '${path}' is a file that the source reads, or would read the next time. Give a file elsewhere.`,
      );
    }
    await requireReplaceable(place, path, target, paths.overwrite === true);
  }
}

/**
 * Makes both files, empty and under names of their own, in the folders of their targets.
 *
 * @throws {@link QuarantineError} when one cannot be made; nothing is left then
 */
export async function openPending(place: string, paths: QuarantinePaths): Promise<PendingFiles> {
  const bad = await pendingFile(place, paths.bad);
  try {
    return { bad, good: await pendingFile(place, paths.good) };
  } catch (cause) {
    await rm(bad.path, { force: true });
    throw cause;
  }
}

/**
 * Gives both files their names. The one of good rows gets its own last, and an old one goes first: where it is there,
 * both are whole and of one run.
 *
 * @param overwrite - whether files that have come in the meantime are replaced
 * @throws {@link QuarantineError} when one cannot be renamed
 */
export async function publish(place: string, { bad, good }: PendingFiles, overwrite: boolean): Promise<void> {
  try {
    for (const { target } of [bad, good]) await requireReplaceable(place, target, target, overwrite);
    for (const { path } of [bad, good]) await flush(path);
    await rm(good.target, { force: true });
    await rename(bad.path, bad.target);
    await rename(good.path, good.target);
  } catch (cause) {
    if (cause instanceof QuarantineError) throw cause;
    throw cannotWrite(place, good.target, cause);
  }
}

/** Removes what has not got its name. */
export async function discard({ bad, good }: PendingFiles): Promise<void> {
  await Promise.all([bad, good].map(({ path }) => rm(path, { force: true })));
}

// The folder may be reached by a link; what is written is in the folder itself.
async function targetOf(place: string, path: string): Promise<string> {
  const absolute = resolve(path);
  try {
    return join(await realpath(dirname(absolute)), basename(absolute));
  } catch (cause) {
    throw cannotWrite(place, path, cause);
  }
}

async function requireReplaceable(
  place: string,
  path: string,
  target: string,
  overwrite: boolean,
): Promise<void> {
  const found = await lstat(target).catch(() => undefined);
  if (found === undefined) return;
  if (!overwrite) {
    throw new QuarantineError(
      `${place}: '${path}' is there already. Give another name, or overwrite: true to replace it.`,
    );
  }
  if (found.isFile()) return;
  throw new QuarantineError(`${place}: '${path}' is no file, so it is not replaced. Give another name.`);
}

async function pendingFile(place: string, path: string): Promise<PendingFile> {
  const target = await targetOf(place, path);
  const pending = join(dirname(target), `.dqx-${randomUUID()}-${basename(target)}.tmp`);
  let handle: FileHandle | undefined;
  try {
    handle = await open(pending, "wx");
  } catch (cause) {
    throw cannotWrite(place, path, cause);
  } finally {
    await handle?.close();
  }
  return { path: pending, target, format: formatOf(place, path) };
}

// What has a name is on the disk, also when the machine stops.
async function flush(path: string): Promise<void> {
  const handle = await open(path, "r+");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function cannotWrite(place: string, path: string, cause: unknown): QuarantineError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new QuarantineError(
    `${place}: '${path}' cannot be written: ${reason}. Let the user of this process write to its folder.`,
    { cause },
  );
}
