import { SourceError } from "@dqx/sql";

/** The DuckDB client's module. */
export type DuckDBModule = typeof import("@duckdb/node-api");

/**
 * Loads DuckDB when it is first needed: that costs about 90 ms.
 *
 * @throws {@link SourceError} when its native library cannot be loaded
 */
export async function loadDuckDB(): Promise<DuckDBModule> {
  try {
    return await import("@duckdb/node-api");
  } catch (cause) {
    /* v8 ignore next 4 -- takes a machine without DuckDB's native library */
    throw new SourceError(
      "DuckDB cannot be loaded. Install @duckdb/node-api with its optional dependencies, on a platform it supports.",
      { cause },
    );
  }
}
