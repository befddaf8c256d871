import { buildCommand } from "@stricli/core";
import type { CliContext } from "../cli-context.js";
import type { StoreFlags } from "../project/shared-flags.js";
import { storeFlags } from "./flags.js";

/** `dqx doctor`. */
export const doctorCommand = buildCommand<StoreFlags, [], CliContext>({
  loader: async () => (await import("../actions/doctor.js")).doctor,
  parameters: { flags: storeFlags },
  docs: {
    brief: "Look for what is wrong: versions, engine, configuration, store, sources",
    customUsage: [{ input: "", brief: "a line for each thing that is looked at" }],
  },
});
