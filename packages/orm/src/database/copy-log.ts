import { resolvePackage } from "./drivers/load-package.js";
import type { StoreDriver } from "./drivers/store-driver.js";

/** What the thread is given. */
interface Log {
  /** Where the driver is. */
  readonly module: string;
  /** The database's path. */
  readonly file: string;
}

/**
 * Copies the log of a SQLite file into the file (a checkpoint), in a thread and by a connection of its own, so that
 * this thread's event loop is free meanwhile. What others are reading is left in the log.
 *
 * @param driver - one that runs statements in the thread that it is called in
 * @param file - the database's absolute path
 * @returns when the thread has ended; it warns where it could not copy the log, which the next commit does then
 */
export async function copyLog({ package: name }: Pick<StoreDriver, "package">, file: string): Promise<void> {
  try {
    await inThread({ module: resolvePackage(name), file });
  } catch (error) {
    process.emitWarning(
      `The log of ${file} is copied into the file in the program's own thread, which may keep the event loop for longer, since no other thread could: ${error instanceof Error ? error.message : error}`,
      { type: "DQXWarning", code: "DQX_CHECKPOINT" },
    );
  }
}

async function inThread(log: Log): Promise<void> {
  const { Worker } = await import("node:worker_threads");
  await new Promise<void>((resolve, reject) => {
    // From its text: a published package is one file, and a thread would have to load all of it.
    const worker = new Worker(`(${program})(require)`, { eval: true, workerData: log, execArgv: [] });
    worker.once("error", reject).once("exit", () => resolve());
  });
}

/* v8 ignore start -- runs in the thread, where coverage is not measured */
function program(require: NodeJS.Require): void {
  const { workerData }: { workerData: Log } = require("node:worker_threads");
  // Node.js 22 would warn of its own SQLite.
  process.emitWarning = () => undefined;
  const exported: Driver & { readonly DatabaseSync?: Driver } = require(workerData.module);
  const Database = exported.DatabaseSync ?? exported;
  const database = new Database(workerData.file);
  for (const pragma of ["busy_timeout = 1000", "wal_checkpoint(PASSIVE)"]) {
    database.prepare(`PRAGMA ${pragma}`).all();
  }
  database.close();
}
/* v8 ignore stop */

/** What the drivers that run statements in the calling thread have in common. */
type Driver = new (path: string) => { prepare(text: string): { all(): unknown }; close(): void };
