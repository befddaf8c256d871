import {
  type ConditionalRecord,
  duckdbDialect,
  type RowFile,
  type RowFileFormat,
  type RowFiles,
  SourceError,
} from "@dqx/sql";
import type { DuckDBSession } from "./duckdb-session.js";
import { readsFile } from "./gate/reads-file.js";

/** How a kind of database lends a session that may write. */
export interface WritableDatabase {
  /** Files, folders and globs that the source reads. */
  readonly paths: readonly string[];
  /** @param paths - absolute ones, the only files that are written */
  withWriter<T>(paths: readonly string[], use: (session: DuckDBSession) => Promise<T>): Promise<T>;
}

/**
 * How rows of a DuckDB source are written: by COPY, of a SELECT that the source's gate has admitted.
 *
 * @param database - the database of the source
 */
export function duckdbRowFiles({ paths, withWriter }: WritableDatabase): RowFiles {
  return {
    reads: (path) => readsFile(path, paths),
    recordsWhere,
    withWriter: (files, use, signal) =>
      withWriter(
        files.map(({ path }) => path),
        (session) =>
          use({
            query: (statement, abort) => session.query(statement, abort ?? signal),
            write(statement, file, abort) {
              requireOpened(file, files);
              return session.write(statement, file, abort ?? signal);
            },
          }),
      ),
  };
}

function requireOpened({ path }: RowFile, files: readonly RowFile[]): void {
  if (files.some((file) => file.path === path)) return;
  throw new SourceError(`'${path}' is none of the files that the session was opened to write.`);
}

function recordsWhere(
  fields: readonly string[],
  records: readonly ConditionalRecord[],
  format: RowFileFormat,
): string {
  const { quote, literal } = duckdbDialect;
  const entries = records.map(({ when, values }) => {
    const named = fields.map((field, index) => `${literal(field)}: ${literal(values[index] ?? null)}`);
    return `CASE WHEN ${when} THEN {${named.join(", ")}} END`;
  });
  const type = `STRUCT(${fields.map((field) => `${quote(field)} VARCHAR`).join(", ")})[]`;
  const list = `CAST(list_filter([${entries.join(", ")}], lambda entry: entry IS NOT NULL) AS ${type})`;
  // What a cell of CSV holds is a text.
  return format === "csv" ? `CAST(to_json(${list}) AS VARCHAR)` : list;
}
