import { existsSync } from "node:fs";
import { join } from "node:path";
import { InvalidArgumentError, LocalDate } from "@dqx/common";
import { type Suggestions, suggest } from "@dqx/profile";
import type { CliContext } from "../cli-context.js";
import { commandLine } from "../output/command-line.js";
import { configText, passwordLine, suggestionLines, withoutPassword } from "../output/config-text.js";
import { Progress } from "../output/progress.js";
import { writeText } from "../output/write-text.js";
import type { MessageFlags } from "../project/shared-flags.js";
import { askDateColumn, askFile, askUri } from "../prompt/init-questions.js";
import { questionsFor } from "../prompt/questions.js";
import { type DatasetFlags, type OpenDataset, openDataset } from "../source/open-dataset.js";

/** The flags of `dqx init`. */
export interface InitFlags extends DatasetFlags, MessageFlags {
  readonly yes: boolean;
  readonly until?: string;
}

const FILE = "dqx.yaml";

/** Writes a configuration with checks of a dataset. */
export async function init(this: CliContext, flags: InitFlags, given?: string): Promise<void> {
  const questions = flags.yes ? undefined : await questionsFor(this);
  const isAsked = questions !== undefined;
  if (!isAsked && !flags.yes && existsSync(join(this.folder, FILE))) {
    throw new InvalidArgumentError(
      `There is a ${FILE} already. Replace it with --yes, or work in another folder.`,
    );
  }
  const uri = given ?? (await askUri(questions, this.folder));
  const dataset = await openDataset(this, uri, flags, questions && askDateColumn(questions));
  const file = isAsked ? await closing(dataset, askFile(questions, this.folder)) : FILE;
  const suggestions = await suggestionsOf(this, dataset, flags.until);
  const written = withoutPassword(uri);
  const { name, dateColumn } = dataset;
  const text = configText({ name, uri: written.uri, dateColumn }, suggestions);
  writeText("The configuration", join(this.folder, file), text);
  const count = suggestions.suggestions.length;
  const run = commandLine("dqx", "run", ...(file === FILE ? [] : [file]));
  this.process.stdout.write(
    [
      `Wrote ${file}: ${count} assertions on dataset '${name}'.`,
      ...suggestionLines(suggestions),
      ...(dateColumn === undefined
        ? ["No column holds the day of a row: the rows are those of the run's date."]
        : []),
      ...passwordLine(written),
      `Read it, then verify: ${run}${suggestions.lastDay === null ? "" : ` --date ${suggestions.lastDay}`}`,
      "",
    ].join("\n"),
  );
}

async function closing<Answer>({ source }: OpenDataset, answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (cause) {
    await source.close();
    throw cause;
  }
}

/**
 * What is suggested of a dataset, which is closed then.
 *
 * @param context - where progress is shown, and what ends the work early
 * @param dataset - opened from a URI
 * @param until - the last day that is looked at
 */
export async function suggestionsOf(
  context: CliContext,
  { name, source }: OpenDataset,
  until: string | undefined,
): Promise<Suggestions> {
  using progress = new Progress(context, name, false);
  try {
    progress.say("learning what it is like");
    const suggested = await suggest(source, {
      signal: context.signal,
      ...(until !== undefined && { until: LocalDate(until) }),
    });
    if (suggested.suggestions.length > 0) return suggested;
    throw new InvalidArgumentError(
      `Nothing can be suggested of '${name}', learnt from ${suggested.learntFrom}. Give data that have rows.`,
    );
  } finally {
    await source.close();
  }
}
