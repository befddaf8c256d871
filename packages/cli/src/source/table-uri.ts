import { InvalidArgumentError } from "@dqx/common";

/** A table on a server, as a URI names it. */
export interface TableUri {
  /** Where the server is; without the table. */
  readonly url: URL;
  readonly table: string;
  /** What the table is in, such as its schema, the narrowest first. */
  readonly within: readonly string[];
}

/** How the URIs of an engine are written. */
export interface UriForm {
  /** The engine, as people call it. */
  readonly engine: string;
  /** A whole URI. */
  readonly example: string;
  /** The table with all that it can be in. */
  readonly qualified: string;
  /** How many names `#…` may have at most. */
  readonly names: number;
}

/**
 * Reads a URI such as `postgres://user@host:5432/database#schema.table`; a full stop within a name is `%2E`.
 *
 * @param dataset - whose it is, for messages
 * @param uri - the text, which may hold a password: no message shows it
 * @param form - how it is to be written
 * @throws `InvalidArgumentError` when it cannot be read, or names no table
 */
export function readTableUri(
  dataset: string,
  uri: string,
  { engine, example, qualified, names }: UriForm,
): TableUri {
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  if (url === undefined) {
    throw new InvalidArgumentError(
      `Source '${dataset}' has a URI of ${engine} that cannot be read. Write ${example}, with signs such as @ and / in a password as %40 and %2F.`,
    );
  }
  const parts = url.hash.slice(1).split(".").map(decoded);
  const [table = "", ...within] = parts.toReversed();
  if (parts.length > names || parts.includes("")) {
    throw new InvalidArgumentError(
      `Source '${dataset}' has a URI of ${engine} without a table. Write ${example}, or #${qualified}.`,
    );
  }
  url.hash = "";
  return { url, table, within };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
