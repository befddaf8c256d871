import { InvalidArgumentError, type LocalDate, type SourceParameters, showValue } from "@dqx/common";
import {
  borrowedDatabase,
  type Database,
  type EngineOptions,
  fileDatabase,
  memoryDatabase,
  type SessionPool,
} from "./database.js";
import { EngineSource } from "./engine-source.js";
import { type FileFormat, fileRelation, type ReaderOptions } from "./file-relation.js";
import { datedQueryReading, queryReading } from "./query-reading.js";
import { refuseParameters } from "./refuse-parameters.js";
import { checkOptions, type DatingOptions, datingOf, type SourceOptions } from "./source-options.js";
import { tableReading } from "./table-reading.js";

/** Where a table or query finds its data, and how DuckDB runs when DQX starts it. */
export interface DatabaseOptions extends EngineOptions {
  /** A database file, which is opened read-only, or an instance or connection that is open. */
  readonly database?: Database;
}

/** A table or view. */
export interface TableOptions extends SourceOptions, DatingOptions, EngineOptions {
  readonly database: Database;
  readonly table: string;
  /** The table's schema; `main` by default. */
  readonly schema?: string;
}

/** A query. */
export interface QueryOptions extends SourceOptions, DatingOptions, DatabaseOptions {
  /** One SELECT; it may use named parameters such as `$region`, which metrics then give. */
  readonly query: string;
}

/** A query for each date. */
export interface DatedQueryOptions extends SourceOptions, DatabaseOptions {
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
 * A data set that DuckDB reads: a table, a query, or Parquet, CSV or JSON files. Nothing is opened before the
 * first session; databases are opened read-only, and nothing but SELECT reaches them.
 *
 * @example
 * ```ts
 * const orders = DuckDBDataSource.fromFiles({ name: "orders", files: "orders/*.parquet", dateColumn: "day" });
 * ```
 */
export class DuckDBDataSource extends EngineSource {
  /**
   * A table or view of a database.
   *
   * @throws `InvalidArgumentError` when an option is unknown or of the wrong kind
   */
  static fromTable(options: TableOptions): DuckDBDataSource {
    const place = "DuckDBDataSource.fromTable";
    checkOptions(place, options, ["database", "table", "schema", ...DATING, ...ENGINE]);
    if (options.database === undefined) {
      throw new InvalidArgumentError(`${place}: database is missing. Give the path of a database file.`);
    }
    requireText(place, "table", options.table);
    return new DuckDBDataSource({
      name: options.name,
      dating: datingOf(place, options),
      sessions: sessionsOf(place, options),
      ...tableReading(options.name, options.table, options.schema),
    });
  }

  /**
   * The rows of a query, with the date column as one of its columns.
   *
   * @throws `InvalidArgumentError` when an option is unknown or of the wrong kind
   */
  static fromQuery(options: QueryOptions): DuckDBDataSource {
    const place = "DuckDBDataSource.fromQuery";
    checkOptions(place, options, ["query", ...DATABASE, ...DATING, ...ENGINE]);
    requireText(place, "query", options.query);
    return new DuckDBDataSource({
      name: options.name,
      dating: datingOf(place, options),
      sessions: sessionsOf(place, options),
      ...queryReading(options.name, options.query),
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
    checkOptions(place, options, ["relationFor", ...DATABASE, ...ENGINE]);
    if (typeof options.relationFor !== "function") {
      throw new InvalidArgumentError(
        `${place}: relationFor is ${showValue(options.relationFor)}. Give a function that makes a query of a date.`,
      );
    }
    return new DuckDBDataSource({
      name: options.name,
      dating: { kind: "per-date" },
      sessions: sessionsOf(place, options),
      ...datedQueryReading(options.name, options.relationFor),
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
    const relation = fileRelation(place, options);
    return new DuckDBDataSource({
      name: options.name,
      dating: datingOf(place, options),
      sessions: sessionsOf(place, options),
      relation({ parameters }) {
        refuseParameters(options.name, parameters);
        return relation;
      },
      remedy: async () => `Check the files; relative paths start at ${process.cwd()}`,
    });
  }
}

const DATING = ["dateColumn", "timeZone"];
const ENGINE = ["threads", "memoryLimit"];
const DATABASE = ["database"];

function sessionsOf(place: string, options: SourceOptions & DatabaseOptions): SessionPool {
  const { name, database, threads, memoryLimit } = options;
  if (database === undefined) return memoryDatabase(options);
  if (typeof database === "string") return fileDatabase(name, database, options);
  if (threads !== undefined || memoryLimit !== undefined) {
    throw new InvalidArgumentError(
      `${place}: threads and memoryLimit cannot be changed on a database that is open. Set them where it is opened.`,
    );
  }
  return borrowedDatabase(database);
}

function requireText(place: string, option: string, value: unknown): void {
  if (typeof value === "string" && value.trim() !== "") return;
  throw new InvalidArgumentError(
    `${place}: ${option} is ${showValue(value)}. Give a text that is not empty.`,
  );
}
