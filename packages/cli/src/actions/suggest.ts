import { suggestedTypeScript, suggestedYaml } from "@dqx/profile";
import type { CliContext } from "../cli-context.js";
import { suggestionLines } from "../output/config-text.js";
import type { MessageFlags } from "../project/shared-flags.js";
import { type DatasetFlags, openDataset } from "../source/open-dataset.js";
import { suggestionsOf } from "./init.js";

/** The flags of `dqx suggest`. */
export interface SuggestFlags extends DatasetFlags, MessageFlags {
  readonly until?: string;
  readonly format?: "yaml" | "typescript" | "json";
}

/** Prints checks that follow from a dataset. */
export async function suggest(this: CliContext, flags: SuggestFlags, uri: string): Promise<void> {
  const dataset = await openDataset(this, uri, flags);
  const suggestions = await suggestionsOf(this, dataset, flags.until);
  const { stdout } = this.process;
  const about = (sign: string) =>
    suggestionLines(suggestions)
      .map((line) => `${sign} ${line}\n`)
      .join("");
  switch (flags.format ?? "yaml") {
    case "yaml":
      stdout.write(`${about("#")}${suggestedYaml(suggestions)}`);
      break;
    case "typescript":
      stdout.write(`${about("//")}${suggestedTypeScript(suggestions)}`);
      break;
    case "json":
      stdout.write(`${JSON.stringify(suggestions, undefined, 2)}\n`);
      break;
  }
}
