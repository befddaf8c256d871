import { resolve } from "node:path";
import { InvalidArgumentError, LocalDate } from "@dqx/common";
import { type ProfileOptions, profile as profileOf } from "@dqx/profile";
import { profilePage, profileText } from "@dqx/report";
import { type CliContext, hasColor } from "../cli-context.js";
import { Progress } from "../output/progress.js";
import { writeText } from "../output/write-text.js";
import type { MessageFlags } from "../project/shared-flags.js";
import { type DatasetFlags, openDataset } from "../source/open-dataset.js";

/** The flags that choose rows of a dataset. */
export interface RowFlags extends DatasetFlags {
  readonly from?: string;
  readonly until?: string;
  readonly sample?: number;
}

/** The flags of `dqx profile`. */
export interface ProfileFlags extends RowFlags, MessageFlags {
  readonly json: boolean;
  readonly html?: string;
}

/** Tells what a dataset is like. */
export async function profile(this: CliContext, flags: ProfileFlags, uri: string): Promise<void> {
  using progress = new Progress(this, uri, flags.json);
  const { source } = await openDataset(this, uri, flags);
  try {
    progress.say("reading all rows twice");
    const made = await profileOf(source, { ...rowsOf(flags), signal: this.signal });
    progress.end();
    const { stdout, env } = this.process;
    if (flags.html !== undefined) writeText("The page", resolve(this.folder, flags.html), profilePage(made));
    stdout.write(
      flags.json
        ? `${JSON.stringify(made, undefined, 2)}\n`
        : profileText(made, { color: hasColor(stdout, env) }),
    );
  } finally {
    await source.close();
  }
}

/** The rows that flags choose. */
export function rowsOf({ from, until, sample }: RowFlags): ProfileOptions {
  if (from !== undefined && until !== undefined && from > until) {
    throw new InvalidArgumentError(`--from ${from} is after --until ${until}. Swap them.`);
  }
  return {
    ...(from !== undefined && { from: LocalDate(from) }),
    ...(until !== undefined && { until: LocalDate(until) }),
    ...(sample !== undefined && { sample }),
  };
}
