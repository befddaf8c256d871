import { isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";
import { InvalidArgumentError } from "@dqx/common";
import { DuckDBDataSource } from "@dqx/duckdb";
import type { SqlDataSource } from "@dqx/sql";
import type { SourceConfig } from "../config/config.js";
import { announcedEngine } from "./engine-packages.js";
import { openServerTable, serverExamples, serverOf } from "./open-server-table.js";

/** The schemes that are opened, as messages list them. */
const SCHEMES = ["the path of files", "duckdb:file.db#table", ...serverExamples];

/**
 * Makes a data source from a URI. Nothing is read yet.
 *
 * @param name - of the dataset
 * @param config - where the data are
 * @param folder - that relative paths start at, and where the packages of engines may be installed, too
 * @throws `InvalidArgumentError` when it is no URI that can be read, or the engine's package is not installed,
 *   saying what to do; credentials are never shown
 */
export async function openSource(
  name: string,
  { uri, ...dating }: SourceConfig,
  folder: string,
): Promise<SqlDataSource> {
  const scheme = /^([a-z][a-z+.-]+):/i.exec(uri)?.[1]?.toLowerCase();
  if (scheme === undefined) {
    return DuckDBDataSource.fromFiles({ name, files: absolute(uri, folder), ...dating });
  }
  if (scheme === "duckdb") return duckdbTable(name, uri, dating, folder);
  if (scheme === "file") {
    return DuckDBDataSource.fromFiles({ name, files: fileURLToPath(uri), ...dating });
  }
  const server = serverOf(scheme);
  if (server !== undefined) return openServerTable(server, name, { uri, ...dating }, folder);
  const engine = announcedEngine(scheme);
  if (engine !== undefined) {
    throw new InvalidArgumentError(
      `Source '${name}' is on ${engine.name}, which the command does not open by URI. Give a data source of your own in dqx.config.ts: sources: { ${name}: … }.`,
    );
  }
  throw new InvalidArgumentError(
    `Source '${name}' has a URI with the unknown scheme '${scheme}:'. Write one of: ${SCHEMES.join(", ")}.`,
  );
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
