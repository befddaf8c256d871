import { counted } from "../facts/counted.js";
import { showNumber } from "../facts/show-number.js";
import { element, type Markup } from "../markup/markup.js";

const WIDTH = 240;
const HEIGHT = 60;

/** A bin, and how many rows are in it. */
export interface ChartBin {
  readonly from: number | string;
  readonly until: number | string;
  readonly rows: number;
}

/**
 * Draws how values are distributed, a bar for each bin.
 *
 * @param name - of what has the values
 * @param bins - from left to right
 */
export function histogramChart(name: string, bins: readonly ChartBin[]): Markup {
  const largest = bins.reduce((found, { rows }) => Math.max(found, rows), 1);
  const width = WIDTH / Math.max(1, bins.length);
  const fullest = bins.find(({ rows }) => rows === largest);
  const most =
    fullest === undefined
      ? ""
      : `, most rows (${showNumber(largest)}) from ${fullest.from} to ${fullest.until}`;
  return element(
    "svg",
    {
      class: "histogram",
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      width: WIDTH,
      height: HEIGHT,
      role: "img",
      "aria-label": `Distribution of ${name}: ${counted(bins.length, "bin")}${most}`,
    },
    bins.map(({ rows }, place) => {
      // A bin with few rows is still seen to have some.
      const height = rows === 0 ? 0 : Math.max(1, (rows / largest) * HEIGHT);
      return element("rect", {
        x: round(place * width),
        y: round(HEIGHT - height),
        width: round(Math.max(width - 1, 0.5)),
        height: round(height),
      });
    }),
    element("line", { class: "axis", x1: 0, x2: WIDTH, y1: HEIGHT, y2: HEIGHT }),
  );
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
