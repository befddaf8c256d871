import { InvalidArgumentError, type LocalDate, type SourceParameters, showValue } from "@dqx/common";
import {
  checkOptions,
  type DatingOptions,
  datedQueryRelation,
  datingOf,
  EngineSource,
  queryRelation,
  requireRelationFor,
  requireStatementTimeout,
  requireText,
  type SessionPool,
  type SourceOptions,
  tableRelation,
  trinoDialect,
} from "@dqx/sql";
import { type Connection, sessionsOn } from "./connection.js";
import type { StatementProgress } from "./protocol/run-statement.js";
import { serverRemedy, tableRemedy } from "./table-lookup.js";
import type { TrinoSession } from "./trino-session.js";

/** Where Trino is. */
export interface ConnectionOptions {
  /** A URL such as `https://reader:secret@trino.example.com:8443/hive/shop`, or settings. */
  readonly connection: Connection;
}

/** How the server treats the statements of a source. */
export interface StatementOptions {
  /** After how many milliseconds the server ends a statement, the time in its queue included; the server's own limit by default. */
  readonly statementTimeout?: number;
  /** Takes each progress that the server reports of a statement; what it throws is ignored. */
  readonly onProgress?: (progress: StatementProgress) => void;
}

/** A table, or a view. */
export interface TableOptions extends SourceOptions, DatingOptions, ConnectionOptions, StatementOptions {
  /** Its name, whatever the case. */
  readonly table: string;
  /** The table's schema; that of the connection by default. */
  readonly schema?: string;
  /** The table's catalog; that of the connection by default. Needs a schema. */
  readonly catalog?: string;
}

/** A query. */
export interface QueryOptions extends SourceOptions, DatingOptions, ConnectionOptions, StatementOptions {
  /** One SELECT; it may use named parameters such as `$region`, which metrics then give. */
  readonly query: string;
}

/** A query for each date. */
export interface DatedQueryOptions extends SourceOptions, ConnectionOptions, StatementOptions {
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
 * A dataset that Trino reads: a table, a view or a query, of any catalog. Nothing is sent before the first statement,
 * and nothing but a query reaches the server. Statements do not share a snapshot, which Trino does not have.
 *
 * @example
 * ```ts
 * import { TrinoDataSource } from "@dqx/trino";
 *
 * const orders = TrinoDataSource.fromTable({
 *   name: "orders",
 *   connection: "https://reader:secret@trino.example.com:8443/hive/shop",
 *   table: "orders",
 *   dateColumn: "ordered_at",
 *   timeZone: "Europe/Prague",
 * });
 * ```
 */
export class TrinoDataSource extends EngineSource<TrinoSession> {
  /**
   * A table or a view.
   *
   * @throws `InvalidArgumentError` when an option is unknown or of the wrong kind
   */
  static fromTable(options: TableOptions): TrinoDataSource {
    const place = "TrinoDataSource.fromTable";
    checkOptions(place, options, ["table", "schema", "catalog", ...DATING, ...CONNECTION]);
    const { name, table, schema, catalog } = options;
    requireText(place, "table", table);
    if (schema !== undefined) requireText(place, "schema", schema);
    if (catalog !== undefined) requireText(place, "catalog", catalog);
    if (catalog !== undefined && schema === undefined) {
      throw new InvalidArgumentError(`${place}: a catalog is given, and no schema. Give both, or neither.`);
    }
    const { relation } = tableRelation(trinoDialect, name, table, schema);
    const prefix = catalog === undefined ? "" : `${trinoDialect.quote(catalog)}.`;
    return new TrinoDataSource({
      name,
      dating: datingOf(place, options),
      sessions: sessionsOf(place, options),
      dialect: trinoDialect,
      relation: (request) => `${prefix}${String(relation(request))}`,
      remedy: (session, message) =>
        tableRemedy(
          { table, ...(schema !== undefined && { schema }), ...(catalog !== undefined && { catalog }) },
          session,
          message,
        ),
    });
  }

  /**
   * The rows of a query, with the date column as one of its columns.
   *
   * @throws `InvalidArgumentError` when an option is unknown or of the wrong kind
   */
  static fromQuery(options: QueryOptions): TrinoDataSource {
    const place = "TrinoDataSource.fromQuery";
    checkOptions(place, options, ["query", ...DATING, ...CONNECTION]);
    requireText(place, "query", options.query);
    const relation = queryRelation(options.name, options.query);
    return new TrinoDataSource({
      name: options.name,
      dating: datingOf(place, options),
      sessions: sessionsOf(place, options),
      dialect: trinoDialect,
      ...relation,
      remedy: async (session, message) => serverRemedy(message) ?? relation.remedy(session, message),
    });
  }

  /**
   * The rows of a query that is made anew for each date, for data without a date column. Each date costs a
   * statement of its own.
   *
   * @throws `InvalidArgumentError` when an option is unknown or of the wrong kind
   */
  static fromDatedQuery(options: DatedQueryOptions): TrinoDataSource {
    const place = "TrinoDataSource.fromDatedQuery";
    checkOptions(place, options, ["relationFor", ...CONNECTION]);
    requireRelationFor(place, options.relationFor);
    const relation = datedQueryRelation(options.name, options.relationFor);
    return new TrinoDataSource({
      name: options.name,
      dating: { kind: "per-date" },
      sessions: sessionsOf(place, options),
      dialect: trinoDialect,
      ...relation,
      remedy: async (session, message) => serverRemedy(message) ?? relation.remedy(session, message),
    });
  }
}

const DATING = ["dateColumn", "timeZone"];
const CONNECTION = ["connection", "statementTimeout", "onProgress"];

function sessionsOf(
  place: string,
  { connection, statementTimeout, onProgress }: ConnectionOptions & StatementOptions,
): SessionPool<TrinoSession> {
  requireStatementTimeout(place, statementTimeout);
  if (onProgress !== undefined && typeof onProgress !== "function") {
    throw new InvalidArgumentError(`${place}: onProgress is ${showValue(onProgress)}. Give a function.`);
  }
  return sessionsOn(place, connection, {
    ...(statementTimeout !== undefined && { timeout: statementTimeout }),
    ...(onProgress !== undefined && { onProgress }),
  });
}
