import { InvalidArgumentError } from "@dqx/common";
import type { DataSourceOptions } from "typeorm";
import { requireChoice } from "../sql/require-choice.js";
import { sqliteDrivers } from "./drivers/known-drivers.js";
import { postgres } from "./drivers/postgres.js";
import type { StoreDriver } from "./drivers/store-driver.js";
import type { SqliteDriverName } from "./store-settings.js";

/** One way to open a database. */
export interface StoreCandidate {
  readonly driver: StoreDriver;
  /** For TypeORM; the driver completes them. */
  readonly options: DataSourceOptions;
}

const SCHEME = /^([a-z][a-z0-9+-]*):/i;

/**
 * Reads a store's URL.
 *
 * @param url - `sqlite:metrics.db`, `sqlite:/var/lib/metrics.db`, `sqlite::memory:` or
 *   `postgres://user:password@host:5432/database`
 * @param driverName - what has to open a SQLite file; whichever is there by default
 * @returns the ways to open it, the best first
 * @throws {@link InvalidArgumentError} for anything else; what it shows holds no password
 */
export function parseStoreUrl(url: string, driverName?: SqliteDriverName): readonly StoreCandidate[] {
  const scheme = SCHEME.exec(url)?.[1]?.toLowerCase();
  switch (scheme) {
    case "sqlite": {
      const database = parsePath(url.slice("sqlite:".length));
      return chosen(driverName).map((driver) => ({
        driver,
        options: { type: driver.type, database } as DataSourceOptions,
      }));
    }
    case "postgres":
    case "postgresql":
      refuseDriver(driverName);
      if (URL.canParse(url)) return [{ driver: postgres, options: { type: "postgres", url } }];
      throw new InvalidArgumentError(
        "The store's URL cannot be read. Write postgres://user:password@host:5432/database, and %40 for an @ in the password.",
      );
    default: // foreign: text that a user wrote
      throw new InvalidArgumentError(
        `A store's URL begins with sqlite: or postgres: (for example sqlite:metrics.db, sqlite::memory: or postgres://user@host/database); this one begins with ${scheme === undefined ? "no scheme" : `${scheme}:`}.`,
      );
  }
}

/**
 * Refuses the choice of a driver where there is none.
 *
 * @param driverName - the choice
 * @throws {@link InvalidArgumentError} when there is one
 */
export function refuseDriver(driverName: string | undefined): void {
  if (driverName === undefined) return;
  throw new InvalidArgumentError(
    "The option 'driver' chooses what opens a sqlite: URL. Leave it out for PostgreSQL; TypeORM's options name their driver themselves.",
  );
}

function chosen(driverName: SqliteDriverName | undefined): readonly StoreDriver[] {
  if (driverName === undefined) return sqliteDrivers;
  const names = sqliteDrivers.map((driver) => driver.package);
  const name = requireChoice("driver of SQLite", driverName, names);
  return sqliteDrivers.filter((driver) => driver.package === name);
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
