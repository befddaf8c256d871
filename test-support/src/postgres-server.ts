import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { createInterface } from "node:readline/promises";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../scripts/postgres.mjs", import.meta.url));

/** A PostgreSQL of its own, in a process that ends with this one; its binaries come inside npm packages. */
export class PostgresServer implements AsyncDisposable {
  /** Where the database is that is there from the beginning, with a role that may do everything. */
  readonly url: string;
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;

  private constructor(url: string, child: ChildProcessByStdio<Writable, Readable, null>) {
    this.url = url;
    this.#process = child;
  }

  /**
   * Starts a new and empty one.
   *
   * @param settings - what differs from PostgreSQL's own settings, for example `max_connections=300`. With `fsync=off`
   *   tests take a third less, since what flushing to the disk is for, a loss of power, is seldom what they are about.
   */
  static async start(...settings: readonly string[]): Promise<PostgresServer> {
    const options = settings.flatMap((setting) => ["-c", setting]);
    const child = spawn(process.execPath, [program, ...options], { stdio: ["pipe", "pipe", "inherit"] });
    for await (const line of createInterface({ input: child.stdout })) {
      const { url }: { url: string } = JSON.parse(line);
      return new PostgresServer(url, child);
    }
    throw new Error("PostgreSQL did not start; the reason is above.");
  }

  /** Where a database is. */
  urlOf(database: string): string {
    return new URL(`/${database}`, this.url).href;
  }

  /** Stops it as an administrator does, ending its connections, and removes its data. */
  async stop(): Promise<void> {
    const ended = once(this.#process, "exit");
    this.#process.stdin.end();
    await ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}
