import { buildCommand } from "@stricli/core";
import type { DiffFlags } from "../actions/diff.js";
import type { CliContext } from "../cli-context.js";
import { onOff, storeFlags } from "./flags.js";

/** `dqx diff`. */
export const diffCommand = buildCommand<DiffFlags, [string?, string?], CliContext>({
  loader: async () => (await import("../actions/diff.js")).diff,
  parameters: {
    flags: { ...storeFlags, all: onOff("Show equal metrics, too"), json: onOff("Print JSON") },
    positional: {
      kind: "tuple",
      parameters: [
        {
          parse: String,
          optional: true,
          brief: "An execution id, or its beginning; the last but one by default",
          placeholder: "A",
        },
        { parse: String, optional: true, brief: "Another; the latest by default", placeholder: "B" },
      ],
    },
  },
  docs: {
    brief: "Compare the metrics of two executions",
    fullDescription:
      "Compares metrics of the same name and dataset, each on its own execution's date and on the days before it.",
    customUsage: [{ input: "", brief: "the last two executions" }],
  },
});
