import { describe, expect, it } from "vitest";
import { commands } from "../src/commands/commands.js";
import { exitCodes } from "../src/exit-code.js";
import { commandsDocument, helpOf } from "./commands-document.js";
import { Folder, ORDERS, SALES, shop } from "./dqx.js";

interface Example {
  readonly name: string;
  readonly line: string;
}

/** The examples of a command, as `--help` shows them. */
async function examplesOf(name: string): Promise<readonly Example[]> {
  const [usage = ""] = (await helpOf(name)).split("\n\n");
  return usage
    .split("\n")
    .filter((line) => line.startsWith("  dqx ") && !line.endsWith(" --help"))
    .map((line) => ({ name, line: line.trim() }));
}

const examples = (await Promise.all(Object.keys(commands).map(examplesOf))).flat();

/** Splits a line as a shell does, as far as examples need it. */
function words(line: string): readonly string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? "").slice(1);
}

describe("the documentation of the command", () => {
  it("has an example of every command", () => {
    expect(new Set(examples.map(({ name }) => name))).toEqual(new Set(Object.keys(commands)));
  });

  it.each(examples)("$line runs", async ({ name, line }) => {
    using folder = name === "init" ? new Folder({ "orders.csv": ORDERS }) : shop({ "sales.csv": SALES });
    if (name !== "init") {
      await folder.dqx(["run", "--date", "2025-01-07"]);
      await folder.dqx(["run", "--date", "2025-01-08"]);
    }
    const { code, out } = await folder.dqx(words(line));
    // The orders of the 8th lack a customer, which a run tells.
    expect([code, out === ""]).toEqual([name === "run" ? exitCodes.failed : exitCodes.good, false]);
  });

  it("is docs/cli.md", async () => {
    await expect(await commandsDocument()).toMatchFileSnapshot("../../../docs/cli.md");
  });
});
