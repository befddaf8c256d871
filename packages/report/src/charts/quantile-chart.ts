import { showNumber } from "../facts/show-number.js";
import { element, type Markup } from "../markup/markup.js";

const WIDTH = 240;
const HEIGHT = 60;
const MARGIN = 4;

/** The value that a share of all values does not exceed. */
export interface ChartQuantile {
  /** From 0 to 1. */
  readonly at: number;
  readonly value: number;
}

/**
 * Draws which share of the values lies below which value: values to the right, shares upwards.
 *
 * @param name - of the metric
 * @param quantiles - ascending by their shares
 * @returns nothing for fewer than three quantiles, which a line of text tells better
 */
export function quantileChart(name: string, quantiles: readonly ChartQuantile[]): Markup | undefined {
  const [first] = quantiles;
  const last = quantiles.at(-1);
  if (first === undefined || last === undefined || quantiles.length < 3) return undefined;
  // Relative to the largest, so that nothing overflows.
  const unit = Math.max(Math.abs(first.value), Math.abs(last.value)) || 1;
  const range = last.value / unit - first.value / unit;
  const places = quantiles.map(({ at, value }) => [
    MARGIN + (range === 0 ? 0.5 : (value / unit - first.value / unit) / range) * (WIDTH - 2 * MARGIN),
    HEIGHT - MARGIN - at * (HEIGHT - 2 * MARGIN),
  ]);
  const shown = places.map((place) => place.map((each) => Math.round(each * 10) / 10));
  return element(
    "svg",
    {
      class: "quantiles",
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      width: WIDTH,
      height: HEIGHT,
      role: "img",
      "aria-label": `Quantiles of ${name}, from ${showNumber(first.value)} to ${showNumber(last.value)}`,
    },
    element("line", { class: "axis", x1: 0, x2: WIDTH, y1: HEIGHT, y2: HEIGHT }),
    element("polyline", { points: shown.map((place) => place.join(",")).join(" ") }),
    shown.map(([cx, cy]) => element("circle", { cx, cy, r: 2.5 })),
  );
}
