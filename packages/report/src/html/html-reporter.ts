import type { Reporter, RunReport } from "@dqx/api";
import { type MetricHistory, metricSeries } from "../facts/metric-series.js";
import { element } from "../markup/markup.js";
import { pageFrame } from "../markup/page-frame.js";
import { accountabilitySection } from "./accountability-section.js";
import { checkSection } from "./check-section.js";
import { comparisonSection } from "./comparison-section.js";
import { executionSection } from "./execution-section.js";
import { metricSection } from "./metric-section.js";
import { problemSection } from "./problem-section.js";
import { stateSection } from "./state-section.js";

/** Options of the HTML reporter. */
export interface HtmlReporterOptions {
  /** Values of earlier executions, drawn beside each metric. */
  readonly history?: readonly MetricHistory[];
  /** Another execution, to show what changed since. */
  readonly comparedWith?: RunReport;
}

/**
 * Renders a run as one HTML page: the state, what failed and why, all checks, the metrics with their values, and how
 * it was run. The page loads nothing, has no script, and follows the viewer's theme; a policy in it forbids all else.
 *
 * @param options - what stands beside the report
 */
export function htmlReporter(options: HtmlReporterOptions = {}): Reporter {
  return { name: "html", extension: "html", render: (report) => page(report, options) };
}

function page(report: RunReport, { history, comparedWith }: HtmlReporterOptions): string {
  const { suite, status, execution } = report;
  const series = metricSeries(report, history);
  return pageFrame(
    `${suite}, ${execution.key.date}: ${status}`,
    stateSection(report),
    problemSection(report, series),
    comparisonSection(report, comparedWith),
    checkSection(report),
    accountabilitySection(report),
    metricSection(series),
    executionSection(report),
    element("footer", {}, `Made by DQX from the report of execution ${execution.id}.`),
  );
}
