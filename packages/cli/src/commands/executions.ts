import { buildCommand } from "@stricli/core";
import type { ExecutionsFlags } from "../actions/executions.js";
import type { CliContext } from "../cli-context.js";
import { count, onOff, storeFlags, text } from "./flags.js";

/** `dqx executions`. */
export const executionsCommand = buildCommand<ExecutionsFlags, [], CliContext>({
  loader: async () => (await import("../actions/executions.js")).executions,
  parameters: {
    flags: {
      ...storeFlags,
      suite: text("Only those of a suite", "NAME"),
      from: text("Only those from a date on", "YYYY-MM-DD"),
      until: text("Only those up to a date", "YYYY-MM-DD"),
      limit: count("How many at most; 20 by default", "N"),
      json: onOff("Print JSON"),
    },
  },
  docs: {
    brief: "List what was run, the latest first",
    customUsage: [{ input: "--limit 5", brief: "the last five" }],
  },
});
