// The module whose declarations are extended below has to be known.
import type {} from "vitest";
import type { TestProject } from "vitest/node";
import { PostgresServer } from "./postgres-server.js";

declare module "vitest" {
  interface ProvidedContext {
    /** The URL of the tests' PostgreSQL, with a role that may do everything. */
    readonly postgres: string;
  }
}

/**
 * Makes the global setup of a package whose tests share a PostgreSQL.
 *
 * @param given - the URL of one that runs already; without it a new one is started
 * @param settings - of a new one, as {@link PostgresServer.start} takes them
 */
export function postgresSetup(
  given: string | undefined,
  ...settings: readonly string[]
): (project: TestProject) => Promise<() => Promise<void>> {
  return async (project) => {
    if (given !== undefined) {
      project.provide("postgres", given);
      return async () => undefined;
    }
    const server = await PostgresServer.start(...settings);
    project.provide("postgres", server.url);
    return () => server.stop();
  };
}
