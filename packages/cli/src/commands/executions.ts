import { buildCommand, numberParser } from "@stricli/core";
import type { ExecutionsFlags } from "../actions/executions.js";
import type { CliContext } from "../cli-context.js";
import { onOff, storeFlags, text } from "./flags.js";

/** `dqx executions`. */
export const executionsCommand = buildCommand<ExecutionsFlags, [], CliContext>({
  loader: async () => (await import("../actions/executions.js")).executions,
  parameters: {
    flags: {
      ...storeFlags,
      suite: text("Only those of a suite", "NAME"),
      from: text("Only those from a date on", "YYYY-MM-DD"),
      until: text("Only those up to a date", "YYYY-MM-DD"),
      limit: {
        kind: "parsed",
        parse: numberParser,
        brief: "How many at most; 20 by default",
        placeholder: "N",
        optional: true,
      },
      json: onOff("Print JSON"),
    },
  },
  docs: {
    brief: "List what was run, the latest first",
    customUsage: [{ input: "--limit 5", brief: "the last five" }],
  },
});
