import { buildCommand } from "@stricli/core";
import type { RunCommandFlags } from "../actions/run.js";
import type { CliContext } from "../cli-context.js";
import { exitCodeMeanings, exitCodes } from "../exit-code.js";
import { CONFIGURATIONS, count, onOff, runFlags, text, texts } from "./flags.js";

const EXIT_CODES = Object.entries(exitCodeMeanings)
  .map(([name, meaning]) => `  ${Object.entries(exitCodes).find(([each]) => each === name)?.[1]}: ${meaning}`)
  .join("\n");

/** `dqx run`. */
export const runCommand = buildCommand<RunCommandFlags, string[], CliContext>({
  loader: async () => (await import("../actions/run.js")).run,
  parameters: {
    flags: {
      ...runFlags,
      executionId: text("What the numbers are stored under; a new UUID by default", "ID"),
      failOn: {
        kind: "enum",
        values: ["P0", "P1", "P2", "P3", "warn"],
        optional: true,
        brief: "The mildest severity that ends the command with 1; warn: warnings, too. P1 by default",
      },
      output: text(
        "What is printed: console, json, junit, markdown, github, html, or several with commas between",
        "FORMATS",
      ),
      report: texts(
        "Write a report to a file, in the format that its name ends in: .html .xml .md .json .txt",
        "FILE",
      ),
      budget: texts("What it may cost at most: rows=N, statements=N, seconds=N, orders.rows=N", "LIMIT=N"),
      samples: count("Show up to so many failing rows of each rule on rows; none by default", "N"),
      quiet: onOff("Print only what failed, and the totals"),
    },
    positional: CONFIGURATIONS,
  },
  docs: {
    brief: "Verify the data of a date",
    fullDescription: `Measures what the checks need in as few scans as possible, stores the numbers under one execution id, judges, and reports.\n\nExit codes:\n${EXIT_CODES}`,
    customUsage: [
      { input: "--date 2025-01-08", brief: "verify a date with the configuration of the folder" },
      {
        input: "dqx.yaml --date 2025-01-08 --output github --report report.html",
        brief: "in CI: annotations, and a page to forward",
      },
    ],
  },
});
