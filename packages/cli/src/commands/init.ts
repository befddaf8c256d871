import { buildCommand } from "@stricli/core";
import type { InitFlags } from "../actions/init.js";
import type { CliContext } from "../cli-context.js";
import { onOff, text } from "./flags.js";

/** `dqx init`. */
export const initCommand = buildCommand<InitFlags, [string], CliContext>({
  loader: async () => (await import("../actions/init.js")).init,
  parameters: {
    flags: {
      yes: onOff("Replace a dqx.yaml that is there"),
      name: text("The name of the dataset; told from the URI by default", "NAME"),
      dateColumn: text(
        "The column that holds the day of a row; the only date or timestamp by default",
        "COLUMN",
      ),
      date: text("The date that is measured for the bounds; today (UTC) by default", "YYYY-MM-DD"),
      verbose: onOff("Show the stack of errors"),
    },
    positional: {
      kind: "tuple",
      parameters: [
        {
          parse: String,
          brief: "Files, duckdb:file.db#table, or postgres://user@host/database#table",
          placeholder: "URI",
        },
      ],
    },
  },
  docs: {
    brief: "Write a dqx.yaml with checks of some data to start from",
    fullDescription:
      "Measures the columns once, and writes a check for each with the evidence behind it. Read them before you rely on them.",
    customUsage: [
      { input: "orders.csv --date 2025-01-08", brief: "checks of the orders, with bounds as of a date" },
    ],
  },
});
