import { buildCommand } from "@stricli/core";
import type { ProfileFlags } from "../actions/profile.js";
import type { CliContext } from "../cli-context.js";
import { count, datasetFlags, messageFlags, onOff, text, URI } from "./flags.js";

/** `dqx profile`. */
export const profileCommand = buildCommand<ProfileFlags, [string], CliContext>({
  loader: async () => (await import("../actions/profile.js")).profile,
  parameters: {
    flags: {
      ...datasetFlags,
      from: text("Only rows of this day and later ones", "YYYY-MM-DD"),
      until: text("Only rows of this day and earlier ones", "YYYY-MM-DD"),
      sample: count("Only so many rows, drawn at random", "ROWS"),
      json: onOff("Print JSON"),
      html: text("Write a page to a file, too", "FILE"),
      ...messageFlags,
    },
    positional: { kind: "tuple", parameters: [URI] },
  },
  docs: {
    brief: "Say what some data are like",
    fullDescription:
      "Reads all rows twice: nulls, distinct values, ranges, means, quantiles, distributions, most frequent values, formats, keys, equal columns, and gaps in time.",
    customUsage: [
      { input: "orders.csv", brief: "a line for each column, and what stands out" },
      { input: "orders.csv --html profile.html", brief: "the same as a page with charts" },
    ],
  },
});
