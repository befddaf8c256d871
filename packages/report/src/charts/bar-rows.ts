import { element, type Markup } from "../markup/markup.js";

/** A row of a table with bars. */
export interface BarRow {
  readonly label: string;
  /** How long the bar is, from zero to the right, or to the left when it is negative; `null` for no bar. */
  readonly size: number | null;
  /** What stands behind the bar. */
  readonly text: string;
  /** Whether the row is no value of its own, but all others together. */
  readonly isOthers?: boolean;
}

const WIDTH = 100;

/**
 * A table with a bar in each row, all of one scale.
 *
 * @param label - what the table has, for those who hear it
 * @param rows - from top to bottom
 */
export function barRows(label: string, rows: readonly BarRow[]): Markup {
  const sizes = rows.flatMap(({ size }) => size ?? []);
  // Relative to the largest, so that nothing overflows.
  const unit = sizes.reduce((found, size) => Math.max(found, Math.abs(size)), 0) || 1;
  const low = sizes.reduce((found, size) => Math.min(found, size / unit), 0);
  const high = sizes.reduce((found, size) => Math.max(found, size / unit), 0);
  const scale = WIDTH / (high - low || 1);
  return element(
    "table",
    { class: "bars", "aria-label": label },
    element(
      "tbody",
      {},
      rows.map(({ label: name, size, text, isOthers }) =>
        element(
          "tr",
          {},
          element("th", { scope: "row", class: isOthers ? "faint" : undefined }, name),
          element("td", {}, size === null ? undefined : bar(size / unit, low, scale)),
          element("td", { class: "number" }, text),
        ),
      ),
    ),
  );
}

function bar(size: number, low: number, scale: number): Markup {
  const [x, width] = [(Math.min(size, 0) - low) * scale, Math.abs(size) * scale].map(
    (each) => Math.round(each * 10) / 10,
  );
  return element(
    "svg",
    { width: WIDTH, height: 10, "aria-hidden": "true" },
    element("rect", { x: x === 0 ? undefined : x, width, height: 10 }),
  );
}
