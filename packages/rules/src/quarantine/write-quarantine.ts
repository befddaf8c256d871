import { DQXError, sentence } from "@dqx/common";
import type { BoundSql, RowFiles, RowWriter } from "@dqx/sql";
import { QuarantineError } from "./quarantine-error.js";
import {
  discard,
  openPending,
  type PendingFile,
  type PendingFiles,
  publish,
  type QuarantinePaths,
} from "./quarantine-files.js";
import type { SplitRows } from "./split-rows.js";

/** Rows that are to be split and written. */
export interface PlannedQuarantine {
  /** What is being written, for messages. */
  readonly place: string;
  readonly paths: QuarantinePaths;
  readonly split: SplitRows;
  readonly files: RowFiles;
}

/** How rows are written. */
export interface QuarantineOptions {
  readonly signal?: AbortSignal;
  /** How many rows a scan of the same day has counted; nothing where that is not known. */
  readonly scanned: number | undefined;
  /** Is told of each statement when it has ended. */
  onStatement(statement: BoundSql, milliseconds: number, rows: number): void;
}

/** How many rows each file has. */
export interface QuarantineCounts {
  readonly bad: number;
  readonly good: number;
}

/**
 * Writes the bad and the good rows of a day, of one snapshot of the data: both files whole, or none.
 *
 * @param planned - the rows, and where they go
 * @param options - what they are counted against, and a signal to end early
 * @throws {@link QuarantineError} when they cannot be written, or bad and good rows are not all rows; files of the same
 *   names are then as they were
 */
export async function writeQuarantine(
  { place, paths, split, files }: PlannedQuarantine,
  options: QuarantineOptions,
): Promise<QuarantineCounts> {
  const pending = await openPending(place, paths);
  try {
    const counts = await files.withWriter(
      [pending.bad, pending.good],
      (writer) => writeBoth(place, split, pending, writer, options),
      options.signal,
    );
    options.signal?.throwIfAborted();
    await publish(place, pending, paths.overwrite === true);
    return counts;
  } catch (cause) {
    options.signal?.throwIfAborted();
    if (cause instanceof QuarantineError || !(cause instanceof DQXError)) throw cause;
    throw new QuarantineError(`${place} cannot be written: ${sentence(cause.message)} No file was changed.`, {
      cause,
    });
  } finally {
    await discard(pending);
  }
}

async function writeBoth(
  place: string,
  split: SplitRows,
  pending: PendingFiles,
  writer: RowWriter,
  { signal, scanned, onStatement }: QuarantineOptions,
): Promise<QuarantineCounts> {
  const timed = async <T>(
    statement: BoundSql,
    run: Promise<T>,
    rowsOf: (result: T) => number,
  ): Promise<T> => {
    const started = performance.now();
    const result = await run;
    onStatement(statement, performance.now() - started, rowsOf(result));
    return result;
  };
  const write = (statement: BoundSql, file: PendingFile) =>
    timed(statement, writer.write(statement, file, signal), (rows) => rows);
  const bad = await write(split.bad, pending.bad);
  const good = await write(split.good, pending.good);
  const [[all] = []] = await timed(split.count, writer.query(split.count, signal), ({ length }) => length);
  for (const [what, expected] of [
    ["the data have", Number(all)],
    ["the run has counted", scanned],
  ] as const) {
    if (expected === undefined || bad + good === expected) continue;
    throw new QuarantineError(
      `${place}: there are ${bad} bad and ${good} good rows, and ${what} ${expected}. The data have changed while they were read: run again when nobody writes them. No file was changed.`,
    );
  }
  return { bad, good };
}
