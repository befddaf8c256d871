import type { Check, SuitePlugin } from "@dqx/api";
import type { TagValue } from "@dqx/common";
import type { SqlDataSource } from "@dqx/sql";

/** A dataset by the place of its data. */
export interface SourceConfig {
  /** A file or a glob relative to the configuration, `duckdb:file.db#table`, or a table on a server such as
   * `postgres://user@host/database#table`, `clickhouse://…#table` or `trino://…#table`. */
  readonly uri: string;
  /** The column that holds the day of a row; without it the rows are those of the run's date. */
  readonly dateColumn?: string;
  /** The zone whose days instants are cut into; `UTC` by default. */
  readonly timeZone?: string;
}

/** What `dqx.config.ts` exports by default. */
export interface DqxConfig {
  /** The suite's name, which history is found by; `dqx` by default. */
  readonly suite?: string;
  /** Where metrics are kept; `sqlite:dqx.db`, relative to the configuration, by default. */
  readonly store?: string;
  /** Tags of every run. */
  readonly tags?: Readonly<Record<string, TagValue>>;
  /** How many hours metrics may be read; 168 by default. */
  readonly ttlHours?: number;
  /** The datasets by name: a URI, a URI with options, or a data source of your own. */
  readonly sources?: Readonly<Record<string, string | SourceConfig | SqlDataSource>>;
  /** What must hold. */
  readonly checks?: readonly Check[];
  /** Who is told what a run does. */
  readonly plugins?: readonly SuitePlugin[];
}

/** The keys that a configuration can have. */
export const configKeys = [
  "suite",
  "store",
  "tags",
  "ttlHours",
  "sources",
  "checks",
  "plugins",
] as const satisfies readonly (keyof DqxConfig)[];

/** The keys that a source can have. */
export const sourceKeys = [
  "uri",
  "dateColumn",
  "timeZone",
] as const satisfies readonly (keyof SourceConfig)[];

/**
 * Types a configuration; gives it back as it is.
 *
 * @param config - the configuration
 * @example
 * ```ts
 * import { check } from "@dqx/api";
 * import { defineConfig } from "@dqx/cli";
 *
 * export default defineConfig({
 *   sources: { orders: { uri: "orders/*.parquet", dateColumn: "day" } },
 *   checks: [check({ name: "volume" }, (mp, ctx) => ctx.assertThat(mp.numRows()).isPositive())],
 * });
 * ```
 */
export function defineConfig(config: DqxConfig): DqxConfig {
  return config;
}
