import type { DataSource } from "typeorm";
import { MetricStoreError } from "../errors/metric-store-error.js";
import { withoutSecretsInCause } from "./credentials.js";
import { driverErrorCode } from "./drivers/driver-error-code.js";
import type { StoreDriver } from "./drivers/store-driver.js";
import { loadTypeORM } from "./load-typeorm.js";
import type { StoreSettings } from "./store-settings.js";
import type { StoreCandidate } from "./store-url.js";

/** A data source that is not connected yet, and what is known of its database. */
export interface LoadedDataSource {
  readonly dataSource: DataSource;
  readonly driver: StoreDriver;
}

/**
 * Loads TypeORM and the first driver that is there and loads. None of them is there everywhere: some have to be
 * compiled, one needs a recent Node.js, and TypeORM 1 does not know `sqlite3`. All open the same files.
 *
 * @param candidates - ways to open the same database, the best first
 * @param settings - the logger is taken from here
 * @throws {@link MetricStoreError} naming what to install
 */
export async function loadDataSource(
  candidates: readonly StoreCandidate[],
  settings: StoreSettings,
): Promise<LoadedDataSource> {
  const { DataSource } = loadTypeORM();
  const logging = settings.logger === undefined ? {} : { logger: settings.logger };
  const passedOver: Failure[] = [];
  for (const { driver, options } of candidates) {
    try {
      const dataSource = new DataSource({ ...(await driver.complete(options)), ...logging });
      for (const failure of passedOver) warnOfForeignBuild(failure, driver);
      return { dataSource, driver };
    } catch (error) {
      passedOver.push({ driver, error: withoutSecretsInCause(error, options) });
    }
  }
  throw nothingLoads(passedOver);
}

/** A driver that could not be loaded. */
interface Failure {
  readonly driver: StoreDriver;
  readonly error: unknown;
}

function nothingLoads(failures: readonly Failure[]): MetricStoreError {
  const [first] = failures;
  const errors = failures.map(({ error }) => error);
  const builds = failures
    .filter(({ error }) => isForeignBuild(error))
    .map(({ driver }) => foreignBuild(driver));
  const [what, remedy] =
    first !== undefined && failures.length === 1
      ? ["The metric store's database driver cannot be loaded.", first.driver.install]
      : ["The metric store found no driver of SQLite that can be loaded.", WAYS];
  return new MetricStoreError("driver", [what, ...builds, remedy].join(" "), {
    cause: errors.length === 1 ? errors[0] : new AggregateError(errors),
  });
}

const WAYS =
  "Install one that needs no compiler: npm install libsql; or run Node.js 22.13 or later, which has one in itself. Where they can be compiled these do, too: npm install better-sqlite3, or npm install sqlite3";

// A package that worked until Node.js was replaced. One that is not there, or was never built, is no news.
function isForeignBuild(error: unknown): boolean {
  return (
    driverErrorCode(error) === "ERR_DLOPEN_FAILED" ||
    (error instanceof Error && error.message.includes("NODE_MODULE_VERSION"))
  );
}

function foreignBuild({ package: name }: StoreDriver): string {
  return `${name} was compiled for another release or machine than this Node.js ${process.versions.node}; to mend it: npm rebuild ${name}.`;
}

/** Says once what was passed over, and what was taken instead. */
function warnOfForeignBuild({ driver, error }: Failure, taken: StoreDriver): void {
  if (!isForeignBuild(error) || warned.has(driver)) return;
  warned.add(driver);
  process.emitWarning(`${foreignBuild(driver)} The metric store uses ${taken.package} instead.`, {
    type: "DQXWarning",
    code: "DQX_DRIVER",
  });
}

const warned = new Set<StoreDriver>();
