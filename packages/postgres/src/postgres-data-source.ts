import type { LocalDate, SourceParameters } from "@dqx/common";
import {
  checkOptions,
  type DatingOptions,
  datedQueryRelation,
  datingOf,
  EngineSource,
  postgresDialect,
  queryRelation,
  requireRelationFor,
  requireRetryFor,
  requireStatementTimeout,
  requireText,
  type SessionPool,
  type SourceOptions,
  tableRelation,
} from "@dqx/sql";
import { type Connection, type StatementLimits, sessionsOn } from "./connection.js";
import type { PostgresSession } from "./postgres-session.js";
import { requireShortName, tableRemedy } from "./table-lookup.js";

/** Where PostgreSQL is. */
export interface ConnectionOptions {
  /**
   * A URL such as `postgres://reader:secret@db.example.com:5432/shop`, the settings of a client of `pg`, or a `Pool`
   * or a connected `Client` of `pg`, which stays open.
   */
  readonly connection: Connection;
}

/** A table, a view, or a partitioned or foreign table. */
export interface TableOptions extends SourceOptions, DatingOptions, ConnectionOptions, StatementLimits {
  /** Its name as the server has it, case included. */
  readonly table: string;
  /** The table's schema; the first of the role's search path that has the table by default. */
  readonly schema?: string;
}

/** A query. */
export interface QueryOptions extends SourceOptions, DatingOptions, ConnectionOptions, StatementLimits {
  /** One SELECT; it may use named parameters such as `$region`, which metrics then give. */
  readonly query: string;
}

/** A query for each date. */
export interface DatedQueryOptions extends SourceOptions, ConnectionOptions, StatementLimits {
  /**
   * The query for a date.
   *
   * @param date - the day whose rows it is to give
   * @param parameters - what the metric gave as source parameters
   * @returns one SELECT
   */
  readonly relationFor: (date: LocalDate, parameters: SourceParameters) => string;
}

/**
 * A dataset that PostgreSQL reads: a table, a view or a query. Nothing is connected before the first session; a
 * session is a READ ONLY transaction whose statements see one snapshot, and nothing but SELECT reaches it.
 *
 * @example
 * ```ts
 * import { PostgresDataSource } from "@dqx/postgres";
 *
 * const orders = PostgresDataSource.fromTable({
 *   name: "orders",
 *   connection: "postgres://reader:secret@db.example.com/shop",
 *   table: "orders",
 *   dateColumn: "ordered_at",
 *   timeZone: "Europe/Prague",
 * });
 * ```
 */
export class PostgresDataSource extends EngineSource<PostgresSession> {
  /**
   * A table, a view, a materialized view, or a partitioned or foreign table.
   *
   * @throws `InvalidArgumentError` when an option is unknown or of the wrong kind
   */
  static fromTable(options: TableOptions): PostgresDataSource {
    const place = "PostgresDataSource.fromTable";
    checkOptions(place, options, ["table", "schema", ...DATING, ...CONNECTION]);
    const { name, table, schema } = options;
    requireText(place, "table", table);
    requireShortName(place, "table", table);
    if (schema !== undefined) {
      requireText(place, "schema", schema);
      requireShortName(place, "schema", schema);
    }
    return new PostgresDataSource({
      name,
      dating: datingOf(place, options),
      sessions: sessionsOf(place, options),
      dialect: postgresDialect,
      ...tableRelation(postgresDialect, name, table, schema),
      remedy: (session, message) => tableRemedy(table, schema, session, message),
    });
  }

  /**
   * The rows of a query, with the date column as one of its columns.
   *
   * @throws `InvalidArgumentError` when an option is unknown or of the wrong kind
   */
  static fromQuery(options: QueryOptions): PostgresDataSource {
    const place = "PostgresDataSource.fromQuery";
    checkOptions(place, options, ["query", ...DATING, ...CONNECTION]);
    requireText(place, "query", options.query);
    return new PostgresDataSource({
      name: options.name,
      dating: datingOf(place, options),
      sessions: sessionsOf(place, options),
      dialect: postgresDialect,
      ...queryRelation(options.name, options.query),
    });
  }

  /**
   * The rows of a query that is made anew for each date, for data without a date column. Each date costs a
   * statement of its own.
   *
   * @throws `InvalidArgumentError` when an option is unknown or of the wrong kind
   */
  static fromDatedQuery(options: DatedQueryOptions): PostgresDataSource {
    const place = "PostgresDataSource.fromDatedQuery";
    checkOptions(place, options, ["relationFor", ...CONNECTION]);
    requireRelationFor(place, options.relationFor);
    return new PostgresDataSource({
      name: options.name,
      dating: { kind: "per-date" },
      sessions: sessionsOf(place, options),
      dialect: postgresDialect,
      ...datedQueryRelation(options.name, options.relationFor),
    });
  }
}

const DATING = ["dateColumn", "timeZone"];
const CONNECTION = ["connection", "statementTimeout", "retryFor"];

/** The largest number of milliseconds that PostgreSQL takes. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

function sessionsOf(
  place: string,
  { name, connection, statementTimeout, retryFor }: SourceOptions & ConnectionOptions & StatementLimits,
): SessionPool<PostgresSession> {
  requireStatementTimeout(place, statementTimeout, LONGEST_TIMEOUT);
  requireRetryFor(place, retryFor);
  return sessionsOn(place, name, connection, {
    ...(statementTimeout !== undefined && { statementTimeout }),
    ...(retryFor !== undefined && { retryFor }),
  });
}
