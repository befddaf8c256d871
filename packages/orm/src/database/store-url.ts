import { InvalidArgumentError } from "@dqx/common";
import type { DataSourceOptions } from "typeorm";

const SCHEME = /^([a-z][a-z0-9+-]*):/i;

/**
 * Reads a store's URL.
 *
 * @param url - `sqlite:metrics.db`, `sqlite:/var/lib/metrics.db`, `sqlite::memory:` or
 *   `postgres://user:password@host:5432/database`
 * @returns the options that TypeORM opens it with; several when one of several packages will do, the best first
 * @throws {@link InvalidArgumentError} for anything else; what it shows holds no password
 */
export function parseStoreUrl(url: string): readonly [DataSourceOptions, ...DataSourceOptions[]] {
  const scheme = SCHEME.exec(url)?.[1]?.toLowerCase();
  switch (scheme) {
    case "sqlite": {
      const database = parsePath(url.slice("sqlite:".length));
      return [
        { type: "sqlite", database },
        { type: "better-sqlite3", database },
      ];
    }
    case "postgres":
    case "postgresql":
      if (URL.canParse(url)) return [{ type: "postgres", url }];
      throw new InvalidArgumentError(
        "The store's URL cannot be read. Write postgres://user:password@host:5432/database, and %40 for an @ in the password.",
      );
    default: // foreign: text that a user wrote
      throw new InvalidArgumentError(
        `A store's URL begins with sqlite: or postgres: (for example sqlite:metrics.db, sqlite::memory: or postgres://user@host/database); this one begins with ${scheme === undefined ? "no scheme" : `${scheme}:`}.`,
      );
  }
}

// Some tools read sqlite:///a.db as a.db and others as /a.db, some take parameters, a file: in a file:, or a home
// directory; guessing would open the wrong file, and taking it as it is would make one of a strange name.
const NO_PATH = /^$|^\/\/|^~|^file:|[?#]/;

function parsePath(path: string): string {
  if (!NO_PATH.test(path)) return path;
  throw new InvalidArgumentError(
    'A SQLite URL is sqlite: and a path, without slashes before it, a ~ or parameters: sqlite:metrics.db, sqlite:/var/lib/metrics.db or sqlite::memory:. For a file of another name give { type: "sqlite", database }.',
  );
}
