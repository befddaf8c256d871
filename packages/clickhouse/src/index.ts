export { type DatingOptions, SourceError, type SourceOptions } from "@dqx/sql";
export {
  ClickHouseDataSource,
  type ConnectionOptions,
  type DatedQueryOptions,
  type QueryOptions,
  type TableOptions,
} from "./clickhouse-data-source.js";
export type { Connection, ConnectionSettings, OutsideReads, StatementLimits } from "./connection.js";
