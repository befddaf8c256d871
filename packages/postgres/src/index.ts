export { type DatingOptions, SourceError, type SourceOptions } from "@dqx/sql";
export type { Connection, ConnectionSettings, StatementLimits } from "./connection.js";
export {
  type ConnectionOptions,
  type DatedQueryOptions,
  PostgresDataSource,
  type QueryOptions,
  type TableOptions,
} from "./postgres-data-source.js";
