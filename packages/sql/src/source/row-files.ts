import type { SqlRow } from "@dqx/common";
import type { SqlText } from "./bound-sql.js";

/** The kinds of files that rows are written to. */
export const rowFileFormats = ["parquet", "csv", "json"] as const;

/** A kind of file that rows are written to; `json` is one object a line. */
export type RowFileFormat = (typeof rowFileFormats)[number];

/** A file that rows are written to. */
export interface RowFile {
  /** An absolute path of an empty file. */
  readonly path: string;
  readonly format: RowFileFormat;
}

/** A session that may also write rows to files. All of its statements see one snapshot, where the engine has one. */
export interface RowWriter {
  /** Runs one SELECT, and gives all its rows. */
  query(statement: SqlText, signal?: AbortSignal): Promise<readonly SqlRow[]>;
  /**
   * Writes the rows of one SELECT, as a stream.
   *
   * @param statement - one SELECT, which goes through the gate of the source
   * @param file - one of those that the session was opened for
   * @returns how many rows were written
   */
  write(statement: SqlText, file: RowFile, signal?: AbortSignal): Promise<number>;
}

/** A record of texts that is in a list where its condition is true. */
export interface ConditionalRecord {
  /** SQL of a truth value. */
  readonly when: string;
  /** Texts, in the order of the list's fields. */
  readonly values: readonly string[];
}

/** How rows of a source are written to files: the source itself stays read-only. */
export interface RowFiles {
  /** Whether the source reads a file, so that nothing may be written to it. @param path - an absolute one */
  reads(path: string): boolean;
  /**
   * SQL of a list of records, as a column of a file.
   *
   * @param fields - the names of the fields, all of which are texts
   * @param records - those that are in the list where their condition is true
   * @param format - of the file
   */
  recordsWhere(
    fields: readonly string[],
    records: readonly ConditionalRecord[],
    format: RowFileFormat,
  ): string;
  /**
   * Opens a session that may write files, lends it, and closes it whatever happens.
   *
   * @param files - the only ones that it may write
   * @param use - what to do with it
   */
  withWriter<T>(
    files: readonly RowFile[],
    use: (writer: RowWriter) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T>;
}
