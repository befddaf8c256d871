import { buildCommand } from "@stricli/core";
import type { CliContext } from "../cli-context.js";
import type { StoreFlags } from "../project/shared-flags.js";
import { storeFlags } from "./flags.js";

/** `dqx gc`. */
export const gcCommand = buildCommand<StoreFlags, [], CliContext>({
  loader: async () => (await import("../actions/gc.js")).gc,
  parameters: { flags: storeFlags },
  docs: {
    brief: "Delete metrics that have expired",
    customUsage: [{ input: "", brief: "from a job once a day" }],
  },
});
