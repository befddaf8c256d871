import { createRequire } from "node:module";
import { SourceError } from "@dqx/sql";

const require = createRequire(import.meta.url);

/** The DuckDB client's module. */
export type DuckDBModule = typeof import("@duckdb/node-api");

/**
 * Loads DuckDB when it is first needed. `require` takes half the time of `import`, which reads all of the
 * client's sources to learn what they export.
 *
 * @throws {@link SourceError} when its native library cannot be loaded
 */
export async function loadDuckDB(): Promise<DuckDBModule> {
  try {
    const duckdb: DuckDBModule = require("@duckdb/node-api");
    return duckdb;
  } catch (cause) {
    /* v8 ignore next 4 -- takes a machine without DuckDB's native library */
    throw new SourceError(
      "DuckDB cannot be loaded. Install @duckdb/node-api with its optional dependencies, on a platform it supports.",
      { cause },
    );
  }
}
