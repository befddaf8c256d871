import { buildCommand } from "@stricli/core";
import type { InitFlags } from "../actions/init.js";
import type { CliContext } from "../cli-context.js";
import { datasetFlags, messageFlags, onOff, text, URI } from "./flags.js";

/** `dqx init`. */
export const initCommand = buildCommand<InitFlags, [string?], CliContext>({
  loader: async () => (await import("../actions/init.js")).init,
  parameters: {
    flags: {
      yes: onOff("Ask nothing, and replace a dqx.yaml that is there"),
      ...datasetFlags,
      until: text("The last day that is looked at; the last one that has rows by default", "YYYY-MM-DD"),
      ...messageFlags,
    },
    positional: { kind: "tuple", parameters: [{ ...URI, optional: true }] },
  },
  docs: {
    brief: "Write a dqx.yaml with checks of some data to start from",
    fullDescription:
      "Learns what the data are like, as suggest does, and writes the checks with the evidence behind each. Read them before you rely on them. On a terminal it asks for what it is not told: the data, the column of days where there are several, and the file to write.",
    customUsage: [
      { input: "orders.csv --until 2025-01-08", brief: "checks of the orders, with bounds as of a day" },
    ],
  },
});
