import { watchText } from "@dqx/report";
import { type CliContext, hasColor } from "../cli-context.js";
import { ReportOutput } from "../output/report-output.js";
import { openExistingStore } from "../project/project.js";
import type { StoreFlags } from "../project/shared-flags.js";
import { findExecution } from "../stored/find-execution.js";
import { reportHistory } from "../stored/report-history.js";
import { storedReport } from "../stored/stored-report.js";

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
  const { kind, report } = await storedReport(db, await findExecution(db, id));
  if (kind === "run") output.show({ report, history: await reportHistory(db, report) });
  else {
    const { stdout, env } = this.process;
    stdout.write(watchText(report, { color: hasColor(stdout, env), all: flags.verbose }));
  }
}
