import { InvalidArgumentError, nearestName, showValue } from "@dqx/common";
import {
  checkOptions,
  type DatingOptions,
  datingOf,
  duckdbDialect,
  EngineSource,
  refuseParameters,
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

/** Columns in memory. */
export interface ColumnsOptions extends InMemoryOptions {
  /** The values of each column, all of the same length. */
  readonly columns: { readonly [column: string]: readonly CellValue[] };
}

const TABLE = "data";
const OPTIONS = ["types", "dateColumn", "timeZone", "threads", "memoryLimit"];
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
    const { rows } = options;
    if (!Array.isArray(rows) || rows.some((row) => typeof row !== "object" || row === null)) {
      throw new InvalidArgumentError(`${place}: rows is ${showValue(rows)}. Give a list of objects.`);
    }
    const names = new Set([...rows.flatMap((row) => Object.keys(row)), ...Object.keys(options.types ?? {})]);
    const columns = [...names].map(
      (name) => [name, rows.map((row) => (Object.hasOwn(row, name) ? row[name] : null))] as const,
    );
    return new InMemoryDataSource(place, options, new Map(columns));
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
    return new InMemoryDataSource(place, options, columns);
  }

  private constructor(
    place: string,
    options: InMemoryOptions,
    values: ReadonlyMap<string, readonly CellValue[]>,
  ) {
    const columns = [...values].map(
      ([name, cells]): MemoryColumn => describeColumn(place, options, name, cells),
    );
    checkShape(place, columns);
    super({
      name: options.name,
      dialect: duckdbDialect,
      dating: datingOf(place, options),
      sessions: memoryDatabase(options, { paths: [], dataFiles: false }, (connection, duckdb) =>
        createMemoryTable(options.name, TABLE, columns, connection, duckdb),
      ),
      relation({ parameters }) {
        refuseParameters(options.name, parameters);
        return duckdbDialect.quote(TABLE);
      },
      remedy: async () => "Make the source again",
    });
  }
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
