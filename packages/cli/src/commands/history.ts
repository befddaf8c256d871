import { buildCommand } from "@stricli/core";
import type { HistoryFlags } from "../actions/history.js";
import type { CliContext } from "../cli-context.js";
import { onOff, storeFlags, text, texts } from "./flags.js";

/** `dqx history`. */
export const historyCommand = buildCommand<HistoryFlags, [string], CliContext>({
  loader: async () => (await import("../actions/history.js")).showHistory,
  parameters: {
    flags: {
      ...storeFlags,
      dataset: text("The dataset; needed when the configuration has several", "NAME"),
      from: text("The first date; 90 days before the last by default", "YYYY-MM-DD"),
      until: text("The last date; today (UTC) by default", "YYYY-MM-DD"),
      tag: texts("A tag of the runs, beside those of the configuration", "NAME=VALUE"),
      json: onOff("Print JSON"),
    },
    positional: {
      kind: "tuple",
      parameters: [{ parse: String, brief: "A metric, for example 'sum(revenue)'", placeholder: "METRIC" }],
    },
  },
  docs: {
    brief: "Show what a metric was on the days before",
    customUsage: [
      {
        input: "'numRows()' --from 2025-01-01 --until 2025-01-31",
        brief: "how many rows there were in January",
      },
    ],
  },
});
