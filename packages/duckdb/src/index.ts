export { type DatingOptions, SourceError, type SourceOptions } from "@dqx/sql";
export type { Database, EngineOptions } from "./database.js";
export {
  type DatabaseOptions,
  type DatedQueryOptions,
  DuckDBDataSource,
  type FilesOptions,
  type QueryOptions,
  type ReadOptions,
  type TableOptions,
} from "./duckdb-data-source.js";
export type { FileFormat, ReaderOption, ReaderOptions } from "./file-relation.js";
export {
  type ColumnsOptions,
  type DaysOptions,
  InMemoryDataSource,
  type InMemoryOptions,
  type RowsOptions,
} from "./in-memory-data-source.js";
export type { CellValue } from "./infer-column.js";
