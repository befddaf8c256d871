import { buildCommand } from "@stricli/core";
import type { WatchFlags } from "../actions/watch.js";
import type { CliContext } from "../cli-context.js";
import { count, datasetFlags, onOff, storeFlags, text, URI } from "./flags.js";

/** `dqx watch`. */
export const watchCommand = buildCommand<WatchFlags, string[], CliContext>({
  loader: async () => (await import("../actions/watch.js")).watch,
  parameters: {
    flags: {
      ...storeFlags,
      ...datasetFlags,
      date: text("The day that is judged; today (UTC) by default", "YYYY-MM-DD"),
      days: count("How many days before it are learnt from; 60 by default", "N"),
      write: text("Write what was learnt as a configuration with checks", "FILE"),
      json: onOff("Print JSON"),
    },
    positional: { kind: "array", minimum: 1, parameter: URI },
  },
  docs: {
    brief: "Judge a day of some data by the days before it, without any check",
    fullDescription:
      "Rows, freshness, nulls, distinct values, means, ranges, lengths, times of day, new values, shares of values, and columns. Each verdict says from how many days it was learnt; with fewer than fourteen there is none. Data without a date column is compared with what earlier watches saw, and columns always are, so what a watch sees is kept in the store. Ends with 1 when there is an alarm, and when nothing could be judged.",
    customUsage: [
      { input: "sales.csv --date 2025-01-30", brief: "verdicts on a day" },
      {
        input: "sales.csv --date 2025-01-30 --write checks.yaml",
        brief: "the same, and the bounds as checks",
      },
    ],
  },
});
