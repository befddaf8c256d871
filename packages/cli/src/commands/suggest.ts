import { buildCommand } from "@stricli/core";
import type { SuggestFlags } from "../actions/suggest.js";
import type { CliContext } from "../cli-context.js";
import { datasetFlags, messageFlags, text, URI } from "./flags.js";

/** `dqx suggest`. */
export const suggestCommand = buildCommand<SuggestFlags, [string], CliContext>({
  loader: async () => (await import("../actions/suggest.js")).suggest,
  parameters: {
    flags: {
      ...datasetFlags,
      until: text("The last day that is looked at; the last one that has rows by default", "YYYY-MM-DD"),
      format: {
        kind: "enum",
        values: ["yaml", "typescript", "json"],
        optional: true,
        brief: "What is printed; yaml by default",
      },
      ...messageFlags,
    },
    positional: { kind: "tuple", parameters: [URI] },
  },
  docs: {
    brief: "Print checks that follow from some data",
    fullDescription:
      "Learns bounds from three quarters of the last 120 days, or of the rows where there are no days, and tries them on the others. Each assertion is printed with its evidence, and with how it did on what was held out.",
    customUsage: [
      { input: "orders.csv", brief: "as the checks of a dqx.yaml" },
      { input: "orders.csv --format typescript", brief: "as a module that exports checks" },
    ],
  },
});
