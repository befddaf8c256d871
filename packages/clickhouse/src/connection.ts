import type { ClickHouseClient, ClickHouseClientConfigOptions } from "@clickhouse/client";
import { InvalidArgumentError, sentence, showValue } from "@dqx/common";
import {
  type ConnectionPatience,
  clickhouseDialect,
  connectPatiently,
  type SessionPool,
  SourceError,
} from "@dqx/sql";
import { ClickHouseSession } from "./clickhouse-session.js";
import { connectionMessage, engineMessage, errorNumber, isConnectionTransient } from "./engine-message.js";
import { loadClickHouse } from "./load-clickhouse.js";

/** The settings of a client, as `@clickhouse/client` takes them. */
export type ConnectionSettings = ClickHouseClientConfigOptions;

/** Where ClickHouse is: a URL or settings, or a client of `@clickhouse/client` that the caller keeps open. */
export type Connection = string | ConnectionSettings | ClickHouseClient;

/** How the server treats the statements of a source. */
export interface StatementLimits extends ConnectionPatience {
  /** After how many milliseconds the server ends a statement; the server's own limit by default. */
  readonly statementTimeout?: number;
}

/** What a source's statements may read beside the tables of the database. */
export interface OutsideReads {
  /**
   * Table functions that read from outside of the database, such as `s3` or `cluster`, and that the source may use;
   * none by default. The user needs the right to create temporary tables, since ClickHouse asks for it.
   */
  readonly allowedTableFunctions?: readonly string[];
}

/** For how long a client waits for an answer, in milliseconds: a scan may take long. An abort ends it earlier. */
const REQUEST_TIMEOUT = 24 * 3_600_000;

/**
 * Sessions on a server. Nothing is connected before the first one is asked for.
 *
 * @param place - the function that was given the connection, for messages
 * @param dataset - the source's name, for messages
 * @param connection - where the server is
 * @param options - of the sessions
 * @throws `InvalidArgumentError` when the connection is nothing of its kind
 */
export function sessionsOn(
  place: string,
  dataset: string,
  connection: Connection,
  options: StatementLimits & OutsideReads,
): SessionPool<ClickHouseSession> {
  if (typeof connection === "string") {
    if (/^https?:\/\//.test(connection)) return new ClientSessions(dataset, { url: connection }, options);
    // The text may hold a password.
    throw new InvalidArgumentError(
      `${place}: connection is a text that is no URL. Give http://user:password@host:8123/database.`,
    );
  }
  const given: unknown = connection;
  if (typeof given !== "object" || given === null) {
    throw new InvalidArgumentError(
      `${place}: connection is ${showValue(connection)}. Give a URL, settings, or a client of @clickhouse/client.`,
    );
  }
  return new ClientSessions(dataset, connection, options);
}

function isClient(connection: object): connection is ClickHouseClient {
  return "exec" in connection && "command" in connection;
}

class ClientSessions implements SessionPool<ClickHouseSession> {
  readonly #dataset: string;
  readonly #connection: ConnectionSettings | ClickHouseClient;
  readonly #options: StatementLimits & OutsideReads;
  /** Ours; a client of the caller's own stays open. */
  #own: ClickHouseClient | undefined;
  #closed = false;

  constructor(
    dataset: string,
    connection: ConnectionSettings | ClickHouseClient,
    options: StatementLimits & OutsideReads,
  ) {
    this.#dataset = dataset;
    this.#connection = connection;
    this.#options = options;
  }

  async withSession<T>(use: (session: ClickHouseSession) => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (this.#closed) throw new SourceError("The data source has been closed. Make a new one.");
    return use(await this.#begin(this.#client(), signal));
  }

  async close(): Promise<void> {
    this.#closed = true;
    const own = this.#own;
    this.#own = undefined;
    await own?.close();
  }

  #client(): ClickHouseClient {
    const connection = this.#connection;
    if (isClient(connection)) return connection;
    const { createClient, ClickHouseLogLevel } = loadClickHouse();
    this.#own ??= createClient({
      application: "dqx",
      request_timeout: REQUEST_TIMEOUT,
      // Errors are thrown; the client would also print them.
      log: { level: ClickHouseLogLevel.OFF },
      ...connection,
    });
    return this.#own;
  }

  async #begin(client: ClickHouseClient, signal: AbortSignal | undefined): Promise<ClickHouseSession> {
    const { retryFor, ...options } = this.#options;
    const dataset = this.#dataset;
    const begin = () => ClickHouseSession.begin({ client, ...options }, signal);
    const { connection: session, remark } = await connectPatiently(begin, {
      dataset,
      retryFor,
      isTransient: isConnectionTransient,
      unreachable: (cause, tried) => unreachable(dataset, cause, tried),
      signal,
    });
    session.remark = remark;
    return session;
  }
}

function unreachable(dataset: string, cause: unknown, tried: string): SourceError {
  const what = `Dataset '${dataset}' cannot be read`;
  if (cause instanceof SourceError) return new SourceError(`${what}: ${sentence(cause.message)}`, { cause });
  const fault = clickhouseDialect.faults(engineMessage(cause));
  if (errorNumber(cause) !== undefined && fault !== "denied" && fault !== "missing") {
    return new SourceError(`${what}: ${sentence(engineMessage(cause))}`, { cause });
  }
  return new SourceError(
    `${what}, since there is no connection to ClickHouse${tried}: ${sentence(connectionMessage(cause))} ${REMEDIES[fault] ?? REACH}`,
    { cause },
  );
}

const REACH = "Start the server, or correct the host, the port and whether it takes TLS.";

const REMEDIES: Readonly<Record<string, string>> = {
  denied: "Correct the user and the password, or let the user in from this host.",
  missing: "Correct the name of the database.",
};
