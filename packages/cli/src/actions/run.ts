import { type RunReport, type SuitePlan, VerificationSuite } from "@dqx/api";
import { ExecutionId, InvalidArgumentError, severities } from "@dqx/common";
import type { CliContext } from "../cli-context.js";
import { type ExitCode, exitCodes, worst } from "../exit-code.js";
import { loadConfig } from "../load/load-config.js";
import { commandLine } from "../output/command-line.js";
import { logged } from "../output/log-line.js";
import { Progress } from "../output/progress.js";
import { ReportOutput } from "../output/report-output.js";
import { makeProject, openStore } from "../project/project.js";
import { readBudget } from "../project/read-budget.js";
import type { RunFlags } from "../project/shared-flags.js";
import { reportHistory } from "../stored/report-history.js";
import { usualDuration } from "../stored/usual-duration.js";

/** The flags of `dqx run`. */
export interface RunCommandFlags extends RunFlags {
  readonly executionId?: string;
  readonly failOn?: "P0" | "P1" | "P2" | "P3" | "warn";
  readonly output?: string;
  readonly report?: readonly string[];
  readonly budget?: readonly string[];
  readonly samples?: number;
  readonly quiet: boolean;
}

/** Runs the suites of one configuration or several, one after the other. */
export async function run(this: CliContext, flags: RunCommandFlags, ...files: string[]): Promise<void> {
  if (files.length > 1 && flags.executionId !== undefined) {
    throw new InvalidArgumentError(
      "--execution-id names one execution, and there are several configurations. Run them one by one.",
    );
  }
  const output = new ReportOutput(this, { ...flags, sql: flags.verbose });
  const codes: ExitCode[] = [];
  for (const file of files.length === 0 ? [flags.config] : files) {
    codes.push(await runOne(this, flags, file, output));
  }
  // The worst counts: a source that cannot be read tells less than an assertion that failed.
  this.end(worst(codes));
}

async function runOne(
  context: CliContext,
  flags: RunCommandFlags,
  file: string | undefined,
  output: ReportOutput,
): Promise<ExitCode> {
  const budget = readBudget(flags.budget);
  const loaded = await loadConfig(file, context.folder, context.process.env);
  const { suite: name, checks, select, sources, key } = await makeProject(loaded, flags, context);
  await using db = await openStore(flags.store, loaded, context.folder);
  using progress = new Progress(context, `${name} for ${key.date}`, flags.quiet);
  const usual = progress.isShown ? await usualDuration(db, name) : null;
  let plan: SuitePlan | undefined;
  const { ttlHours, plugins = [] } = loaded.config;
  const suite = new VerificationSuite(checks, db, {
    name,
    ...(flags.executionId !== undefined && { executionId: ExecutionId(flags.executionId) }),
    ...(ttlHours !== undefined && { ttlHours }),
    plugins: [
      ...plugins,
      {
        name: "dqx run",
        planned: (made) => {
          plan = made;
        },
        measured: (metrics) => progress.say(`judging ${metrics.length} metrics`),
      },
    ],
  });
  try {
    const result = await suite.run(sources, key, {
      signal: context.signal,
      ...(select !== undefined && { select }),
      ...(budget !== undefined && { budget }),
      ...(flags.samples !== undefined && { samples: flags.samples }),
      onProgress: ({ done, planned, elapsedMs, expectedMs }) =>
        progress.say("statement", { done, planned, elapsedMs, expectedMs: expectedMs ?? usual }),
    });
    progress.end();
    const report = result.toJSON();
    const drawn = output.drawnMetrics(report);
    output.show({ report, history: drawn === undefined ? [] : await reportHistory(db, report, drawn) });
    if (showsHints(context, flags)) context.process.stdout.write(`\n${pageHint(flags, file, report)}\n`);
    const code = codeOf(report, plan, flags.failOn ?? "P1");
    if (context.logFormat === "json") logEnd(context, report, code);
    return code;
  } finally {
    await Promise.all(sources.map((source) => source.close()));
  }
}

/** Hints are for people who read what is printed. */
function showsHints({ process }: CliContext, { output, quiet }: RunCommandFlags): boolean {
  return process.stdout.isTTY === true && !quiet && (output ?? "console") === "console";
}

function pageHint({ store }: RunCommandFlags, file: string | undefined, { execution }: RunReport): string {
  const named = [
    ...(file === undefined ? [] : ["--config", file]),
    ...(store === undefined ? [] : ["--store", store]),
  ];
  return `A page to forward: ${commandLine("dqx", "report", execution.id, "--html", ...named)}`;
}

function logEnd(
  context: CliContext,
  { suite, execution, status, counts }: RunReport,
  exitCode: number,
): void {
  const { id: executionId, key } = execution;
  context.process.stderr.write(
    logged("info", "finished", { suite, ...key, executionId, status, counts, exitCode }),
  );
}

function codeOf(
  report: RunReport,
  plan: SuitePlan | undefined,
  failOn: NonNullable<RunCommandFlags["failOn"]>,
): ExitCode {
  if (plan?.errors.some(({ name }) => name === "SourceError")) return exitCodes.source;
  if (report.status === "EMPTY") return exitCodes.failed;
  const mildest = failOn === "warn" ? severities.length : severities.indexOf(failOn);
  const fails = report.assertions.some(
    ({ status, severity }) =>
      (status === "FAILED" || status === "ERROR") && severities.indexOf(severity) <= mildest,
  );
  const warns =
    failOn === "warn" &&
    (report.counts.warned > 0 ||
      report.warnings.length > 0 ||
      report.assertions.some(({ warnings }) => warnings.length > 0));
  return fails || warns ? exitCodes.failed : exitCodes.good;
}
