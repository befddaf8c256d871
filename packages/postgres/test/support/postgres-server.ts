import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline/promises";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The URL of the tests' PostgreSQL. */
    readonly postgres: string;
  }
}

/** Starts a PostgreSQL for the tests, unless `DQX_TEST_POSTGRES` is the URL of one that runs. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.DQX_TEST_POSTGRES;
  if (given !== undefined) {
    project.provide("postgres", given);
    return async () => undefined;
  }
  const program = fileURLToPath(new URL("../../../../scripts/postgres.mjs", import.meta.url));
  const child = spawn(process.execPath, [program, "-c", "max_connections=100", "-c", "fsync=off"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  for await (const line of createInterface({ input: child.stdout })) {
    const { url }: { url: string } = JSON.parse(line);
    project.provide("postgres", url);
    return async () => {
      child.stdin.end();
      await ended;
    };
  }
  throw new Error("PostgreSQL did not start; the reason is above.");
}
