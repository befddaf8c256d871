import type { RowReport } from "./report.js";

/**
 * Renders reports as a table for a terminal or a Markdown file.
 *
 * @param reports - one line each
 */
export function printTable(reports: readonly RowReport[]): string {
  const lines = [
    ["row", "what", "baseline", "ours", "result", "bar", ""],
    ...reports.map(({ row, what, baseline, ours, shown, bar, ok }) => [
      row,
      what,
      `${baseline.name} ${time(baseline.median, baseline.spread)}`,
      time(ours.median, ours.spread),
      shown,
      bar,
      ok ? "ok" : "MISSED",
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

function time(milliseconds: number, spread: number): string {
  const shown =
    milliseconds >= 1000
      ? `${(milliseconds / 1000).toFixed(2)} s`
      : `${milliseconds.toFixed(milliseconds < 10 ? 3 : 0)} ms`;
  return `${shown} ±${(spread * 100).toFixed(0)} %`;
}
