import { displayWidth } from "./display-width.js";

/** A cell: its text, and what colours it once it has its width. */
export interface Cell {
  readonly text: string;
  readonly paint?: (text: string) => string;
  readonly align?: "left" | "right";
}

/**
 * Lays rows out in columns that are as wide as their widest cell, two spaces apart.
 *
 * @param rows - each with the same number of cells
 * @returns a line for each, without spaces at its end
 */
export function alignedRows(rows: readonly (readonly Cell[])[]): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach(({ text }, column) => {
      widths[column] = Math.max(widths[column] ?? 0, displayWidth(text));
    });
  }
  return rows.map((row) => {
    const cells = row.map(({ text, align = "left", paint = (plain) => plain }, column) => {
      const isLast = column === row.length - 1;
      const gap = " ".repeat((widths[column] ?? 0) - displayWidth(text));
      if (align === "right") return `${gap}${paint(text)}`;
      return isLast ? paint(text) : `${paint(text)}${gap}`;
    });
    return cells.join("  ").trimEnd();
  });
}
