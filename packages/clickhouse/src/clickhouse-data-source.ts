import { InvalidArgumentError, type LocalDate, type SourceParameters, showValue } from "@dqx/common";
import {
  checkOptions,
  clickhouseDialect,
  type DatingOptions,
  datedQueryRelation,
  datingOf,
  EngineSource,
  queryRelation,
  requireRelationFor,
  requireRetryFor,
  requireStatementTimeout,
  requireText,
  type SessionPool,
  type SourceOptions,
  tableRelation,
} from "@dqx/sql";
import type { ClickHouseSession } from "./clickhouse-session.js";
import { type Connection, type OutsideReads, type StatementLimits, sessionsOn } from "./connection.js";
import { requireFinalChoice, tableRemedy } from "./table-lookup.js";

/** Where ClickHouse is. */
export interface ConnectionOptions {
  /**
   * A URL such as `http://reader:secret@db.example.com:8123/shop`, the settings of a client of `@clickhouse/client`,
   * or a client, which stays open.
   */
  readonly connection: Connection;
}

/** A table, or a view. */
export interface TableOptions extends SourceOptions, DatingOptions, ConnectionOptions, StatementLimits {
  /** Its name as the server has it, case included. */
  readonly table: string;
  /** The table's database; that of the connection by default. */
  readonly database?: string;
  /**
   * Whether a table of an engine that replaces, collapses or adds up rows when it merges parts is read as if all of
   * them were merged (`FINAL`). Such a table needs the choice; all others take none.
   */
  readonly final?: boolean;
}

/** A query. */
export interface QueryOptions
  extends SourceOptions,
    DatingOptions,
    ConnectionOptions,
    StatementLimits,
    OutsideReads {
  /** One SELECT; it may use parameters such as `{region:String}`, which metrics then give. */
  readonly query: string;
}

/** A query for each date. */
export interface DatedQueryOptions extends SourceOptions, ConnectionOptions, StatementLimits, OutsideReads {
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
 * A dataset that ClickHouse reads: a table, a view or a query. Nothing is connected before the first session, and
 * nothing but SELECT reaches the server. Statements do not share a snapshot, which ClickHouse does not have.
 *
 * @example
 * ```ts
 * import { ClickHouseDataSource } from "@dqx/clickhouse";
 *
 * const orders = ClickHouseDataSource.fromTable({
 *   name: "orders",
 *   connection: "http://reader:secret@db.example.com:8123/shop",
 *   table: "orders",
 *   dateColumn: "ordered_at",
 *   timeZone: "Europe/Prague",
 * });
 * ```
 */
export class ClickHouseDataSource extends EngineSource<ClickHouseSession> {
  /**
   * A table or a view.
   *
   * @throws `InvalidArgumentError` when an option is unknown or of the wrong kind
   */
  static fromTable(options: TableOptions): ClickHouseDataSource {
    const place = "ClickHouseDataSource.fromTable";
    checkOptions(place, options, ["table", "database", "final", ...DATING, ...CONNECTION]);
    const { name, table, database, final } = options;
    requireText(place, "table", table);
    if (database !== undefined) requireText(place, "database", database);
    if (final !== undefined && typeof final !== "boolean") {
      throw new InvalidArgumentError(`${place}: final is ${showValue(final)}. Give true or false.`);
    }
    const { relation, ...rest } = tableRelation(clickhouseDialect, name, table, database);
    return new ClickHouseDataSource({
      name,
      dating: datingOf(place, options),
      sessions: sessionsOf(place, options),
      dialect: clickhouseDialect,
      ...rest,
      relation: (request) => `${String(relation(request))}${final === true ? " FINAL" : ""}`,
      async inspect(columns, session) {
        if (final === undefined) await requireFinalChoice(table, database, session);
        return columns;
      },
      remedy: (session, message) => tableRemedy(table, database, session, message),
    });
  }

  /**
   * The rows of a query, with the date column as one of its columns.
   *
   * @throws `InvalidArgumentError` when an option is unknown or of the wrong kind
   */
  static fromQuery(options: QueryOptions): ClickHouseDataSource {
    const place = "ClickHouseDataSource.fromQuery";
    checkOptions(place, options, ["query", ...DATING, ...CONNECTION, ...OUTSIDE]);
    requireText(place, "query", options.query);
    return new ClickHouseDataSource({
      name: options.name,
      dating: datingOf(place, options),
      sessions: sessionsOf(place, options),
      dialect: clickhouseDialect,
      ...queryRelation(options.name, options.query),
    });
  }

  /**
   * The rows of a query that is made anew for each date, for data without a date column. Each date costs a
   * statement of its own.
   *
   * @throws `InvalidArgumentError` when an option is unknown or of the wrong kind
   */
  static fromDatedQuery(options: DatedQueryOptions): ClickHouseDataSource {
    const place = "ClickHouseDataSource.fromDatedQuery";
    checkOptions(place, options, ["relationFor", ...CONNECTION, ...OUTSIDE]);
    requireRelationFor(place, options.relationFor);
    return new ClickHouseDataSource({
      name: options.name,
      dating: { kind: "per-date" },
      sessions: sessionsOf(place, options),
      dialect: clickhouseDialect,
      ...datedQueryRelation(options.name, options.relationFor),
    });
  }
}

const DATING = ["dateColumn", "timeZone"];
const CONNECTION = ["connection", "statementTimeout", "retryFor"];
const OUTSIDE = ["allowedTableFunctions"];

function sessionsOf(
  place: string,
  {
    name,
    connection,
    statementTimeout,
    retryFor,
    allowedTableFunctions,
  }: SourceOptions & ConnectionOptions & StatementLimits & OutsideReads,
): SessionPool<ClickHouseSession> {
  requireStatementTimeout(place, statementTimeout);
  requireRetryFor(place, retryFor);
  const areNames =
    Array.isArray(allowedTableFunctions) && allowedTableFunctions.every((each) => /^\w+$/.test(String(each)));
  if (allowedTableFunctions !== undefined && !areNames) {
    throw new InvalidArgumentError(
      `${place}: allowedTableFunctions is ${showValue(allowedTableFunctions)}. Give a list of names, such as ["s3"].`,
    );
  }
  return sessionsOn(place, name, connection, {
    ...(statementTimeout !== undefined && { statementTimeout }),
    ...(retryFor !== undefined && { retryFor }),
    ...(allowedTableFunctions !== undefined && { allowedTableFunctions }),
  });
}
