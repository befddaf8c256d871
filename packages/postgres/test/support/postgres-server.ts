import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline/promises";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The URL of the tests' PostgreSQL, with a role that may do everything. */
    readonly postgres: string;
  }
}

/** A PostgreSQL that runs. */
export interface PostgresServer {
  readonly url: string;
  /** Stops it as an administrator does, ending its connections, and removes its data. */
  stop(): Promise<void>;
}

/** Starts a PostgreSQL for the tests, unless `DQX_TEST_POSTGRES` is the URL of one that runs. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.DQX_TEST_POSTGRES;
  const server = given === undefined ? await startPostgres() : { url: given, stop: async () => undefined };
  project.provide("postgres", server.url);
  return server.stop;
}

/** Starts a new and empty PostgreSQL, in a process of its own that ends with this one. */
export async function startPostgres(): Promise<PostgresServer> {
  const program = fileURLToPath(new URL("../../../../scripts/postgres.mjs", import.meta.url));
  // Its data need not outlive a crash of the machine.
  const options = [program, "-c", "max_connections=100", "-c", "fsync=off"];
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
