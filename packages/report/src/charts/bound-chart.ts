import type { AssertionReport } from "@dqx/api";
import { element, type Markup } from "../markup/markup.js";

const WIDTH = 160;
const HEIGHT = 22;

/**
 * Draws where a value lies, and where it may: a band for what is demanded and a line for the value.
 *
 * @param assertion - one with a value
 * @param label - what the drawing shows, in words
 * @returns nothing when there is no value, or nothing was demanded of it, or a bound has no value
 */
export function boundChart({ value, comparison }: AssertionReport, label: string): Markup | undefined {
  if (value === null || comparison.kind === "noop") return undefined;
  const ends = "bound" in comparison ? [comparison.bound] : [comparison.lower, comparison.upper];
  const bounds = ends.filter((bound) => bound !== null);
  if (bounds.length < ends.length) return undefined;
  const scale = makeScale([value, ...bounds]);
  const [first = 0, second = first] = bounds.map(scale);
  const at = scale(value);
  return element(
    "svg",
    {
      class: "bound",
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      width: WIDTH,
      height: HEIGHT,
      role: "img",
      "aria-label": label,
    },
    element("line", { class: "axis", x1: 0, x2: WIDTH, y1: HEIGHT / 2, y2: HEIGHT / 2 }),
    demandedBands(comparison.kind, first, second).map(([from, to]) =>
      element("rect", {
        class: "band",
        x: round(from),
        width: round(Math.max(to - from, 2)),
        y: 6,
        height: HEIGHT - 12,
      }),
    ),
    element("line", { class: "value", x1: round(at), x2: round(at), y1: 1, y2: HEIGHT - 1 }),
  );
}

type DemandKind = Exclude<AssertionReport["comparison"]["kind"], "noop">;

/** The parts of the axis in which a value is as demanded, from left to right. */
function demandedBands(
  kind: DemandKind,
  first: number,
  second: number,
): readonly (readonly [number, number])[] {
  switch (kind) {
    case "greater":
    case "atLeast":
      return [[first, WIDTH]];
    case "less":
    case "atMost":
      return [[0, first]];
    case "equal":
      return [[first - 1, first + 1]];
    case "between":
      return [[first, second]];
    case "notEqual":
      return [
        [0, first - 2],
        [first + 2, WIDTH],
      ];
    case "notBetween":
      return [
        [0, first],
        [second, WIDTH],
      ];
  }
}

/** Maps numbers to the axis so that all of the given ones have room on both sides. */
function makeScale(numbers: readonly number[]): (number: number) => number {
  // Relative to the largest, so that nothing overflows.
  const unit = Math.max(...numbers.map(Math.abs)) || 1;
  const scaled = numbers.map((number) => number / unit);
  const low = Math.min(...scaled);
  const range = Math.max(...scaled) - low;
  if (range === 0) return () => WIDTH / 2;
  const margin = WIDTH / 8;
  return (number) => margin + ((number / unit - low) / range) * (WIDTH - 2 * margin);
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
