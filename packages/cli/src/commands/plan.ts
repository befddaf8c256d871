import { buildCommand } from "@stricli/core";
import type { PlanFlags } from "../actions/plan.js";
import type { CliContext } from "../cli-context.js";
import { CONFIGURATIONS, onOff, runFlags } from "./flags.js";

/** `dqx plan`. */
export const planCommand = buildCommand<PlanFlags, string[], CliContext>({
  loader: async () => (await import("../actions/plan.js")).plan,
  parameters: {
    flags: { ...runFlags, json: onOff("Print the plan as JSON") },
    positional: CONFIGURATIONS,
  },
  docs: {
    brief: "Say what a run would do, and read nothing but columns",
    customUsage: [{ input: "--date 2025-01-08", brief: "the statements, and what cannot be measured" }],
  },
});
