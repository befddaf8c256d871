import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** The module of the PostgreSQL client. */
export type PostgresModule = typeof import("pg");

/** Loads the client when the first session is opened: `require` takes half the time of `import`. */
export function loadPostgres(): PostgresModule {
  const postgres: PostgresModule = require("pg");
  return postgres;
}
