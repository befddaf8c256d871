import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { addDays, ExecutionId, InvalidArgumentError, LocalDate, ResultKey } from "@dqx/common";
import type { MetricDB } from "@dqx/orm";
import { type WatchReport, watch as watchDay } from "@dqx/profile";
import { watchText } from "@dqx/report";
import { type CliContext, hasColor } from "../cli-context.js";
import { type ExitCode, exitCodes, worst } from "../exit-code.js";
import { configText, passwordLine, suggestionLines, withoutPassword } from "../output/config-text.js";
import { Progress } from "../output/progress.js";
import { writeText } from "../output/write-text.js";
import { openStore, optionalConfig, today } from "../project/project.js";
import type { StoreFlags } from "../project/shared-flags.js";
import { type DatasetFlags, type OpenDataset, openDataset } from "../source/open-dataset.js";
import { earlierWatches, keepWatch } from "../stored/watch-history.js";
import { suggestionsOf } from "./init.js";

/** The flags of `dqx watch`. */
export interface WatchFlags extends StoreFlags, DatasetFlags {
  readonly date?: string;
  readonly days?: number;
  readonly write?: string;
  readonly json: boolean;
}

/** Judges a day of datasets by the days before it. */
export async function watch(this: CliContext, flags: WatchFlags, ...uris: string[]): Promise<void> {
  if (uris.length > 1 && (flags.name ?? flags.write) !== undefined) {
    throw new InvalidArgumentError(
      "--name and --write are for one dataset, and there are several. Watch them one by one.",
    );
  }
  if (flags.write !== undefined && existsSync(resolve(this.folder, flags.write))) {
    throw new InvalidArgumentError(`There is a ${flags.write} already. Write another file, or remove it.`);
  }
  const date = LocalDate(flags.date ?? today());
  const loaded = await optionalConfig(this, flags.config);
  await using db = await openStore(flags.store, loaded, this.folder);
  const reports: WatchReport[] = [];
  for (const uri of uris) {
    const dataset = await openDataset(this, uri, flags);
    reports.push(await watchOne(this, db, dataset, date, flags));
    if (flags.write !== undefined) await writeChecks(this, uri, date, { ...flags, write: flags.write });
  }
  if (flags.json) this.process.stdout.write(`${JSON.stringify(reports, undefined, 2)}\n`);
  this.end(worst(reports.map(codeOf)));
}

async function watchOne(
  context: CliContext,
  db: MetricDB,
  { name, source }: OpenDataset,
  date: LocalDate,
  { days, json, verbose }: WatchFlags,
): Promise<WatchReport> {
  using progress = new Progress(context, name, json);
  try {
    progress.say(`looking at ${date} and the days before`);
    const report = await watchDay(source, {
      date,
      ...(days !== undefined && { days }),
      ...(await earlierWatches(db, name, date)),
      signal: context.signal,
    });
    await keepWatch(db, ExecutionId(crypto.randomUUID()), new ResultKey(date), report);
    progress.end();
    const { stdout, env } = context.process;
    if (!json) stdout.write(watchText(report, { color: hasColor(stdout, env), all: verbose }));
    return report;
  } finally {
    await source.close();
  }
}

async function writeChecks(
  context: CliContext,
  uri: string,
  date: LocalDate,
  flags: WatchFlags & { readonly write: string },
): Promise<void> {
  const dataset = await openDataset(context, uri, flags);
  const { name, dateColumn } = dataset;
  const suggestions = await suggestionsOf(context, dataset, dateColumn && addDays(date, -1));
  const written = withoutPassword(uri);
  writeText(
    "The configuration",
    resolve(context.folder, flags.write),
    configText({ name, uri: written.uri, dateColumn }, suggestions),
  );
  if (flags.json) return;
  const lines = [
    `Wrote ${flags.write}: ${suggestions.suggestions.length} assertions.`,
    ...suggestionLines(suggestions),
    ...passwordLine(written),
    `Verify: dqx run ${flags.write} --date ${date}`,
  ];
  context.process.stdout.write(`\n${lines.join("\n")}\n`);
}

/** An alarm is a failure, and so is a watch that could judge nothing. */
function codeOf({ verdicts }: WatchReport): ExitCode {
  if (verdicts.some(({ status }) => status === "alarm")) return exitCodes.failed;
  return verdicts.some(({ status }) => status === "ok") ? exitCodes.good : exitCodes.failed;
}
