import { mkdirSync, writeFileSync } from "node:fs";
import { arch, cpus, platform, totalmem } from "node:os";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { judge, type Verdict } from "./bar.js";
import type { Comparison } from "./bench-row.js";
import type { Measurement } from "./measure.js";

/** One line of the table. */
export interface RowReport extends Verdict {
  /** The benchmark's name. */
  readonly row: string;
  /** What was done, and on how much. */
  readonly what: string;
  readonly baseline: Measurement;
  readonly ours: Measurement;
}

/**
 * Judges a comparison.
 *
 * @param row - the benchmark's name
 * @param comparison - what it came to
 */
export function reportOf(row: string, { what, baseline, ours, bar }: Comparison): RowReport {
  return { row, what, baseline, ours, ...judge(bar, baseline, ours) };
}

/**
 * Writes reports as JSON, under `results/` and a name that is the time.
 *
 * @param reports - all lines
 * @returns the path of the file
 */
export function writeReports(reports: readonly RowReport[]): string {
  const folder = fileURLToPath(new URL("../results/", import.meta.url));
  mkdirSync(folder, { recursive: true });
  const at = new Date().toISOString();
  const path = `${folder}${at.replaceAll(":", "-")}.json`;
  const machine = {
    node: process.version,
    platform: `${platform()} ${arch()}`,
    processors: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
  writeFileSync(path, `${JSON.stringify({ at, machine, rows: reports }, undefined, 2)}\n`);
  return path;
}
