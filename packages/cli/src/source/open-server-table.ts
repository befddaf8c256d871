import { InvalidArgumentError } from "@dqx/common";
import type { SqlDataSource } from "@dqx/sql";
import type { SourceConfig } from "../config/config.js";
import { type EnginePackage, loadEngine } from "./engine-packages.js";
import { readTableUri, type TableUri, type UriForm } from "./table-uri.js";

/** A table that is opened. */
interface TableRequest {
  /** Of the dataset. */
  readonly name: string;
  readonly uri: TableUri;
  readonly dating: Omit<SourceConfig, "uri">;
  /** Loads the engine's package, of the command or of the user's project. */
  readonly load: <Module>(load: () => Promise<Module>) => Promise<Module>;
}

/** An engine whose tables are opened by URI. */
interface Server extends UriForm {
  readonly package: string;
  open(request: TableRequest): Promise<SqlDataSource>;
}

const POSTGRES: Server = {
  engine: "PostgreSQL",
  package: "@dqx/postgres",
  example: "postgres://user@host:5432/database#table",
  qualified: "schema.table",
  names: 2,
  // What the URI leaves out, the password above all, is taken from PGPASSWORD and the other variables of PostgreSQL.
  async open({ name, uri: { url, table, within }, dating, load }) {
    const { PostgresDataSource } = await load(() => import("@dqx/postgres"));
    const [schema] = within;
    return PostgresDataSource.fromTable({
      name,
      connection: url.href,
      table,
      ...(schema !== undefined && { schema }),
      ...dating,
    });
  },
};

const CLICKHOUSE: Server = {
  engine: "ClickHouse",
  package: "@dqx/clickhouse",
  example: "clickhouse://user@host:8123/database#table",
  qualified: "database.table",
  names: 2,
  async open({ name, uri: { url, table, within }, dating, load }) {
    const final = url.searchParams.get("final");
    url.searchParams.delete("final");
    if (final !== null && final !== "true" && final !== "false") {
      throw new InvalidArgumentError(
        `Source '${name}' has a URI of ClickHouse with final=${final}. Write ?final=true or ?final=false before the #.`,
      );
    }
    const { ClickHouseDataSource } = await load(() => import("@dqx/clickhouse"));
    const [database] = within;
    return ClickHouseDataSource.fromTable({
      name,
      connection: overHttp(url, { plain: "8123", encrypted: "8443" }),
      table,
      ...(database !== undefined && { database }),
      ...(final !== null && { final: final === "true" }),
      ...dating,
    });
  },
};

const TRINO: Server = {
  engine: "Trino",
  package: "@dqx/trino",
  example: "trino://user@host:8080/catalog/schema#table",
  qualified: "catalog.schema.table",
  names: 3,
  async open({ name, uri: { url, table, within }, dating, load }) {
    const { TrinoDataSource } = await load(() => import("@dqx/trino"));
    const [schema, catalog] = within;
    return TrinoDataSource.fromTable({
      name,
      connection: overHttp(url, { plain: "8080", encrypted: "8443" }),
      table,
      ...(schema !== undefined && { schema }),
      ...(catalog !== undefined && { catalog }),
      ...dating,
    });
  },
};

/** The engines by the schemes of their URIs; one that ends in `s` is encrypted. */
const SERVERS: Readonly<Record<string, Server>> = {
  postgres: POSTGRES,
  postgresql: POSTGRES,
  clickhouse: CLICKHOUSE,
  clickhouses: CLICKHOUSE,
  trino: TRINO,
  trinos: TRINO,
};

/** An example of each URI that names a table on a server. */
export const serverExamples: readonly string[] = [POSTGRES, CLICKHOUSE, TRINO].map(({ example }) => example);

/** The engine of a URI's scheme, in lower case; none for schemes that no engine has. */
export function serverOf(scheme: string): Server | undefined {
  return Object.hasOwn(SERVERS, scheme) ? SERVERS[scheme] : undefined;
}

/**
 * Makes a data source of a table on a server. Nothing is connected yet.
 *
 * @param server - its engine
 * @param name - of the dataset
 * @param config - its URI, and how the day of a row is known
 * @param folder - where the package of the engine may be installed, too
 * @throws `InvalidArgumentError` when the URI names no table, or the package is not installed
 */
export async function openServerTable(
  server: Server,
  name: string,
  { uri, ...dating }: SourceConfig,
  folder: string,
): Promise<SqlDataSource> {
  const engine: EnginePackage = { name: server.engine, package: server.package };
  return server.open({
    name,
    uri: readTableUri(name, uri, server),
    dating,
    load: (load) => loadEngine(name, engine, folder, load),
  });
}

/** The same address for engines that are spoken to over HTTP, with the engine's own port where none is named. */
function overHttp(
  url: URL,
  { plain, encrypted }: { readonly plain: string; readonly encrypted: string },
): string {
  const isEncrypted = /s:$/.test(url.protocol);
  // The scheme of such a URL cannot be set: it is none that browsers know.
  const http = new URL(url.href.replace(/^[a-z]+:/, isEncrypted ? "https:" : "http:"));
  if (url.port === "") http.port = isEncrypted ? encrypted : plain;
  return http.href;
}
