import { buildCommand } from "@stricli/core";
import type { PlanFlags } from "../actions/plan.js";
import type { CliContext } from "../cli-context.js";
import { onOff, runFlags } from "./flags.js";

/** `dqx plan`. */
export const planCommand = buildCommand<PlanFlags, string[], CliContext>({
  loader: async () => (await import("../actions/plan.js")).plan,
  parameters: {
    flags: { ...runFlags, json: onOff("Print the plan as JSON") },
    positional: {
      kind: "array",
      parameter: {
        parse: String,
        brief: "Configurations; dqx.config.ts or dqx.yaml of the folder by default",
        placeholder: "FILES",
      },
    },
  },
  docs: {
    brief: "Say what a run would do, and read nothing but columns",
    customUsage: [{ input: "--date 2025-01-08", brief: "the statements, and what cannot be measured" }],
  },
});
