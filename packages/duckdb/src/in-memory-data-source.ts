import { InvalidArgumentError, isLocalDate, type LocalDate, nearestName, showValue } from "@dqx/common";
import {
  checkOptions,
  type DatingOptions,
  datingOf,
  duckdbDialect,
  EngineSource,
  refuseParameters,
  type SourceDating,
  type SourceOptions,
} from "@dqx/sql";
import { type EngineOptions, memoryDatabase } from "./database.js";
import type { DuckDBSession } from "./duckdb-session.js";
import { type CellValue, inferType } from "./infer-column.js";
import { createMemoryTable, type MemoryColumn } from "./memory-table.js";

/** What rows and columns in memory have in common. */
export interface InMemoryOptions extends SourceOptions, DatingOptions, EngineOptions {
  /** DuckDB types by column, where they are not to be told from the values, for example `DECIMAL(10,2)`. */
  readonly types?: { readonly [column: string]: string };
}

/** Rows in memory. */
export interface RowsOptions extends InMemoryOptions {
  /** Each row's values by column; a column that a row leaves out is NULL there. */
  readonly rows: readonly { readonly [column: string]: CellValue }[];
}

/** Rows in memory, those of each day apart. */
export interface DaysOptions extends SourceOptions, EngineOptions, Pick<InMemoryOptions, "types"> {
  /** Each day's rows, by ISO date; a day that is left out has none. */
  readonly days: { readonly [day: string]: RowsOptions["rows"] };
}

/** Columns in memory. */
export interface ColumnsOptions extends InMemoryOptions {
  /** The values of each column, all of the same length. */
  readonly columns: { readonly [column: string]: readonly CellValue[] };
}

const TABLE = "data";
const DAY = "dqx_day";
const ENGINE_OPTIONS = ["types", "threads", "memoryLimit"];
const OPTIONS = ["dateColumn", "timeZone", ...ENGINE_OPTIONS];
const TYPE = /^[A-Za-z]\w*(?: [A-Za-z]+)*(?:\(\s*\d+\s*(?:,\s*\d+\s*)?\))?$/;

/**
 * A dataset of values in memory, for tests and small things. The values are copied when it is made.
 *
 * @example
 * ```ts
 * import { InMemoryDataSource } from "@dqx/duckdb";
 *
 * const orders = InMemoryDataSource.fromColumns({ name: "orders", columns: { price: [1.5, null, 3] } });
 * ```
 */
export class InMemoryDataSource extends EngineSource<DuckDBSession> {
  /**
   * A dataset of rows.
   *
   * @throws `InvalidArgumentError` when an option is unknown, a column's values are of different kinds, or
   *   there is no column
   */
  static fromRows(options: RowsOptions): InMemoryDataSource {
    const place = "InMemoryDataSource.fromRows";
    checkOptions(place, options, ["rows", ...OPTIONS]);
    return new InMemoryDataSource(
      place,
      options,
      columnsOf(place, "rows", options.rows, options.types),
      datingOf(place, options),
    );
  }

  /**
   * A dataset of the rows of several days, without a column that holds the day: metrics with a lag read the rows of
   * the day that they are about.
   *
   * @throws `InvalidArgumentError` when an option is unknown, a key is no date, a column's values are of different
   *   kinds, or there is no column
   */
  static fromDays(options: DaysOptions): InMemoryDataSource {
    const place = "InMemoryDataSource.fromDays";
    checkOptions(place, options, ["days", ...ENGINE_OPTIONS]);
    const { days, types = {} } = options;
    if (typeof days !== "object" || days === null || Array.isArray(days)) {
      throw new InvalidArgumentError(
        `${place}: days is ${showValue(days)}. Give the rows of each day, for example { "2026-01-31": [{ price: 2 }] }.`,
      );
    }
    const all = Object.entries(days).map(([day, rows]) => {
      if (!isLocalDate(day)) {
        throw new InvalidArgumentError(
          `${place}: ${showValue(day)} is no date. Name each day like "2026-01-31".`,
        );
      }
      return { day, rows: requireRows(place, `the value of ${day}`, rows) };
    });
    const columns = columnsOf(
      place,
      "rows",
      all.flatMap(({ rows }) => rows),
      types,
    );
    if (columns.has(DAY)) {
      throw new InvalidArgumentError(`${place}: ${DAY} is the name of the column of days. Rename yours.`);
    }
    // Without a column of the user's there is none, which is refused.
    if (columns.size > 0)
      columns.set(
        DAY,
        all.flatMap(({ day, rows }) => rows.map(() => day)),
      );
    const dated = { ...options, types: { ...types, [DAY]: "DATE" } };
    return new InMemoryDataSource(place, dated, columns, { kind: "per-date" });
  }

  /**
   * A dataset of columns.
   *
   * @throws `InvalidArgumentError` when an option is unknown, a column's values are of different kinds,
   *   columns are of different lengths, or there is none
   */
  static fromColumns(options: ColumnsOptions): InMemoryDataSource {
    const place = "InMemoryDataSource.fromColumns";
    checkOptions(place, options, ["columns", ...OPTIONS]);
    const columns = new Map(Object.entries(options.columns ?? {}));
    for (const [name, values] of columns) {
      if (Array.isArray(values)) continue;
      throw new InvalidArgumentError(
        `${place}: column '${name}' is ${showValue(values)}. Give a list of values.`,
      );
    }
    for (const name of Object.keys(options.types ?? {})) {
      if (columns.has(name)) continue;
      const nearest = nearestName(name, columns.keys());
      throw new InvalidArgumentError(
        `${place}: types names column '${name}', which is not there. ${nearest === undefined ? "Give it values." : `Did you mean '${nearest}'?`}`,
      );
    }
    return new InMemoryDataSource(place, options, columns, datingOf(place, options));
  }

  private constructor(
    place: string,
    options: InMemoryOptions,
    values: ReadonlyMap<string, readonly CellValue[]>,
    dating: SourceDating,
  ) {
    const columns = [...values].map(
      ([name, cells]): MemoryColumn => describeColumn(place, options, name, cells),
    );
    checkShape(place, columns);
    super({
      name: options.name,
      dialect: duckdbDialect,
      dating,
      sessions: memoryDatabase(options, { paths: [], dataFiles: false }, (connection, duckdb) =>
        createMemoryTable(options.name, TABLE, columns, connection, duckdb),
      ),
      relation({ date, parameters }) {
        refuseParameters(options.name, parameters);
        return date === undefined ? duckdbDialect.quote(TABLE) : rowsOf(date);
      },
      remedy: async () => "Make the source again",
    });
  }
}

function requireRows(place: string, what: string, rows: unknown): RowsOptions["rows"] {
  if (Array.isArray(rows) && rows.every((row) => typeof row === "object" && row !== null)) return rows;
  throw new InvalidArgumentError(`${place}: ${what} is ${showValue(rows)}. Give a list of objects.`);
}

function columnsOf(
  place: string,
  what: string,
  rows: unknown,
  types: InMemoryOptions["types"] = {},
): Map<string, readonly CellValue[]> {
  const all = requireRows(place, what, rows);
  const names = new Set([...all.flatMap((row) => Object.keys(row)), ...Object.keys(types)]);
  const columns = [...names].map(
    (name) => [name, all.map((row) => (Object.hasOwn(row, name) ? row[name] : null))] as const,
  );
  return new Map(columns);
}

function rowsOf(day: LocalDate): string {
  const { quote } = duckdbDialect;
  return `(SELECT * EXCLUDE (${quote(DAY)}) FROM ${quote(TABLE)} WHERE ${quote(DAY)} = DATE '${day}')`;
}

function describeColumn(
  place: string,
  { types = {}, dateColumn }: InMemoryOptions,
  name: string,
  cells: readonly CellValue[],
): MemoryColumn {
  const values = [...cells];
  const declared = Object.hasOwn(types, name) ? types[name] : undefined;
  if (declared === undefined) {
    return { name, values, type: { inferred: inferType(place, name, values, name === dateColumn) } };
  }
  if (!TYPE.test(declared)) {
    throw new InvalidArgumentError(
      `${place}: the type of column '${name}' is ${showValue(declared)}. Give the name of a DuckDB type such as DECIMAL(10,2).`,
    );
  }
  return { name, values, type: { declared } };
}

function checkShape(place: string, columns: readonly MemoryColumn[]): void {
  const [first] = columns;
  if (first === undefined) {
    throw new InvalidArgumentError(
      `${place}: there is no column. Name the columns of an empty dataset in \`types\`, for example { price: "DOUBLE" }.`,
    );
  }
  const names = new Map<string, string>();
  for (const { name } of columns) {
    const twin = names.get(name.toLowerCase());
    if (twin !== undefined) {
      throw new InvalidArgumentError(
        `${place}: columns '${twin}' and '${name}' differ in case only, which makes them one to DuckDB. Rename one.`,
      );
    }
    names.set(name.toLowerCase(), name);
  }
  const other = columns.find(({ values }) => values.length !== first.values.length);
  if (other === undefined) return;
  throw new InvalidArgumentError(
    `${place}: column '${first.name}' has ${first.values.length} values, and column '${other.name}' ${other.values.length}. Give all the same length.`,
  );
}
