import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline/promises";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the tests' PostgreSQL is, with a role that may do everything. */
    readonly postgres: string;
  }
}

const program = fileURLToPath(new URL("../../../../scripts/postgres.mjs", import.meta.url));

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
  // What flushing to the disk is for, a loss of power, is no matter of these tests, and takes a third of their time. The
  // server that crashes in one of them is another one.
  const server =
    given === undefined ? await startPostgres("fsync=off") : { url: given, stop: async () => undefined };
  project.provide("postgres", server.url);
  return server.stop;
}

/**
 * Starts a new and empty PostgreSQL, in a process of its own that ends with this one.
 *
 * @param settings - of the server, such as `fsync=off`
 */
export async function startPostgres(...settings: readonly string[]): Promise<PostgresServer> {
  // Files of tests run at once, and some of them with many processes.
  const options = [program, ...["max_connections=300", ...settings].flatMap((setting) => ["-c", setting])];
  const child = spawn(process.execPath, options, { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(child, "exit");
  for await (const line of createInterface({ input: child.stdout })) {
    const { url }: { url: string } = JSON.parse(line);
    return {
      url,
      async stop() {
        child.stdin.end();
        await ended;
      },
    };
  }
  throw new Error("PostgreSQL did not start; the reason is above.");
}
