import { setTimeout } from "node:timers/promises";
import { InvalidArgumentError, sentence, showValue } from "@dqx/common";
import { type ConnectionPatience, connectPatiently, type SessionPool, SourceError } from "@dqx/sql";
import type { Client, ClientConfig, Pool } from "pg";
import { connectionMessage, isConnectionTransient, sqlState } from "./engine-message.js";
import { loadPostgres } from "./load-postgres.js";
import { PostgresSession, type SessionOptions } from "./postgres-session.js";

/** The settings of a connection, as `pg` takes them. */
export type ConnectionSettings = ClientConfig;

/** Where PostgreSQL is: a URL or settings, or a pool or connected client of `pg` that the caller keeps open. */
export type Connection = string | ConnectionSettings | Pool | Client;

/** How the server treats the statements of a source. */
export interface StatementLimits extends ConnectionPatience {
  /** After how many milliseconds the server ends a statement; the server's own limit by default. */
  readonly statementTimeout?: number;
}

/** How long to wait for a server that does not answer, in milliseconds, unless the settings say so. */
const CONNECTION_TIMEOUT = 10_000;

/**
 * Sessions on a server. Nothing is connected before the first one is asked for.
 *
 * @param place - the function that was given the connection, for messages
 * @param dataset - the source's name, for messages
 * @param connection - where the server is
 * @param limits - of the sessions' statements
 * @throws `InvalidArgumentError` when the connection is nothing of its kind
 */
export function sessionsOn(
  place: string,
  dataset: string,
  connection: Connection,
  limits: StatementLimits,
): SessionPool<PostgresSession> {
  if (typeof connection === "string") {
    if (/^postgres(?:ql)?:\/\//.test(connection)) {
      return new OwnConnections(dataset, { connectionString: connection }, limits);
    }
    // The text may hold a password.
    throw new InvalidArgumentError(
      `${place}: connection is a text that is no URL. Give postgres://user:password@host:5432/database.`,
    );
  }
  const given: unknown = connection;
  if (typeof given !== "object" || given === null) {
    throw new InvalidArgumentError(
      `${place}: connection is ${showValue(connection)}. Give a URL, settings, or a Pool or Client of pg.`,
    );
  }
  if (isPool(connection)) return new BorrowedPool(dataset, connection, limits);
  if (isClient(connection)) return new BorrowedClient(dataset, connection, limits);
  return new OwnConnections(dataset, connection, limits);
}

function isPool(connection: object): connection is Pool {
  return "totalCount" in connection && "connect" in connection;
}

function isClient(connection: object): connection is Client {
  return "getTransactionStatus" in connection && "query" in connection;
}

// A connection of its own for each session.
class OwnConnections implements SessionPool<PostgresSession> {
  readonly #dataset: string;
  readonly #settings: ConnectionSettings;
  readonly #limits: StatementLimits;
  #closed = false;

  constructor(dataset: string, settings: ConnectionSettings, limits: StatementLimits) {
    this.#dataset = dataset;
    this.#settings = {
      connectionTimeoutMillis: CONNECTION_TIMEOUT,
      fallback_application_name: "dqx",
      ...settings,
    };
    this.#limits = limits;
  }

  async withSession<T>(use: (session: PostgresSession) => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (this.#closed) throw closed();
    const { connection: client, remark } = await connected(this.#dataset, this.#limits, signal, () =>
      connect(this.#client(), signal),
    );
    try {
      const cancel = cancelBy(() => this.#client(), client);
      return await useSession({ client, cancel, remark, ...this.#limits }, use);
    } finally {
      await client.end();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #client(): Client {
    const { Client } = loadPostgres();
    const client = new Client(this.#settings);
    // A connection that breaks between two statements fails the next one.
    client.on("error", () => undefined);
    return client;
  }
}

class BorrowedPool implements SessionPool<PostgresSession> {
  readonly #dataset: string;
  readonly #pool: Pool;
  readonly #limits: StatementLimits;

  constructor(dataset: string, pool: Pool, limits: StatementLimits) {
    this.#dataset = dataset;
    this.#pool = pool;
    this.#limits = limits;
  }

  async withSession<T>(use: (session: PostgresSession) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const { connection: client, remark } = await connected(this.#dataset, this.#limits, signal, () =>
      this.#pool.connect(),
    );
    const ignore = (): void => undefined;
    client.on("error", ignore);
    let broken = true;
    try {
      const cancel = cancelBy(() => twinOf(client), client);
      const result = await useSession({ client, cancel, remark, ...this.#limits }, use);
      broken = false;
      return result;
    } finally {
      client.off("error", ignore);
      // After a failure the pool makes a new connection: whether this one still works is not worth a question.
      client.release(broken);
    }
  }

  async close(): Promise<void> {}
}

// A client has one transaction, so its sessions follow each other.
class BorrowedClient implements SessionPool<PostgresSession> {
  readonly #dataset: string;
  readonly #client: Client;
  readonly #limits: StatementLimits;
  #last: Promise<unknown> = Promise.resolve();

  constructor(dataset: string, client: Client, limits: StatementLimits) {
    this.#dataset = dataset;
    this.#client = client;
    this.#limits = limits;
  }

  withSession<T>(use: (session: PostgresSession) => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => this.#use(use));
    this.#last = turn.catch(() => {});
    return turn;
  }

  async close(): Promise<void> {}

  async #use<T>(use: (session: PostgresSession) => Promise<T>): Promise<T> {
    const client = this.#client;
    const status = client.getTransactionStatus();
    if (status === null) {
      throw new SourceError(
        `The client of dataset '${this.#dataset}' is not connected. Connect it before the source is read.`,
      );
    }
    if (status !== "I") {
      throw new SourceError(
        `The client of dataset '${this.#dataset}' is in a transaction, whose snapshot may write. End it before the source is read, or give a pool.`,
      );
    }
    const cancel = cancelBy(() => twinOf(client));
    return useSession({ client, cancel, ...this.#limits }, use);
  }
}

async function useSession<T>(
  options: SessionOptions,
  use: (session: PostgresSession) => Promise<T>,
): Promise<T> {
  const session = await PostgresSession.begin(options);
  try {
    return await use(session);
  } finally {
    // Over a broken connection there is nothing left to end.
    await session.end().catch(() => undefined);
  }
}

function connected<Client>(
  dataset: string,
  { retryFor }: ConnectionPatience,
  signal: AbortSignal | undefined,
  attempt: () => Promise<Client>,
) {
  return connectPatiently(attempt, {
    dataset,
    retryFor,
    isTransient: isConnectionTransient,
    unreachable: (cause, tried) => unreachable(dataset, cause, tried),
    signal,
  });
}

async function connect(client: Client, signal: AbortSignal | undefined): Promise<Client> {
  const stop = (): void => void client.end();
  signal?.addEventListener("abort", stop, { once: true });
  try {
    await client.connect();
    return client;
  } catch (cause) {
    await client.end();
    throw cause;
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

/** After how many milliseconds a request to cancel is repeated: a statement that has just begun may not hear it. */
const CANCEL_AGAIN = 200;

// A second connection asks the server to end what runs on the first one, until it has ended. Where it cannot, a
// connection of ours is broken off, so that the caller does not wait for the statement.
function cancelBy(twin: () => Client, own?: Client): SessionOptions["cancel"] {
  return async (processId, ended) => {
    const client = twin();
    let hasEnded = false;
    const end = ended.then(() => {
      hasEnded = true;
    });
    try {
      await client.connect();
      while (!hasEnded) {
        await client.query("SELECT pg_catalog.pg_cancel_backend($1)", [processId]);
        await Promise.race([end, setTimeout(CANCEL_AGAIN)]);
      }
    } catch {
      await own?.end();
    } finally {
      await client.end().catch(() => undefined);
    }
  };
}

function twinOf({ host, port, user, database, password, ssl }: Client): Client {
  const { Client } = loadPostgres();
  const twin = new Client({
    host,
    port,
    user,
    database,
    password,
    ssl,
    connectionTimeoutMillis: CONNECTION_TIMEOUT,
  });
  twin.on("error", () => undefined);
  return twin;
}

function unreachable(dataset: string, cause: unknown, tried: string): SourceError {
  const remedy = REMEDIES.find(([pattern]) => pattern.test(sqlState(cause) ?? ""))?.[1];
  return new SourceError(
    `Dataset '${dataset}' cannot be read, since there is no connection to PostgreSQL${tried}: ${sentence(connectionMessage(cause))} ${remedy ?? "Start the server, or correct the host, the port and whether it takes SSL."}`,
    { cause },
  );
}

const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [/^28/, "Correct the user and the password, or have the server's pg_hba.conf let this host in."],
  [/^3D000/, "Correct the name of the database."],
  [/^(?:53300|57P03)/, "Try again, or run less at once."],
];

function closed(): SourceError {
  return new SourceError("The data source has been closed. Make a new one.");
}
