import { InvalidArgumentError } from "@dqx/common";
import type { SqlDataSource } from "@dqx/sql";
import type { SourceConfig } from "../config/config.js";
import { type EnginePackage, loadEngine } from "./engine-packages.js";

const POSTGRES: EnginePackage = { name: "PostgreSQL", package: "@dqx/postgres" };

/**
 * Makes a data source of a table of PostgreSQL. Nothing is connected yet.
 *
 * @param name - of the dataset
 * @param uri - `postgres://user@host:5432/database#table`, or `#schema.table`; a full stop within a name is `%2E`.
 *   What it leaves out, the password above all, is taken from PGPASSWORD and the other variables of PostgreSQL
 * @param dating - how the day of a row is known
 * @param folder - where the package of PostgreSQL may be installed, too
 * @throws `InvalidArgumentError` when it names no table, or the package is not installed
 */
export async function openPostgres(
  name: string,
  uri: string,
  dating: Omit<SourceConfig, "uri">,
  folder: string,
): Promise<SqlDataSource> {
  const { connection, table, schema } = parsed(name, uri);
  const { PostgresDataSource } = await loadEngine(name, POSTGRES, folder, () => import("@dqx/postgres"));
  return PostgresDataSource.fromTable({
    name,
    connection,
    table,
    ...(schema !== undefined && { schema }),
    ...dating,
  });
}

interface PostgresTable {
  readonly connection: string;
  readonly table: string;
  readonly schema: string | undefined;
}

function parsed(name: string, uri: string): PostgresTable {
  // The text may hold a password, so that no message shows it.
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  if (url === undefined) {
    throw new InvalidArgumentError(
      `Source '${name}' has a URI of PostgreSQL that cannot be read. Write postgres://user@host:5432/database#table, with signs such as @ and / in a password as %40 and %2F.`,
    );
  }
  const parts = url.hash.slice(1).split(".").map(decoded);
  const [table = "", schema] = parts.toReversed();
  if (parts.length > 2 || parts.includes("")) {
    throw new InvalidArgumentError(
      `Source '${name}' has a URI of PostgreSQL without a table. Write postgres://user@host:5432/database#table, or #schema.table.`,
    );
  }
  url.hash = "";
  return { connection: url.href, table, schema };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
