export { type DatingOptions, SourceError, type SourceOptions } from "@dqx/sql";
export type { Connection, ConnectionSettings } from "./connection.js";
export type { StatementProgress } from "./protocol/run-statement.js";
export {
  type ConnectionOptions,
  type DatedQueryOptions,
  type QueryOptions,
  type StatementOptions,
  type TableOptions,
  TrinoDataSource,
} from "./trino-data-source.js";
