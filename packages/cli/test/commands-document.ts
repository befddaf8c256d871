import { commands } from "../src/commands/commands.js";
import { exitCodeMeanings, exitCodes } from "../src/exit-code.js";
import { Folder } from "./dqx.js";

/** The help of a command, as `--help` prints it. */
export async function helpOf(command: string): Promise<string> {
  using folder = new Folder();
  const { out } = await folder.dqx([command, "--help"]);
  return out
    .trimEnd()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

/** The reference of all commands in Markdown, made of their own help. */
export async function commandsDocument(): Promise<string> {
  const meanings = new Map<string, string>(Object.entries(exitCodeMeanings));
  const lines = [
    "# The dqx command",
    "",
    "The tests of `@dqx/cli` write this page from the commands' own help (`pnpm exec vitest run test/documentation.test.ts --update` in the package's folder), fail when it is not fresh, and run each example. [The package's README](../packages/cli/README.md) says how to begin.",
    "",
    "## Exit codes",
    "",
    "| code | meaning |",
    "| --- | --- |",
    ...Object.entries(exitCodes).map(([name, code]) => `| ${code} | ${meanings.get(name)} |`),
    "",
  ];
  for (const name of Object.keys(commands)) {
    lines.push(`## dqx ${name}`, "", "```console", await helpOf(name), "```", "");
  }
  return lines.join("\n");
}
