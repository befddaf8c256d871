import type { AssertionReport, AssertionStatus, Reporter, RunReport, SuiteStatus } from "@dqx/api";
import picocolors from "picocolors";
import { type CheckGroup, checkGroups, isProblem } from "../facts/check-groups.js";
import { counted } from "../facts/counted.js";
import { demanded } from "../facts/demanded.js";
import { headline } from "../facts/headline.js";
import { type MetricHistory, type MetricSeries, metricSeries, seriesFinder } from "../facts/metric-series.js";
import { oneLine } from "../facts/one-line.js";
import { ownershipFacts } from "../facts/ownership.js";
import { quarantinedRows } from "../facts/quarantined-rows.js";
import { reproductions } from "../facts/reproductions.js";
import { assertionTotals, runCost } from "../facts/run-totals.js";
import { type Standings, standingsOf } from "../facts/scores.js";
import { shownValue } from "../facts/shown-value.js";
import { type TestedRows, testedRows } from "../facts/tested-rows.js";
import { alignedRows, type Cell } from "./aligned-rows.js";
import { sparkline } from "./sparkline.js";

/** Options of the console reporter. */
export interface ConsoleReporterOptions {
  /** Whether to use colours; false by default, since the output may be a pipe. */
  readonly color?: boolean;
  /** Whether to name only what failed or could not be told, and the totals; false by default. */
  readonly quiet?: boolean;
  /** Whether to print the SQL of every statement, and of what did not hold; false by default. */
  readonly sql?: boolean;
  /** Values of earlier executions, drawn as a line of bars beside what failed. */
  readonly history?: readonly MetricHistory[];
}

/**
 * Renders a run as text for a terminal or a log: grouped by check, what failed first and explained.
 *
 * @param options - colours, and how much is said
 */
export function consoleReporter(options: ConsoleReporterOptions = {}): Reporter {
  return {
    name: "console",
    extension: "txt",
    render: (report) => new ConsoleText(report, options).render(),
  };
}

type Colors = ReturnType<typeof picocolors.createColors>;

/** The shortest history that is worth a drawing. */
const SHORTEST_HISTORY = 3;

/** The most days that a drawing has. */
const LONGEST_HISTORY = 30;

class ConsoleText {
  readonly #report: RunReport;
  readonly #options: ConsoleReporterOptions;
  readonly #colors: Colors;
  readonly #rowsOf: (assertion: AssertionReport) => readonly TestedRows[];
  readonly #seriesOf: (metric: string, dataset: string) => MetricSeries | undefined;

  constructor(report: RunReport, options: ConsoleReporterOptions) {
    this.#report = report;
    const { history } = options;
    this.#options = options;
    this.#colors = picocolors.createColors(options.color ?? false);
    this.#rowsOf = testedRows(report);
    this.#seriesOf = seriesFinder(metricSeries(report, history));
  }

  render(): string {
    const { suite, execution, status, warnings } = this.#report;
    const { bold, dim, yellow } = this.#colors;
    const tags = Object.entries(execution.key.tags).map(([name, value]) => ` ${name}=${value}`);
    const blocks = [
      [
        `${bold(`Suite ${oneLine(suite)} for ${execution.key.date}${oneLine(tags.join(""))}:`)} ${this.#paint(status)}`,
        headline(this.#report),
      ],
      ...checkGroups(this.#report).map((group) => this.#group(group)),
      warnings.map((warning) => `${yellow("warning")} ${oneLine(warning)}`),
      quarantinedRows(this.#report).map((text) => `quarantine ${oneLine(text)}`),
      this.#options.sql ? this.#statements() : [],
      standingsOf(this.#report).flatMap((each) => this.#standings(each)),
      [
        assertionTotals(this.#report),
        oneLine(runCost(this.#report)),
        dim(`Execution ${oneLine(execution.id)}`),
      ],
    ];
    return `${blocks
      .filter((block) => block.length > 0)
      .map((block) => block.join("\n"))
      .join("\n\n")}\n`;
  }

  #standings({ kind, standings }: Standings): readonly string[] {
    const rows = alignedRows(
      standings.map(({ name, score, summary }) => [
        { text: oneLine(name) },
        { text: score, align: "right" },
        { text: summary, paint: this.#colors.dim },
      ]),
    );
    return [`${this.#colors.bold(kind)}: score`, ...rows.map((row) => `  ${row}`)];
  }

  #group({ name, assertions }: CheckGroup): readonly string[] {
    const shown = this.#options.quiet ? assertions.filter(isProblem) : assertions;
    if (this.#options.quiet && shown.length === 0) return [];
    const rows = alignedRows(shown.map((assertion) => this.#row(assertion)));
    return [
      `${this.#colors.bold(oneLine(name))}: ${summaryOf(assertions)}`,
      ...shown.flatMap((assertion, index) => [`  ${rows[index]}`, ...this.#explanation(assertion)]),
    ];
  }

  #row(assertion: AssertionReport): readonly Cell[] {
    const { status, severity, name } = assertion;
    return [
      { text: status, paint: (text) => this.#paint(status, text) },
      { text: severity },
      { text: oneLine(name) },
      { text: shownValue(assertion), align: "right" },
      { text: demanded(assertion), paint: this.#colors.dim },
    ];
  }

  #explanation(assertion: AssertionReport): readonly string[] {
    const { yellow, dim } = this.#colors;
    const warnings = assertion.warnings.map((text) => `      ${yellow("warning")} ${oneLine(text)}`);
    if (!isProblem(assertion)) return warnings;
    const rows = this.#rowsOf(assertion).map(
      ({ dataset, date, rows }) => `${counted(rows, "row")} of '${oneLine(dataset)}' on ${date}`,
    );
    return [
      `      ${this.#paint(assertion.status, oneLine(assertion.message))}`,
      ...(rows.length === 0 ? [] : [`      ${dim(rows.join(", "))}`]),
      ...ownershipFacts(assertion).map(([name, text]) => `      ${dim(`${name}: ${oneLine(text)}`)}`),
      ...sampleLines(assertion).map((line) => `      ${dim(line)}`),
      ...(this.#options.sql ? this.#reproductions(assertion) : []),
      ...this.#drawings(assertion).map((line) => `      ${dim(line)}`),
      ...warnings,
    ];
  }

  #reproductions(assertion: AssertionReport): readonly string[] {
    return reproductions(assertion).flatMap(({ title, sql }) => [
      `      ${this.#colors.dim(`SQL of ${oneLine(title)}:`)}`,
      ...sql.split("\n").map((line) => this.#colors.dim(`        ${oneLine(line)}`)),
    ]);
  }

  #drawings({ metrics }: AssertionReport): readonly string[] {
    const seen = new Set(metrics.map(({ name, dataset }) => this.#seriesOf(name, dataset)));
    return [...seen].flatMap((series) => {
      if (series === undefined || series.points.length < SHORTEST_HISTORY) return [];
      const points = series.points.slice(-LONGEST_HISTORY);
      const bars = sparkline(points.map(({ value }) => value));
      return `${oneLine(series.metric)}, ${points[0]?.date} to ${points.at(-1)?.date}: ${bars}`;
    });
  }

  #statements(): readonly string[] {
    return this.#report.datasets.flatMap(({ dataset, statements }) =>
      statements.flatMap(({ sql, purpose, status, milliseconds, rows }) => [
        `${this.#colors.bold(`'${oneLine(dataset)}', ${purpose}`)}: ${status}, ${counted(rows, "row")} in ${Math.round(milliseconds)} ms`,
        ...sql.split("\n").map((line) => this.#colors.dim(`  ${oneLine(line)}`)),
      ]),
    );
  }

  #paint(status: AssertionStatus | SuiteStatus, text: string = status): string {
    switch (status) {
      case "PASSED":
        return this.#colors.green(text);
      case "FAILED":
        return this.#colors.red(text);
      case "ERROR":
        return this.#colors.magenta(text);
      case "WARNED":
      case "SKIPPED":
      case "EMPTY":
        return this.#colors.yellow(text);
    }
  }
}

function summaryOf(assertions: readonly AssertionReport[]): string {
  if (assertions.length === 0) return "asserted nothing";
  const order: readonly AssertionStatus[] = ["FAILED", "ERROR", "WARNED", "PASSED", "SKIPPED"];
  const words: Readonly<Record<AssertionStatus, string>> = {
    FAILED: "failed",
    ERROR: "not judged",
    WARNED: "warned",
    PASSED: "passed",
    SKIPPED: "skipped",
  };
  return order
    .map((status) => [assertions.filter((each) => each.status === status).length, words[status]] as const)
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(", ");
}

function sampleLines({ sample }: AssertionReport): readonly string[] {
  if (sample === undefined) return [];
  return sample.rows.map(({ values, reasons }) => {
    const cells = sample.columns.map((column, index) => `${column} = ${String(values[index] ?? "null")}`);
    return oneLine(`row ${cells.join(", ")}: not ${reasons.join(", not ")}`);
  });
}
