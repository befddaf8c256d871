import type { StoreFault } from "../../errors/metric-store-error.js";
import { withoutCredentials } from "../credentials.js";
import { driverErrorCode } from "./driver-error-code.js";
import { loadPackage } from "./load-package.js";
import type { StoreDriver } from "./store-driver.js";

/** PostgreSQL by the `pg` package. */
export const postgres: StoreDriver = {
  type: "postgres",
  package: "pg",
  install: "Install its package: npm install pg",
  isFile: false,
  singleConnection: false,
  runsInThread: false,
  begin: "BEGIN",
  // Any number that no other program is likely to lock: "dqx" in ASCII.
  lockSchema: ["SELECT pg_advisory_xact_lock(6582648)"],
  hasSchemas: true,
  hasCompositeKeys: true,
  altersColumns: true,
  lockRows: " FOR SHARE",
  clock: "(extract(epoch FROM clock_timestamp()) * 1000)::bigint",
  setUp: [],
  // The protocol counts them in 16 bits.
  maximumValues: 65_535,
  types: { sequence: "bigint", double: "double precision", bytes: "bytea" },
  describe(options) {
    const { url, host, port, database }: PostgresPlace = options;
    if (typeof url === "string") return `the PostgreSQL database ${withoutParameters(url)}`;
    const name = withoutCredentials(String(database ?? "of that user"));
    return `the PostgreSQL database ${name} on ${withoutCredentials(String(host ?? "localhost"))}:${String(port ?? 5432)}`;
  },
  // A deadlock; a failed serialisation; an execution that was deleted while metrics were written to it.
  isTransient: (error) => ["40P01", "40001", "23503"].includes(driverErrorCode(error) ?? ""),
  explain(error) {
    const code = driverErrorCode(error);
    if (code !== undefined) return faults.find(([codes]) => codes.includes(code))?.[1];
    if (isLostConnection(error)) return unreachable;
    return error instanceof Error && error.message.includes("does not support SSL") ? noSsl : undefined;
  },
  async complete(options) {
    return { driver: withHeardErrors(loadPackage("pg") as Pg), ...options } as typeof options;
  },
};

/** What is used of the package. */
interface Pg {
  readonly Pool: new (
    ...options: never[]
  ) => {
    on(event: "connect", listener: (client: Client) => void): unknown;
  };
}

interface Client {
  on(event: "error", listener: () => void): unknown;
}

// The pool stops to listen to a client when it hands it out, and TypeORM begins a moment later. An error in between,
// such as the farewell of a server that stops, would end the process. Each query that it breaks off fails by itself.
function withHeardErrors(pg: Pg): Pg {
  class Pool extends pg.Pool {
    constructor(...options: never[]) {
      super(...options);
      this.on("connect", (client) => client.on("error", () => undefined));
    }
  }
  // Not copied: asking for `native` would load another package.
  return Object.create(pg, { Pool: { value: Pool } }) as Pg;
}

/** What of TypeORM's options says where the database is. */
interface PostgresPlace {
  readonly url?: unknown;
  readonly host?: unknown;
  readonly port?: unknown;
  readonly database?: unknown;
}

const unreachable: StoreFault = {
  reason: "unreachable",
  remedy:
    "The server cannot be reached, or went away. Check host, port and network, and that it runs; then run again.",
};

const noSsl: StoreFault = {
  reason: "refused",
  remedy: "Switch SSL on at the server, or leave it out: sslmode=disable in the URL.",
};

// https://www.postgresql.org/docs/current/errcodes-appendix.html, and Node.js's own codes of the network.
const faults: readonly (readonly [codes: readonly string[], fault: StoreFault])[] = [
  [
    [
      ..."ECONNREFUSED ECONNRESET ECONNABORTED ENOTFOUND EAI_AGAIN ETIMEDOUT EPIPE".split(" "),
      ..."EHOSTDOWN EHOSTUNREACH ENETDOWN ENETUNREACH".split(" "),
      ..."08000 08001 08003 08004 08006 25P03 57P01 57P02 57P03 57P05".split(" "),
    ],
    unreachable,
  ],
  [
    ["53300"],
    {
      reason: "unreachable",
      remedy: "The server has too many connections. Close some, or raise max_connections.",
    },
  ],
  [
    ["28P01", "28000"],
    { reason: "refused", remedy: "The server refused the user or the password. Correct them." },
  ],
  [
    ["3D000"],
    { reason: "unreachable", remedy: "The database does not exist. Create it, or correct its name." },
  ],
  [
    ["42501"],
    {
      reason: "refused",
      remedy:
        "The role lacks a right. It needs SELECT, INSERT, UPDATE and DELETE on the dq_ tables, and to make them the right to create tables.",
    },
  ],
  [
    ["25006"],
    { reason: "readOnly", remedy: "The server takes no writes: it is a standby, or set to read only." },
  ],
  [
    ["53100"],
    {
      reason: "full",
      remedy: "The server's disk is full. Free some space and run again; the store itself is intact.",
    },
  ],
  [["40P01", "40001"], { reason: "busy", remedy: "Others wrote the same rows for a minute. Run again." }],
  [
    ["25P04", "55P03", "57014"],
    {
      reason: "busy",
      remedy:
        "A timeout of the server or of the role ended the statement (lock_timeout, statement_timeout). Run again, or raise it.",
    },
  ],
  [
    [
      "CERT_HAS_EXPIRED",
      "DEPTH_ZERO_SELF_SIGNED_CERT",
      "ERR_TLS_CERT_ALTNAME_INVALID",
      "SELF_SIGNED_CERT_IN_CHAIN",
      "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
      "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    ],
    {
      reason: "refused",
      remedy:
        "The server's certificate is not trusted. Give that of its authority: sslrootcert=FILE in the URL, or ssl: { ca } in TypeORM's options.",
    },
  ],
  [["XX001", "XX002"], { reason: "corrupt", remedy: "The database is damaged. Restore it from a backup." }],
];

// Where the server ends a connection, the driver's error has no code. Between two queries it is TypeORM that hears of
// it, and lets go of the connection; it says no more than that.
const LOST =
  /connection terminated|connection error|timeout exceeded when trying to connect|is not queryable|query runner already released/i;

function isLostConnection(error: unknown): boolean {
  return error instanceof Error && LOST.test(error.message);
}

/** A URL without its password and its parameters, which may hold one. */
function withoutParameters(url: string): string {
  if (!URL.canParse(url)) return "of an unreadable URL";
  const { protocol, username, host, pathname } = new URL(url);
  return `${protocol}//${username === "" ? "" : `${username}@`}${host}${pathname}`;
}
