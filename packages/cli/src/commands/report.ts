import { buildCommand } from "@stricli/core";
import type { ReportFlags } from "../actions/report.js";
import type { CliContext } from "../cli-context.js";
import { EXECUTION, onOff, storeFlags, text } from "./flags.js";

/** `dqx report`. */
export const reportCommand = buildCommand<ReportFlags, [string?], CliContext>({
  loader: async () => (await import("../actions/report.js")).report,
  parameters: {
    flags: {
      ...storeFlags,
      html: onOff("A page to open and to forward; what is written by default"),
      markdown: onOff("A comment for a pull request"),
      junit: onOff("XML for a CI system"),
      json: onOff("The report as data"),
      github: onOff("Annotations for a step on GitHub"),
      console: onOff("What dqx run prints"),
      to: text("The file; report.html, report.md … in the folder by default, and - for the terminal", "FILE"),
      against: text("The page compares with this execution: its id, or its beginning", "ID"),
    },
    positional: { kind: "tuple", parameters: [EXECUTION] },
  },
  docs: {
    brief: "Write the report of an execution to a file",
    customUsage: [
      { input: "--html", brief: "report.html: a page of the latest execution, to open or to forward" },
      { input: "--markdown --to -", brief: "a comment for a pull request, printed" },
    ],
  },
});
