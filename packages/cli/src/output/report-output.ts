import { extname, resolve } from "node:path";
import type { Reporter, RunReport } from "@dqx/api";
import { InvalidArgumentError, nearestName } from "@dqx/common";
import {
  consoleReporter,
  githubReporter,
  htmlReporter,
  jsonReporter,
  junitReporter,
  type MetricHistory,
  markdownReporter,
} from "@dqx/report";
import { type CliContext, hasColor } from "../cli-context.js";
import { writeText } from "./write-text.js";

/** How a report is shown. */
export interface OutputOptions {
  /** Names of formats with commas between; `console` by default. */
  readonly output?: string;
  /** Files to write. */
  readonly report?: readonly string[];
  readonly quiet?: boolean;
  readonly sql?: boolean;
}

/** A report, and what stands beside it. */
export interface ShownReport {
  readonly report: RunReport;
  readonly history?: readonly MetricHistory[];
}

type ReporterMaker = (options: {
  color: boolean;
  quiet: boolean;
  sql: boolean;
  history: readonly MetricHistory[];
}) => Reporter;

/** The reporters by the names of their formats. */
export const REPORTERS = {
  console: consoleReporter,
  json: jsonReporter,
  junit: junitReporter,
  markdown: () => markdownReporter(),
  github: githubReporter,
  html: ({ history }) => htmlReporter({ history }),
} as const satisfies Readonly<Record<string, ReporterMaker>>;

/** A format of reports. */
export type Format = keyof typeof REPORTERS;

/** The formats of reports. */
export const formatNames: readonly Format[] = Object.keys(REPORTERS).filter(isFormat);

/** GitHub takes a mebibyte for the summary of a step. */
const SUMMARY_BYTES = 1_000_000;

const EXTENSIONS: Readonly<Record<string, Format>> = {
  ".txt": "console",
  ".json": "json",
  ".xml": "junit",
  ".md": "markdown",
  ".html": "html",
};

/** Writes reports to the terminal and to files. */
export class ReportOutput {
  readonly #context: CliContext;
  readonly #options: OutputOptions;
  readonly #formats: readonly Format[];
  readonly #files: readonly { readonly path: string; readonly format: Format }[];

  /**
   * @param context - where to write
   * @param options - what to write
   * @throws `InvalidArgumentError` for a format or an extension that there is not, before anything is measured
   */
  constructor(context: CliContext, options: OutputOptions) {
    this.#context = context;
    this.#options = options;
    this.#formats = (options.output ?? "console").split(",").map((name) => requireFormat(name.trim()));
    this.#files = (options.report ?? []).map((file) => ({
      path: resolve(context.folder, file),
      format: formatOf(file),
    }));
  }

  /**
   * Which metrics are drawn over time: all of them on a page, in a text those of what did not hold.
   *
   * @param report - the report that is to be shown
   * @returns nothing when none is
   */
  drawnMetrics({ assertions }: RunReport): ((metric: string, dataset: string) => boolean) | undefined {
    const formats = [...this.#formats, ...this.#files.map(({ format }) => format)];
    if (formats.includes("html")) return () => true;
    if (!formats.includes("console")) return undefined;
    const drawn = assertions
      .filter(({ status }) => status !== "PASSED" && status !== "SKIPPED")
      .flatMap(({ metrics }) => metrics.map(({ name, dataset }) => JSON.stringify([name, dataset])));
    if (drawn.length === 0) return undefined;
    const names = new Set(drawn);
    return (metric, dataset) => names.has(JSON.stringify([metric, dataset]));
  }

  /** Shows one report. */
  show({ report, history = [] }: ShownReport): void {
    const { stdout, env } = this.#context.process;
    const { quiet = false, sql = false } = this.#options;
    const render = (format: Format, color: boolean) =>
      REPORTERS[format]({ color, quiet, sql, history }).render(report);
    for (const format of this.#formats) {
      stdout.write(render(format, hasColor(stdout, env)));
      if (format === "github" && env.GITHUB_STEP_SUMMARY) {
        const summary = markdownReporter({ maximumBytes: SUMMARY_BYTES }).render(report);
        writeText("The summary of the step", env.GITHUB_STEP_SUMMARY, summary, "append");
      }
    }
    for (const { path, format } of this.#files) writeText("The report", path, render(format, false));
  }
}

function requireFormat(name: string): Format {
  if (isFormat(name)) return name;
  const nearest = nearestName(name, formatNames);
  throw new InvalidArgumentError(
    `--output got '${name}'. ${nearest === undefined ? `Formats are ${formatNames.join(", ")}.` : `Did you mean '${nearest}'?`}`,
  );
}

function isFormat(name: string): name is Format {
  return Object.hasOwn(REPORTERS, name);
}

function formatOf(file: string): Format {
  const format = EXTENSIONS[extname(file).toLowerCase()];
  if (format !== undefined) return format;
  throw new InvalidArgumentError(
    `--report got '${file}', whose format cannot be told. End its name in ${Object.keys(EXTENSIONS).join(", ")}.`,
  );
}
