import { daysBetween } from "@dqx/common";
import type { MetricSeries } from "../facts/metric-series.js";
import { showNumber } from "../facts/show-number.js";
import { element, type Markup } from "../markup/markup.js";

const WIDTH = 160;
const HEIGHT = 36;
const MARGIN = 4;

/**
 * Draws a metric over its days.
 *
 * @param series - the metric
 * @returns nothing for fewer than three days, which a table tells better
 */
export function trendChart({ metric, points }: MetricSeries): Markup | undefined {
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined || points.length < 3) return undefined;
  const values = points.map(({ value }) => value);
  // Relative to the largest, so that nothing overflows.
  const unit = values.reduce((found, value) => Math.max(found, Math.abs(value)), 0) || 1;
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  const range = high / unit - low / unit;
  const days = daysBetween(first.date, last.date);
  const places = points.map(({ date, value }) => {
    const x = MARGIN + (daysBetween(first.date, date) / days) * (WIDTH - 2 * MARGIN);
    const height = range === 0 ? 0.5 : (value / unit - low / unit) / range;
    const y = HEIGHT - MARGIN - height * (HEIGHT - 2 * MARGIN);
    // A page may hold hundreds of drawings with 90 days each.
    return [Math.round(x), Math.round(y * 10) / 10];
  });
  const label = `${metric}, ${first.date} to ${last.date}: lowest ${showNumber(low)}, highest ${showNumber(high)}, last ${showNumber(last.value)}`;
  const [x, y] = places.at(-1) ?? [];
  return element(
    "svg",
    {
      class: "trend",
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      width: WIDTH,
      height: HEIGHT,
      role: "img",
      "aria-label": label,
    },
    element("polyline", { points: places.map((place) => place.join(",")).join(" ") }),
    element("circle", { cx: x, cy: y, r: 2.5 }),
  );
}
