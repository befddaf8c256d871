import { buildCommand } from "@stricli/core";
import type { InitFlags } from "../actions/init.js";
import type { CliContext } from "../cli-context.js";
import { datasetFlags, onOff, text, URI } from "./flags.js";

/** `dqx init`. */
export const initCommand = buildCommand<InitFlags, [string], CliContext>({
  loader: async () => (await import("../actions/init.js")).init,
  parameters: {
    flags: {
      yes: onOff("Replace a dqx.yaml that is there"),
      ...datasetFlags,
      date: text("The date that is measured for the bounds; today (UTC) by default", "YYYY-MM-DD"),
      verbose: onOff("Show the stack of errors"),
    },
    positional: { kind: "tuple", parameters: [URI] },
  },
  docs: {
    brief: "Write a dqx.yaml with checks of some data to start from",
    fullDescription:
      "Measures the columns once, and writes a check for each with the evidence behind it. Read them before you rely on them.",
    customUsage: [
      { input: "orders.csv --date 2025-01-08", brief: "checks of the orders, with bounds as of a date" },
    ],
  },
});
