import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { createInterface } from "node:readline/promises";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../scripts/postgres.mjs", import.meta.url));

/** A PostgreSQL of its own, with its default settings; its binaries come inside npm packages. */
export class PostgresServer implements AsyncDisposable {
  /** Where the database is that is there from the beginning, with a role that may do everything. */
  readonly url: string;
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;

  private constructor(url: string, child: ChildProcessByStdio<Writable, Readable, null>) {
    this.url = url;
    this.#process = child;
  }

  /** Where a database is. */
  urlOf(database: string): string {
    return new URL(`/${database}`, this.url).href;
  }

  /** Starts a new and empty one, in a process of its own that ends with this one. */
  static async start(): Promise<PostgresServer> {
    const child = spawn(process.execPath, [program], { stdio: ["pipe", "pipe", "inherit"] });
    for await (const line of createInterface({ input: child.stdout })) {
      const { url }: { url: string } = JSON.parse(line);
      return new PostgresServer(url, child);
    }
    throw new Error("PostgreSQL did not start; the reason is above.");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#process, "exit");
    this.#process.stdin.end();
    await ended;
  }
}
