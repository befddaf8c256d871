import { buildCommand } from "@stricli/core";
import type { TypesFlags } from "../actions/types.js";
import type { CliContext } from "../cli-context.js";
import { datasetFlags, messageFlags, onOff, text, URI } from "./flags.js";

/** `dqx types`. */
export const typesCommand = buildCommand<TypesFlags, [string], CliContext>({
  loader: async () => (await import("../actions/types.js")).types,
  parameters: {
    flags: {
      name: datasetFlags.name,
      json: onOff("Print the baseline that ctx.schema().matches takes, as JSON"),
      to: text("The file; the terminal by default", "FILE"),
      ...messageFlags,
    },
    positional: { kind: "tuple", parameters: [URI] },
  },
  docs: {
    brief: "Declare the columns of some data for the compiler",
    fullDescription:
      "Writes TypeScript with which checks that name another column, or ask for the average of a text, do not compile. Reads nothing but the columns.",
    customUsage: [
      { input: "orders.csv --to orders.ts", brief: "a file that checks import" },
      {
        input: "orders.csv --json --to orders.schema.json",
        brief: "the columns as they are now, to compare later",
      },
    ],
  },
});
