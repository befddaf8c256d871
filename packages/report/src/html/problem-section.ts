import type { AssertionReport, RunReport } from "@dqx/api";
import { boundChart } from "../charts/bound-chart.js";
import { detailChart } from "../charts/detail-chart.js";
import { trendChart } from "../charts/trend-chart.js";
import { problemsOf } from "../facts/check-groups.js";
import { counted } from "../facts/counted.js";
import { demanded } from "../facts/demanded.js";
import { type MetricSeries, seriesFinder } from "../facts/metric-series.js";
import { ownershipFacts } from "../facts/ownership.js";
import { reproductions } from "../facts/reproductions.js";
import { showNumber } from "../facts/show-number.js";
import { shownValue } from "../facts/shown-value.js";
import { type TestedRows, testedRows } from "../facts/tested-rows.js";
import { type Content, element, fragment, type Markup } from "../markup/markup.js";
import { problemAnchor } from "./problem-anchor.js";
import { sampleTable } from "./sample-table.js";

/**
 * What failed, and why, an article each.
 *
 * @param report - the report
 * @param series - its metrics over time
 */
export function problemSection(report: RunReport, series: readonly MetricSeries[]): Markup {
  const problems = problemsOf(report);
  if (problems.length === 0) return fragment();
  const rowsOf = testedRows(report);
  const seriesOf = seriesFinder(series);
  return element(
    "section",
    {},
    element("h2", {}, "What failed, and why"),
    problems.map((problem, index) =>
      article(problem, { anchor: problemAnchor(index), rows: rowsOf(problem), seriesOf }),
    ),
  );
}

/** What stands in an article beside the assertion itself. */
interface ArticleFacts {
  readonly anchor: string;
  readonly rows: readonly TestedRows[];
  readonly seriesOf: (metric: string, dataset: string) => MetricSeries | undefined;
}

function article(problem: AssertionReport, { anchor, rows, seriesOf }: ArticleFacts): Markup {
  const { status, severity, check, name, message, expression, metrics, tags, warnings } = problem;
  const series = new Set(metrics.map((reading) => seriesOf(reading.name, reading.dataset)));
  const charts = [
    figure(boundChart(problem, message), "the green band is demanded, the line is the value"),
    ...[...series].flatMap((each) =>
      each === undefined
        ? []
        : [figure(trendChart(each), `${each.metric}, ${days(each)}`), detailChart(each.latest)],
    ),
  ].filter((chart) => chart !== undefined);
  return element(
    "article",
    { class: `problem ${status}`, id: anchor },
    element("h3", {}, element("span", { class: `status ${status}` }, status), ` ${severity} ${name}`),
    element("p", { class: "why" }, message),
    charts.length === 0 ? undefined : element("div", { class: "charts" }, charts),
    sampleTable(problem),
    element(
      "dl",
      { class: "facts" },
      fact("Check", check),
      fact("Expression", element("code", {}, expression)),
      fact("Demanded", demanded(problem)),
      fact("Value", shownValue(problem)),
      // Why a metric has no value is in the message, and what is the whole expression has been said.
      metrics.map((reading) =>
        reading.value === null || reading.name === expression
          ? undefined
          : fact(reading.name, `${showNumber(reading.value)} ('${reading.dataset}', ${reading.date})`),
      ),
      rows.map(({ dataset, date, rows: count }) =>
        fact("Rows", `${counted(count, "row")} of '${dataset}' on ${date}`),
      ),
      tags.length === 0 ? undefined : fact("Tags", tags.join(", ")),
      ownershipFacts(problem).map(([name, text]) => fact(capitalized(name), text)),
    ),
    reproductions(problem).map(({ title, sql }) =>
      element(
        "details",
        {},
        element("summary", {}, `SQL of ${title}`),
        element("pre", {}, element("code", {}, sql)),
      ),
    ),
    warnings.map((warning) => element("p", { class: "warning" }, warning)),
  );
}

function fact(term: string, description: Content): Markup {
  return fragment(element("dt", {}, term), element("dd", {}, description));
}

function capitalized(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

function figure(chart: Markup | undefined, caption: string): Markup | undefined {
  return chart && element("figure", {}, chart, element("figcaption", {}, caption));
}

function days({ points }: MetricSeries): string {
  return `${points[0]?.date} to ${points.at(-1)?.date}`;
}
