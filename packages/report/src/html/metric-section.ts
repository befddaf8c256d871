import type { MetricSeries } from "../facts/metric-series.js";
import { type Content, element, fragment, type Markup } from "./markup.js";
import { type Column, pageTable } from "./page-table.js";
import { showNumber } from "./show-number.js";
import { trendChart } from "./trend-chart.js";

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
  );
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
  return element("data", { value: String(value) }, showNumber(value));
}

function daysBefore(series: MetricSeries): Content {
  const chart = trendChart(series);
  if (chart !== undefined) return chart;
  return series.points
    .filter(({ date }) => date !== series.latest.date)
    .map(({ date, value }) => `${date}: ${showNumber(value)}`)
    .join(", ");
}
