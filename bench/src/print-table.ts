import type { Measurement } from "./measure.js";
import type { RowReport } from "./report.js";

/**
 * Renders reports as a table for a terminal or a Markdown file.
 *
 * @param reports - one line each
 */
export function printTable(reports: readonly RowReport[]): string {
  const lines = [
    ["row", "what", "baseline", "ours", "result", "bar", ""],
    ...reports.map(({ row, what, baseline, ours, shown, bar, outcome }) => [
      row,
      what,
      `${baseline.name} ${quantity(baseline)}`,
      quantity(ours),
      shown,
      bar,
      outcome,
    ]),
  ];
  const [header = []] = lines;
  const widths = header.map((_, column) =>
    Math.max(...lines.map((line) => [...(line[column] ?? "")].length)),
  );
  const rendered = lines.map(
    (line) =>
      `| ${line.map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - [...cell].length)).join(" | ")} |`,
  );
  const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
  return [rendered[0], rule, ...rendered.slice(1)].join("\n");
}

function quantity({ unit, median, spread }: Measurement): string {
  const shown =
    unit === "ms" && median >= 1000
      ? `${(median / 1000).toFixed(2)} s`
      : `${median.toFixed(median < 10 ? 3 : 0)} ${unit}`;
  return `${shown} ±${(spread * 100).toFixed(0)} %`;
}
