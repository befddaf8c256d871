import { resolve } from "node:path";
import { InvalidArgumentError } from "@dqx/common";
import { htmlReporter } from "@dqx/report";
import type { CliContext } from "../cli-context.js";
import { type Format, formatNames, REPORTERS } from "../output/report-output.js";
import { writeText } from "../output/write-text.js";
import { openExistingStore } from "../project/project.js";
import type { StoreFlags } from "../project/shared-flags.js";
import { findExecution } from "../stored/find-execution.js";
import { reportHistory } from "../stored/report-history.js";
import { requireRunReport } from "../stored/stored-report.js";

/** The flags of `dqx report`. */
export interface ReportFlags extends StoreFlags, Readonly<Record<Format, boolean>> {
  readonly to?: string;
  readonly against?: string;
}

/** What stands for the standard output among paths. */
const STANDARD_OUTPUT = "-";

/** Writes reports of an execution to files. */
export async function report(this: CliContext, flags: ReportFlags, id?: string): Promise<void> {
  const asked = formatNames.filter((name) => flags[name]);
  const formats: readonly Format[] = asked.length === 0 ? ["html"] : asked;
  if (formats.length > 1 && flags.to !== undefined) {
    throw new InvalidArgumentError(
      "--to names one file, and there are several formats. Write them one by one.",
    );
  }
  await using db = await openExistingStore(this, flags);
  const shown = await requireRunReport(db, await findExecution(db, id));
  const earlier =
    flags.against === undefined
      ? undefined
      : await requireRunReport(db, await findExecution(db, flags.against));
  const history = await reportHistory(db, shown);
  const options = { color: false, quiet: false, sql: flags.verbose, history };
  const { suite, execution, status } = shown;
  for (const format of formats) {
    const reporter =
      format === "html"
        ? htmlReporter({ history, ...(earlier !== undefined && { comparedWith: earlier }) })
        : REPORTERS[format](options);
    const text = reporter.render(shown);
    const file = flags.to ?? `report.${reporter.extension}`;
    if (file === STANDARD_OUTPUT) this.process.stdout.write(text);
    else {
      writeText("The report", resolve(this.folder, file), text);
      this.process.stdout.write(`Wrote ${file}: ${suite} for ${execution.key.date}, ${status}.\n`);
    }
  }
}
