import { InvalidArgumentError } from "@dqx/common";
import type { DataSourceOptions } from "typeorm";

const SCHEME = /^([a-z][a-z0-9+-]*):/i;

/**
 * Reads a store's URL.
 *
 * @param url - `sqlite:metrics.db`, `sqlite:/var/lib/metrics.db` or `sqlite::memory:`
 * @returns the options that TypeORM opens it with
 * @throws {@link InvalidArgumentError} for anything else
 */
export function parseStoreUrl(url: string): DataSourceOptions {
  const scheme = SCHEME.exec(url)?.[1]?.toLowerCase();
  const rest = url.slice((scheme?.length ?? -1) + 1);
  if (scheme === "sqlite") return { type: "sqlite", database: parsePath(rest) };
  throw new InvalidArgumentError(
    `A store's URL begins with sqlite: (for example sqlite:metrics.db or sqlite::memory:); this one begins with ${scheme === undefined ? "no scheme" : `${scheme}:`}.`,
  );
}

// Some tools read sqlite:///a.db as a.db and others as /a.db; guessing would open the wrong file.
function parsePath(path: string): string {
  if (path !== "" && !path.startsWith("//")) return path;
  throw new InvalidArgumentError(
    "A SQLite URL is sqlite: and a path without slashes before it: sqlite:metrics.db, sqlite:/var/lib/metrics.db or sqlite::memory:.",
  );
}
