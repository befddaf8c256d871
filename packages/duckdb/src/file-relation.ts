import { existsSync } from "node:fs";
import { InvalidArgumentError, showValue } from "@dqx/common";
import {
  boundSql,
  duckdbDialect,
  refuseParameters,
  SourceError,
  type SourceRelation,
  type SqlColumn,
  type SqlSession,
} from "@dqx/sql";
import { escapeGlob } from "./gate/allowed-reads.js";

/** The formats that DuckDB reads without an extension from the network. */
export type FileFormat = "parquet" | "csv" | "json";

/** A value of a reader's option. */
export type ReaderOption =
  | string
  | number
  | bigint
  | boolean
  | readonly ReaderOption[]
  | { readonly [name: string]: ReaderOption };

/** Options of a reader, by DuckDB's names of them. */
export type ReaderOptions = { readonly [name: string]: ReaderOption };

const READERS: Readonly<Record<FileFormat, string>> = {
  parquet: "read_parquet",
  csv: "read_csv",
  json: "read_json",
};

const EXTENSIONS: Readonly<Record<string, FileFormat>> = {
  parquet: "parquet",
  pq: "parquet",
  csv: "csv",
  tsv: "csv",
  json: "json",
  jsonl: "json",
  ndjson: "json",
};

/** How files are read. */
export interface FileReading {
  /** The files and globs, in each form in which a statement names them. */
  readonly paths: readonly string[];
  /** The relation of a dataset that they are. */
  relation(dataset: string): SourceRelation;
}

/**
 * Files, read by a call of DuckDB's reader of their format. A path with wildcards is a glob, unless there is a
 * file of just that name.
 *
 * @param place - the function that took the options, for messages
 * @param source - the files, their format when it is not to be told from their names, options of the reader
 * @throws `InvalidArgumentError` when there are no files, the format cannot be told, or an option is no option
 */
export function fileRelation(
  place: string,
  source: {
    readonly files: string | readonly string[];
    readonly format?: FileFormat;
    readonly options?: ReaderOptions;
  },
): FileReading {
  const files: readonly unknown[] = Array.isArray(source.files) ? source.files : [source.files];
  const paths = files.filter((file): file is string => typeof file === "string" && file !== "");
  if (paths.length === 0 || paths.length < files.length) {
    throw new InvalidArgumentError(`${place}: files is ${showValue(source.files)}. Give one path or more.`);
  }
  const format = source.format ?? inferFormat(place, paths);
  const reader = Object.hasOwn(READERS, format) ? READERS[format] : undefined;
  if (reader === undefined) {
    throw new InvalidArgumentError(`${place}: format is ${showValue(format)}. Give parquet, csv or json.`);
  }
  const options = Object.entries(source.options ?? {}).map(([name, value]) => {
    if (/^[A-Za-z_]\w*$/.test(name)) return `${name} = ${renderOption(place, name, value)}`;
    throw new InvalidArgumentError(`${place}: ${showValue(name)} cannot be the name of an option.`);
  });
  return {
    paths: [...new Set(paths.flatMap((path) => [path, escapeGlob(path)]))],
    relation: (dataset) => ({
      relation({ parameters }) {
        refuseParameters(dataset, parameters);
        const named = paths.map((path) => (existsSync(path) ? escapeGlob(path) : path));
        return `${reader}(${[renderOption(place, "files", named), ...options].join(", ")})`;
      },
      ...(format === "csv" && {
        inspect: (columns, session, text) =>
          inspectCsv(columns, source.options ?? {}, session, boundSql(text).sql),
      }),
      // The footers say it, where the engine's own expectation goes by the first file.
      ...(format === "parquet" && {
        countRows: async (session, text, signal) => {
          const { sql, parameters } = boundSql(text);
          const [row] = await session.query({ sql: `SELECT count(*) FROM ${sql}`, parameters }, signal);
          return Number(row?.[0]);
        },
      }),
      remedy: async (_, message) => remedyOf(message, format),
    }),
  };
}

/** Options that say what the columns of a CSV file are called or hold. */
const CSV_COLUMNS = ["columns", "names", "column_names"];
const CSV_TYPES = ["columns", "types", "dtypes", "column_types", "all_varchar"];

/** What a CSV file separates its values by, when it is read by another sign. */
const DELIMITER = /[,;|\t]/;

// A file that is read by another delimiter than its own has one column, whose name is the whole first line.
async function inspectCsv(
  columns: readonly SqlColumn[],
  options: ReaderOptions,
  session: SqlSession,
  relation: string,
): Promise<readonly SqlColumn[]> {
  const given = (names: readonly string[]) => names.some((name) => Object.hasOwn(options, name));
  const [only, ...others] = columns;
  const sign = only === undefined || others.length > 0 ? undefined : DELIMITER.exec(only.name)?.[0];
  if (sign !== undefined && !given(CSV_COLUMNS)) {
    throw new SourceError(
      `it was read as one column, ${showValue(only?.name)}. Give options: { delim: ${JSON.stringify(sign)} } if that separates its values, or name the column in options: { names: […] } if it is one`,
    );
  }
  // Without rows DuckDB takes every column for a text.
  if (given(CSV_TYPES) || columns.some(({ type }) => type !== "VARCHAR")) return columns;
  const rows = await session.query(`SELECT 1 FROM ${relation} LIMIT 1`);
  if (rows.length > 0) return columns;
  return columns.map((column) => ({ ...column, guessed: "the files have no rows" }));
}

function remedyOf(message: string, format: FileFormat): string {
  if (
    /magic bytes|too small to be a Parquet file|Malformed JSON|sniffing file|not utf-8|Invalid unicode/i.test(
      message,
    )
  ) {
    return `It is damaged, not complete, or no ${FORMAT_NAMES[format]}: write it again, or give its format and the reader's options`;
  }
  if (duckdbDialect.faults(message) === "denied") {
    return "Let the user of this process read the files and enter their folders";
  }
  return `Check the files; relative paths start at ${process.cwd()}`;
}

const FORMAT_NAMES: Readonly<Record<FileFormat, string>> = { parquet: "Parquet", csv: "CSV", json: "JSON" };

function inferFormat(place: string, paths: readonly string[]): FileFormat {
  const formats = new Set(paths.map((path) => EXTENSIONS[extensionOf(path)]));
  const [format] = formats;
  if (formats.size === 1 && format !== undefined) return format;
  throw new InvalidArgumentError(
    `${place}: the format cannot be told from ${showValue(paths)}. Give format: "parquet", "csv" or "json".`,
  );
}

function extensionOf(path: string): string {
  return /\.([a-z]+)(?:\.(?:gz|zst))?$/i.exec(path)?.[1]?.toLowerCase() ?? "";
}

function renderOption(place: string, name: string, value: ReaderOption): string {
  switch (typeof value) {
    case "string":
    case "number":
    case "bigint":
    case "boolean":
      return duckdbDialect.literal(value);
    case "object":
      if (isList(value)) return `[${value.map((item) => renderOption(place, name, item)).join(", ")}]`;
      if (value !== null) {
        const fields = Object.entries(value).map(
          ([field, item]) => `${duckdbDialect.literal(field)}: ${renderOption(place, name, item)}`,
        );
        return `{${fields.join(", ")}}`;
      }
  }
  throw new InvalidArgumentError(
    `${place}: option '${name}' is ${showValue(value)}. Give text, numbers, booleans, lists or plain objects.`,
  );
}

// Array.isArray does not narrow to a readonly list.
function isList(value: ReaderOption): value is readonly ReaderOption[] {
  return Array.isArray(value);
}
