import { InvalidArgumentError, type LocalDate, type SourceParameters, showValue } from "@dqx/common";
import {
  checkOptions,
  type DatingOptions,
  datedQueryRelation,
  datingOf,
  duckdbDialect,
  EngineSource,
  queryRelation,
  requireRelationFor,
  requireText,
  type SessionPool,
  SourceError,
  type SourceOptions,
  type SqlSession,
  tableRelation,
} from "@dqx/sql";
import {
  borrowedDatabase,
  type Database,
  type EngineOptions,
  fileDatabase,
  memoryDatabase,
} from "./database.js";
import type { DuckDBSession } from "./duckdb-session.js";
import { type FileFormat, fileRelation, type ReaderOptions } from "./file-relation.js";

/** Where a table or query finds its data, and how DuckDB runs when DQX starts it. */
export interface DatabaseOptions extends EngineOptions {
  /** A database file, which is opened read-only, or an instance or connection that is open. */
  readonly database?: Database;
}

/** What a source may read beside the tables of its database (docs/security.md). */
export interface ReadOptions {
  /**
   * Files, and folders with all that is below them, that queries and views may read; none by default. A query
   * without a database may by default read the data files that stand in its own text, and nothing else.
   */
  readonly allowedPaths?: readonly string[];
}

/** A table or view. */
export interface TableOptions extends SourceOptions, DatingOptions, EngineOptions, ReadOptions {
  readonly database: Database;
  readonly table: string;
  /** The table's schema; `main` by default. */
  readonly schema?: string;
}

/** A query. */
export interface QueryOptions extends SourceOptions, DatingOptions, DatabaseOptions, ReadOptions {
  /** One SELECT; it may use named parameters such as `$region`, which metrics then give. */
  readonly query: string;
}

/** A query for each date. */
export interface DatedQueryOptions extends SourceOptions, DatabaseOptions, ReadOptions {
  /**
   * The query for a date.
   *
   * @param date - the day whose rows it is to give
   * @param parameters - what the metric gave as source parameters
   * @returns one SELECT
   */
  readonly relationFor: (date: LocalDate, parameters: SourceParameters) => string;
}

/** Files. */
export interface FilesOptions extends SourceOptions, DatingOptions, EngineOptions {
  /** A path, a glob, or a list of both. */
  readonly files: string | readonly string[];
  /** Told from the files' names by default. */
  readonly format?: FileFormat;
  /** Options of DuckDB's reader of the format, for example `{ delim: ";" }`. */
  readonly options?: ReaderOptions;
}

/**
 * A dataset that DuckDB reads: a table, a query, or Parquet, CSV or JSON files. Nothing is opened before the
 * first session; databases are opened read-only, and nothing but SELECT reaches them.
 *
 * @example
 * ```ts
 * import { DuckDBDataSource } from "@dqx/duckdb";
 *
 * const orders = DuckDBDataSource.fromFiles({ name: "orders", files: "orders/*.parquet", dateColumn: "day" });
 * ```
 */
export class DuckDBDataSource extends EngineSource<DuckDBSession> {
  /**
   * A table or view of a database.
   *
   * @throws `InvalidArgumentError` when an option is unknown or of the wrong kind
   */
  static fromTable(options: TableOptions): DuckDBDataSource {
    const place = "DuckDBDataSource.fromTable";
    checkOptions(place, options, ["database", "table", "schema", ...READS, ...DATING, ...ENGINE]);
    if (options.database === undefined) {
      throw new InvalidArgumentError(`${place}: database is missing. Give the path of a database file.`);
    }
    requireText(place, "table", options.table);
    return new DuckDBDataSource({
      name: options.name,
      dating: datingOf(place, options),
      sessions: sessionsOf(place, options),
      dialect: duckdbDialect,
      ...tableRelation(duckdbDialect, options.name, options.table, options.schema),
      check: (session) => requireNoFile(session, options.table),
    });
  }

  /**
   * The rows of a query, with the date column as one of its columns.
   *
   * @throws `InvalidArgumentError` when an option is unknown or of the wrong kind
   */
  static fromQuery(options: QueryOptions): DuckDBDataSource {
    const place = "DuckDBDataSource.fromQuery";
    checkOptions(place, options, ["query", ...DATABASE, ...READS, ...DATING, ...ENGINE]);
    requireText(place, "query", options.query);
    return new DuckDBDataSource({
      name: options.name,
      dating: datingOf(place, options),
      sessions: sessionsOf(place, options, options.query),
      dialect: duckdbDialect,
      ...queryRelation(options.name, options.query),
    });
  }

  /**
   * The rows of a query that is made anew for each date, for data without a date column. Each date costs a
   * statement of its own.
   *
   * @throws `InvalidArgumentError` when an option is unknown or of the wrong kind
   */
  static fromDatedQuery(options: DatedQueryOptions): DuckDBDataSource {
    const place = "DuckDBDataSource.fromDatedQuery";
    checkOptions(place, options, ["relationFor", ...DATABASE, ...READS, ...ENGINE]);
    requireRelationFor(place, options.relationFor);
    return new DuckDBDataSource({
      name: options.name,
      dating: { kind: "per-date" },
      sessions: sessionsOf(place, options),
      dialect: duckdbDialect,
      ...datedQueryRelation(options.name, options.relationFor),
    });
  }

  /**
   * The rows of Parquet, CSV or JSON files.
   *
   * @throws `InvalidArgumentError` when an option is unknown or of the wrong kind, or the format cannot be told
   */
  static fromFiles(options: FilesOptions): DuckDBDataSource {
    const place = "DuckDBDataSource.fromFiles";
    checkOptions(place, options, ["files", "format", "options", ...DATING, ...ENGINE]);
    const { name } = options;
    const files = fileRelation(place, options);
    return new DuckDBDataSource({
      name,
      dialect: duckdbDialect,
      dating: datingOf(place, options),
      sessions: memoryDatabase(options, { paths: files.paths, dataFiles: false }),
      ...files.relation(name),
    });
  }
}

const DATING = ["dateColumn", "timeZone"];
const ENGINE = ["threads", "memoryLimit"];
const DATABASE = ["database"];
const READS = ["allowedPaths"];

function sessionsOf(
  place: string,
  options: SourceOptions & DatabaseOptions & ReadOptions,
  query?: string,
): SessionPool<DuckDBSession> {
  const { name, database, threads, memoryLimit } = options;
  const paths = pathsOf(place, options);
  if (database === undefined) {
    const dataFiles = options.allowedPaths === undefined;
    return memoryDatabase(options, { paths, dataFiles, ...(query !== undefined && { query }) });
  }
  const reads = { paths, dataFiles: false };
  if (typeof database === "string") return fileDatabase(name, database, options, reads);
  if (threads !== undefined || memoryLimit !== undefined) {
    throw new InvalidArgumentError(
      `${place}: threads and memoryLimit cannot be changed on a database that is open. Set them where it is opened.`,
    );
  }
  return borrowedDatabase(database, reads);
}

function pathsOf(place: string, { allowedPaths = [] }: ReadOptions): readonly string[] {
  const paths: unknown = allowedPaths;
  if (Array.isArray(paths) && paths.every((path) => typeof path === "string" && path !== "")) {
    return allowedPaths;
  }
  throw new InvalidArgumentError(
    `${place}: allowedPaths is ${showValue(allowedPaths)}. Give a list of files and folders.`,
  );
}

// DuckDB reads a file where there is no table of a name with a full stop.
async function requireNoFile(session: SqlSession, table: string): Promise<void> {
  if (!table.includes(".")) return;
  const found = await session.query({
    sql: "SELECT count(*) FROM information_schema.tables WHERE lower(table_name) = lower($table)",
    parameters: { table },
  });
  if (found[0]?.[0] !== 0n) return;
  throw new SourceError(`there is no table '${table}'. Files are read by DuckDBDataSource.fromFiles`);
}
