import { buildCommand } from "@stricli/core";
import type { ShowFlags } from "../actions/show.js";
import type { CliContext } from "../cli-context.js";
import { EXECUTION, onOff, storeFlags, text, texts } from "./flags.js";

/** `dqx show`. */
export const showCommand = buildCommand<ShowFlags, [string?], CliContext>({
  loader: async () => (await import("../actions/show.js")).show,
  parameters: {
    flags: {
      ...storeFlags,
      output: text(
        "What is printed: console, json, junit, markdown, github, html, or several with commas between",
        "FORMATS",
      ),
      report: texts(
        "Write the report to a file, in the format that its name ends in: .html .xml .md .json .txt",
        "FILE",
      ),
      quiet: onOff("Print only what failed, and the totals"),
    },
    positional: { kind: "tuple", parameters: [EXECUTION] },
  },
  docs: {
    brief: "Show what an execution came to",
    customUsage: [
      { input: "", brief: "the latest execution" },
      { input: "--report report.html", brief: "the same as a page to forward" },
    ],
  },
});
