import { InvalidArgumentError, requireKnownOptions, showValue } from "@dqx/common";
import { requireRetryFor, type SessionPool, SourceError } from "@dqx/sql";
import type { RunOptions } from "./protocol/run-statement.js";
import type { Server } from "./protocol/server.js";
import { TrinoSession } from "./trino-session.js";

/** The settings of a connection. */
export interface ConnectionSettings {
  /** Where the coordinator is, such as `https://trino.example.com:8443`. */
  readonly url: string;
  /** Who connects; `dqx` by default. */
  readonly user?: string;
  /** The user's password; needs https. */
  readonly password?: string;
  /** A token of OAuth 2.0 or JWT, instead of a password; needs https. */
  readonly accessToken?: string;
  /** The catalog of names that are written without one. */
  readonly catalog?: string;
  /** The schema of names that are written without one. */
  readonly schema?: string;
  /** Headers of each request beside DQX's own, such as `X-Trino-Role`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For how many milliseconds a request is repeated that the server refuses or has no time for (429, 502, 503, 504); 30,000 by default. */
  readonly retryFor?: number;
}

/** Where Trino is: a URL such as `https://reader:secret@trino.example.com:8443/hive/shop`, or settings. */
export type Connection = string | ConnectionSettings;

const SETTINGS = ["url", "user", "password", "accessToken", "catalog", "schema", "headers", "retryFor"];
const RETRY_FOR = 30_000;

/** What a header can hold: printable characters of Latin 1. */
const HEADER = /^[\x20-\x7e\xa0-\xff]+$/;

/**
 * Sessions on a server. Nothing is sent before the first statement.
 *
 * @param place - the function that was given the connection, for messages
 * @param connection - where the server is
 * @param options - how statements are run
 * @throws `InvalidArgumentError` when the connection is nothing of its kind
 */
export function sessionsOn(
  place: string,
  connection: Connection,
  options: RunOptions,
): SessionPool<TrinoSession> {
  return new TrinoSessions(serverOf(place, connection), options);
}

class TrinoSessions implements SessionPool<TrinoSession> {
  readonly #server: Server;
  readonly #options: RunOptions;
  #closed = false;

  constructor(server: Server, options: RunOptions) {
    this.#server = server;
    this.#options = options;
  }

  async withSession<T>(use: (session: TrinoSession) => Promise<T>): Promise<T> {
    if (this.#closed) throw new SourceError("The data source has been closed. Make a new one.");
    return use(new TrinoSession(this.#server, this.#options));
  }

  async close(): Promise<void> {
    this.#closed = true;
  }
}

// No message says what is in a URL or in a password: both may be secret.
function serverOf(place: string, connection: Connection): Server {
  const given: unknown = connection;
  if (typeof given !== "string" && (typeof given !== "object" || given === null)) {
    throw new InvalidArgumentError(
      `${place}: connection is ${showValue(given)}. Give a URL, or settings with a url.`,
    );
  }
  const settings: ConnectionSettings = typeof connection === "string" ? { url: connection } : connection;
  requireKnownOptions(`${place}: connection`, settings, SETTINGS);
  requireRetryFor(place, settings.retryFor);
  const url = urlOf(place, settings.url);
  const [catalog, schema, ...rest] = url.pathname.split("/").slice(1).map(decodeURIComponent);
  if (rest.some((part) => part !== "")) {
    throw new InvalidArgumentError(`${place}: the path of the URL is more than /catalog/schema.`);
  }
  const parts = {
    user: settings.user ?? (decodeURIComponent(url.username) || "dqx"),
    catalog: settings.catalog ?? (catalog || undefined),
    schema: settings.schema ?? (schema || undefined),
  };
  for (const [name, value] of Object.entries(parts)) {
    if (value !== undefined && !(typeof value === "string" && HEADER.test(value))) {
      throw new InvalidArgumentError(
        `${place}: ${name} is ${showValue(value)}. Give a text of Latin letters.`,
      );
    }
  }
  if (parts.schema !== undefined && parts.catalog === undefined) {
    throw new InvalidArgumentError(`${place}: the connection has a schema and no catalog. Give both.`);
  }
  if (parts.catalog?.toLowerCase() === "system") {
    throw new InvalidArgumentError(
      `${place}: the catalog system tells of the server and the queries of others. Give the catalog of the data.`,
    );
  }
  const password = settings.password ?? (decodeURIComponent(url.password) || undefined);
  return {
    origin: url.origin,
    headers: headersOf(place, settings, parts, authorization(place, url, parts.user, password, settings)),
    secrets: [password, settings.accessToken].filter((secret) => secret !== undefined && secret !== ""),
    retryFor: settings.retryFor ?? RETRY_FOR,
  } as Server;
}

function urlOf(place: string, url: unknown): URL {
  if (typeof url === "string" && /^https?:\/\//.test(url) && URL.canParse(url)) return new URL(url);
  throw new InvalidArgumentError(
    `${place}: the connection has no URL. Give https://user:password@host:8443/catalog/schema.`,
  );
}

function authorization(
  place: string,
  { protocol }: URL,
  user: string,
  password: string | undefined,
  { accessToken }: ConnectionSettings,
): string | undefined {
  if (password === undefined && accessToken === undefined) return undefined;
  if (password !== undefined && accessToken !== undefined) {
    throw new InvalidArgumentError(`${place}: the connection has a password and an access token. Give one.`);
  }
  if (protocol !== "https:") {
    throw new InvalidArgumentError(
      `${place}: the connection would send a password or a token over http, where anybody can read it. Use https.`,
    );
  }
  return accessToken === undefined
    ? `Basic ${Buffer.from(`${user}:${String(password)}`).toString("base64")}`
    : `Bearer ${accessToken}`;
}

function headersOf(
  place: string,
  { headers = {} }: ConnectionSettings,
  {
    user,
    catalog,
    schema,
  }: { readonly user: string; readonly catalog?: string | undefined; readonly schema?: string | undefined },
  authorized: string | undefined,
): Readonly<Record<string, string>> {
  const own: Record<string, string> = {
    "X-Trino-User": user,
    "X-Trino-Source": "dqx",
    "X-Trino-Time-Zone": "UTC",
    // Without it, timestamps come rounded to milliseconds.
    "X-Trino-Client-Capabilities": "PARAMETRIC_DATETIME",
    ...(catalog !== undefined && { "X-Trino-Catalog": catalog }),
    ...(schema !== undefined && { "X-Trino-Schema": schema }),
    ...(authorized !== undefined && { Authorization: authorized }),
  };
  const taken = new Set(["x-trino-session", ...Object.keys(own).map((name) => name.toLowerCase())]);
  for (const [name, value] of Object.entries(headers)) {
    if (taken.has(name.toLowerCase())) {
      throw new InvalidArgumentError(`${place}: the header ${name} is DQX's own. Leave it out.`);
    }
    if (typeof value !== "string" || !HEADER.test(value) || !/^[\w-]+$/.test(name)) {
      throw new InvalidArgumentError(`${place}: the header ${name} has no value that a header can hold.`);
    }
  }
  return { ...headers, ...own };
}
