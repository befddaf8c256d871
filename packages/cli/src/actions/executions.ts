import type { Execution } from "@dqx/orm";
import type { CliContext } from "../cli-context.js";
import { textTable } from "../output/text-table.js";
import { openExistingStore } from "../project/project.js";
import type { StoreFlags } from "../project/shared-flags.js";

/** The flags of `dqx executions`. */
export interface ExecutionsFlags extends StoreFlags {
  readonly suite?: string;
  readonly from?: string;
  readonly until?: string;
  readonly limit?: number;
  readonly json: boolean;
}

/** Lists executions. */
export async function executions(this: CliContext, flags: ExecutionsFlags): Promise<void> {
  await using db = await openExistingStore(this, flags);
  const { suite, from, until, limit = 20 } = flags;
  const { executions: found } = await db.listExecutions({
    limit,
    ...(suite !== undefined && { suite }),
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
  });
  const { stdout } = this.process;
  if (flags.json) stdout.write(`${JSON.stringify(found.map(toJson), undefined, 2)}\n`);
  else if (found.length === 0) stdout.write("There is no such execution.\n");
  else
    stdout.write(
      await textTable(["execution", "suite", "date", "tags", "status", "started"], found.map(toRow)),
    );
}

function toRow({ executionId, suite = "–", key, status, startedAt }: Execution): readonly string[] {
  const tags = Object.entries(key?.tags ?? {}).map(([name, value]) => `${name}=${value}`);
  return [
    executionId,
    suite,
    key?.date ?? "–",
    tags.join(" "),
    status ?? "–",
    new Date(startedAt).toISOString(),
  ];
}

function toJson({ executionId, suite, key, status, startedAt, finishedAt }: Execution) {
  return { executionId, suite, date: key?.date, tags: key?.tags, status, startedAt, finishedAt };
}
