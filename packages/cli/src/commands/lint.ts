import { buildCommand } from "@stricli/core";
import type { LintFlags } from "../actions/lint.js";
import type { CliContext } from "../cli-context.js";
import { CONFIGURATIONS, onOff, runFlags } from "./flags.js";

/** `dqx lint`. */
export const lintCommand = buildCommand<LintFlags, string[], CliContext>({
  loader: async () => (await import("../actions/lint.js")).lint,
  parameters: {
    flags: { ...runFlags, json: onOff("Print JSON") },
    positional: CONFIGURATIONS,
  },
  docs: {
    brief: "Look for what is wrong with the checks themselves, and read nothing but columns",
    fullDescription:
      "Finds columns that do not exist, assertions that repeat or contradict each other, bounds that nothing can miss or meet, and filters that no row can meet by the types of its columns, each with its place in the file. Ends with 1 when it finds something.",
    customUsage: [{ input: "--date 2025-01-08", brief: "before the checks are committed" }],
  },
});
