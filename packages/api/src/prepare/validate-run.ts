import { InvalidArgumentError, ResultKey, showValue } from "@dqx/common";
import type { SqlDataSource } from "@dqx/sql";
import { DatasetError } from "./dataset-error.js";

/**
 * Validates what a run is given.
 *
 * @param suite - the suite's name, for messages
 * @param dataSources - what to verify
 * @param key - the date and tags
 * @returns the data sources by name
 * @throws {@link InvalidArgumentError} when the key is not one
 * @throws {@link DatasetError} when there is no data source, or two have one name
 */
export function validateRun(
  suite: string,
  dataSources: readonly SqlDataSource[],
  key: ResultKey,
): ReadonlyMap<string, SqlDataSource> {
  if (!(key instanceof ResultKey)) {
    throw new InvalidArgumentError(
      `Suite '${suite}' got ${showValue(key)} for its key. Give a ResultKey, for example new ResultKey("2025-01-08").`,
    );
  }
  if (!Array.isArray(dataSources) || dataSources.length === 0) {
    throw new DatasetError(`Suite '${suite}' was run without data sources. Give at least one.`);
  }
  const sources = new Map<string, SqlDataSource>();
  for (const source of dataSources) {
    requireSource(suite, source);
    if (sources.has(source.name)) {
      throw new DatasetError(
        `Suite '${suite}' was run with two data sources named '${source.name}'. Give each a name of its own.`,
      );
    }
    sources.set(source.name, source);
  }
  return sources;
}

// Callers without types may give anything.
function requireSource(suite: string, source: unknown): void {
  const isSource =
    typeof source === "object" && source !== null && "name" in source && "withSession" in source;
  if (isSource) return;
  throw new DatasetError(
    `Suite '${suite}' got ${showValue(source)} among its data sources. Give data sources of an engine's package, for example DuckDBDataSource.fromFiles({ … }).`,
  );
}
