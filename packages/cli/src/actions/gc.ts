import type { CliContext } from "../cli-context.js";
import { openExistingStore } from "../project/project.js";
import type { StoreFlags } from "../project/shared-flags.js";

/** Deletes what has expired. */
export async function gc(this: CliContext, flags: StoreFlags): Promise<void> {
  await using db = await openExistingStore(this, flags);
  const collected = await db.collectExpired({ signal: this.signal });
  const { metrics, executions } = await db.stats();
  this.process.stdout.write(
    `${collected} expired metrics were deleted; ${metrics} metrics of ${executions} executions are kept.\n`,
  );
}
