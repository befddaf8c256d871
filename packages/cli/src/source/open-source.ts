import { isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";
import { InvalidArgumentError } from "@dqx/common";
import { DuckDBDataSource } from "@dqx/duckdb";
import type { SqlDataSource } from "@dqx/sql";
import type { SourceConfig } from "../config/config.js";

/** The engines that have, or will have, a package of their own, by the schemes of their URIs. */
const ENGINES: Readonly<Record<string, string>> = {
  postgres: "PostgreSQL",
  postgresql: "PostgreSQL",
  clickhouse: "ClickHouse",
  trino: "Trino",
  bigquery: "BigQuery",
  snowflake: "Snowflake",
};

/**
 * Makes a data source from a URI. Nothing is read yet.
 *
 * @param name - of the dataset
 * @param config - where the data are
 * @param folder - that relative paths start at
 * @throws `InvalidArgumentError` when it is no URI that can be read, saying what to do; credentials are never shown
 */
export function openSource(name: string, { uri, ...dating }: SourceConfig, folder: string): SqlDataSource {
  const scheme = /^([a-z][a-z+.-]+):/i.exec(uri)?.[1]?.toLowerCase();
  if (scheme === "duckdb") return duckdbTable(name, uri, dating, folder);
  if (scheme === "file") {
    return DuckDBDataSource.fromFiles({ name, files: fileURLToPath(uri), ...dating });
  }
  const engine = scheme === undefined ? undefined : ENGINES[scheme];
  if (engine !== undefined) {
    throw new InvalidArgumentError(
      `Source '${name}' is on ${engine}, which this release of the command does not open by URI. Give a data source of your own in dqx.config.ts: sources: { ${name}: … }.`,
    );
  }
  if (scheme !== undefined) {
    throw new InvalidArgumentError(
      `Source '${name}' has a URI with the unknown scheme '${scheme}:'. Write the path of files, or duckdb:file.db#table.`,
    );
  }
  return DuckDBDataSource.fromFiles({ name, files: absolute(uri, folder), ...dating });
}

function duckdbTable(
  name: string,
  uri: string,
  dating: Omit<SourceConfig, "uri">,
  folder: string,
): SqlDataSource {
  const [, file, path] = /^duckdb:([^#]+)#([^#]+)$/i.exec(uri) ?? [];
  if (file === undefined || path === undefined) {
    throw new InvalidArgumentError(
      `Source '${name}' has a URI of DuckDB without a table. Write duckdb:file.db#table, or duckdb:file.db#schema.table.`,
    );
  }
  const [table = path, schema] = path.split(".").toReversed();
  return DuckDBDataSource.fromTable({
    name,
    database: absolute(file, folder),
    table,
    ...(schema !== undefined && { schema }),
    ...dating,
  });
}

function absolute(path: string, folder: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}
