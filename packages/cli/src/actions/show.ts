import type { RunReport } from "@dqx/api";
import { InvalidArgumentError, valueOrUndefined } from "@dqx/common";
import { watchText } from "@dqx/report";
import { type CliContext, hasColor } from "../cli-context.js";
import { ReportOutput } from "../output/report-output.js";
import { findExecution } from "./find-execution.js";
import { openExistingStore } from "./project.js";
import { reportHistory } from "./report-history.js";
import type { StoreFlags } from "./shared-flags.js";
import { watchReport } from "./watch-history.js";

/** The flags of `dqx show`. */
export interface ShowFlags extends StoreFlags {
  readonly output?: string;
  readonly report?: readonly string[];
  readonly quiet: boolean;
}

/** Shows the report of an execution. */
export async function show(this: CliContext, flags: ShowFlags, id?: string): Promise<void> {
  const output = new ReportOutput(this, { ...flags, sql: flags.verbose });
  await using db = await openExistingStore(this, flags);
  const { executionId, status } = await findExecution(db, id);
  const stored = valueOrUndefined(await db.getReport(executionId));
  if (stored === undefined) {
    throw new InvalidArgumentError(
      `Execution ${executionId} has no report: it is ${status ?? "one that only wrote metrics"}.`,
    );
  }
  const watched = watchReport(stored);
  if (watched !== undefined) {
    const { stdout, env } = this.process;
    stdout.write(watchText(watched, { color: hasColor(stdout, env), all: flags.verbose }));
    return;
  }
  // The store gives a suite's report back as it was written.
  const report = stored as unknown as RunReport;
  output.show({ report, history: await reportHistory(db, report) });
}
