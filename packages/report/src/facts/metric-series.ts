import type { MetricReport, RunReport } from "@dqx/api";
import type { LocalDate } from "@dqx/common";

/** The value of a metric on a day. */
export interface SeriesPoint {
  readonly date: LocalDate;
  readonly value: number;
}

/** The values of a metric on several days, for example those that a store has from earlier executions. */
export interface MetricHistory {
  /** As reports name it, for example `sum(revenue)`. */
  readonly metric: string;
  readonly dataset: string;
  /** In any order; of two with one date, the later in the list counts. */
  readonly points: readonly SeriesPoint[];
}

/** What a report says of a metric, on all of its days. */
export interface MetricSeries {
  readonly metric: string;
  readonly dataset: string;
  /** Ascending by date: the days that the run itself looked at, and those of the history. */
  readonly points: readonly SeriesPoint[];
  /** What became of the metric on the last day that the run looked at. */
  readonly latest: MetricReport;
}

/**
 * Gathers the metrics of a report, with their history. Where both know a day, the run's own value counts.
 *
 * @param report - a report
 * @param history - values of other executions
 * @returns in the order of the report
 */
export function metricSeries(
  { metrics }: RunReport,
  history: readonly MetricHistory[] = [],
): readonly MetricSeries[] {
  const past = new Map(history.map((each) => [keyOf(each.metric, each.dataset), each.points]));
  const grouped = new Map<string, MetricReport[]>();
  for (const metric of metrics) {
    const key = keyOf(metric.name, metric.dataset);
    const group = grouped.get(key);
    if (group === undefined) grouped.set(key, [metric]);
    else group.push(metric);
  }
  return [...grouped].map(([key, group]) => {
    const latest = group.reduce((last, each) => (each.date >= last.date ? each : last));
    const byDate = new Map((past.get(key) ?? []).map(({ date, value }) => [date, value]));
    for (const { date, value } of group) {
      if (value === null) byDate.delete(date);
      else byDate.set(date, value);
    }
    const points = [...byDate]
      .map(([date, value]) => ({ date, value }))
      .toSorted((a, b) => (a.date < b.date ? -1 : 1));
    return { metric: latest.name, dataset: latest.dataset, points, latest };
  });
}

/**
 * Finds series by the name of their metric and their dataset.
 *
 * @param series - what to search
 */
export function seriesFinder(
  series: readonly MetricSeries[],
): (metric: string, dataset: string) => MetricSeries | undefined {
  const byKey = new Map(series.map((each) => [keyOf(each.metric, each.dataset), each]));
  return (metric, dataset) => byKey.get(keyOf(metric, dataset));
}

function keyOf(metric: string, dataset: string): string {
  return JSON.stringify([dataset, metric]);
}
