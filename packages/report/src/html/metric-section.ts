import type { MetricReport } from "@dqx/api";
import { detailChart } from "../charts/detail-chart.js";
import { trendChart } from "../charts/trend-chart.js";
import { counted } from "../facts/counted.js";
import type { MetricSeries } from "../facts/metric-series.js";
import { showNumber } from "../facts/show-number.js";
import { type Content, element, fragment, type Markup } from "../markup/markup.js";
import { type Column, pageTable } from "../markup/page-table.js";

/**
 * The metrics with their values, a table per dataset.
 *
 * @param series - the metrics over time
 */
export function metricSection(series: readonly MetricSeries[]): Markup {
  if (series.length === 0) return fragment();
  const datasets = [...new Set(series.map(({ dataset }) => dataset))];
  return element(
    "section",
    {},
    element("h2", {}, "Metrics"),
    datasets.map((dataset) => [
      element("h3", {}, dataset),
      pageTable(
        `Metrics of ${dataset}`,
        COLUMNS,
        series.filter((each) => each.dataset === dataset),
      ),
    ]),
    details(series),
  );
}

/** The most charts of details, so that the page stays small enough to be sent around. */
const MOST_DETAILS = 40;

function details(series: readonly MetricSeries[]): Content {
  const charts = series.flatMap(({ latest }) => detailChart(latest) ?? []);
  if (charts.length === 0) return undefined;
  const left = charts.length - MOST_DETAILS;
  return [
    element("h3", {}, "Distributions and segments"),
    element("div", { class: "charts" }, charts.slice(0, MOST_DETAILS)),
    left > 0
      ? element("p", { class: "faint" }, `${counted(left, "more chart")} left out; the JSON report has all.`)
      : undefined,
  ];
}

const COLUMNS: readonly Column<MetricSeries>[] = [
  { title: "Metric", cell: ({ metric, latest }) => [metric, latest.warnings.map(note)] },
  { title: "Date", cell: ({ latest }) => latest.date },
  { title: "Value", isNumber: true, cell: latestValue },
  { title: "The days before", cell: daysBefore },
];

function note(warning: string): Markup {
  return element("p", { class: "warning" }, warning);
}

function latestValue({ latest }: MetricSeries): Content {
  const { value, reason } = latest;
  if (value === null) return element("span", { class: "faint" }, reason ?? "no value");
  // The exact number for programs that read the page.
  return [element("data", { value: String(value) }, showNumber(value)), partsOf(latest.detail)];
}

/** What a share or a key is made of, below its number. */
function partsOf(detail: MetricReport["detail"]): Content {
  if (detail?.kind === "share") {
    const { counted: matching, tested } = detail;
    return element("p", { class: "faint" }, `${showNumber(matching)} of ${counted(tested, "row")}`);
  }
  if (detail?.kind === "key") {
    const { rows, incomplete, repeated } = detail;
    return element(
      "p",
      { class: "faint" },
      `of ${counted(rows, "row")}: ${showNumber(incomplete)} incomplete, ${showNumber(repeated)} repeated`,
    );
  }
  return undefined;
}

function daysBefore(series: MetricSeries): Content {
  const chart = trendChart(series);
  if (chart !== undefined) return chart;
  return series.points
    .filter(({ date }) => date !== series.latest.date)
    .map(({ date, value }) => `${date}: ${showNumber(value)}`)
    .join(", ");
}
