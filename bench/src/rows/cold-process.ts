import { rmSync } from "node:fs";
import { join } from "node:path";
import type { BenchRow, Comparison } from "../bench-row.js";
import { CHECKOUT, install } from "../installation.js";
import { interleave, type Measurement, measurement } from "../measure.js";
import { orders } from "../orders.js";
import type { ProgramReport } from "../program.js";
import { runProgram } from "../program-process.js";
import { requireSameNumbers } from "../require-same-numbers.js";

const ROUNDS = { warmups: 2, rounds: 15 };

interface Work {
  readonly name: string;
  readonly what: string;
  /** How many times what the script without DQX takes. */
  readonly times: number;
}

const works: readonly Work[] = [
  { name: "one-date", what: "37 metrics on one date of 10 M unsorted Parquet rows", times: 1.35 },
  { name: "thirty-days", what: "10 metrics × 30 days of 10 M unsorted Parquet rows", times: 1.6 },
];

/** A whole process, from its start to its end, against a script without DQX that comes to the same numbers. */
export const coldProcessRow: BenchRow = {
  name: "cold-process",
  async run(folder): Promise<readonly Comparison[]> {
    const path = await orders();
    const programs = install(CHECKOUT, join(folder, "installed"));
    const comparisons: Comparison[] = [];
    for (const work of works) comparisons.push(...(await compare(work, path, programs, folder)));
    return comparisons;
  },
};

async function compare(
  { name, what, times }: Work,
  path: string,
  programs: string,
  folder: string,
): Promise<readonly Comparison[]> {
  const store = join(folder, "metrics.db");
  const byHand = program("node + DuckDB", join(programs, "by-hand.js"), [name, path]);
  const bySuite = program("node + DQX", join(programs, "suite.js"), [name, path, store]);
  // The store is there, as it is on every day but the first.
  requireSameNumbers(await byHand.run(), await bySuite.run());
  const [baseline, ours] = await interleave([byHand, bySuite], ROUNDS);
  if (baseline === undefined || ours === undefined) throw new Error("Two timings.");
  rmSync(store);
  const whole = `whole process, ${what}, SQLite file`;
  return [
    { what: whole, baseline, ours, bar: { kind: "atMost", times } },
    {
      what: `processor time, ${whole}`,
      baseline: byHand.measured("processor", "ms"),
      ours: bySuite.measured("processor", "ms"),
      bar: { kind: "atMost", times },
    },
    {
      what: `peak memory, ${whole}`,
      baseline: byHand.measured("peak", "MiB"),
      ours: bySuite.measured("peak", "MiB"),
      bar: { kind: "atMost", times: 1.2 },
    },
  ];
}

function program(name: string, file: string, args: readonly string[]) {
  const reports: ProgramReport[] = [];
  return {
    name,
    async run(): Promise<ReadonlyMap<string, number>> {
      const report = await runProgram(file, args);
      reports.push(report);
      return new Map(Object.entries(report.numbers));
    },
    /** What the counted rounds reported. */
    measured(field: "peak" | "processor", unit: Measurement["unit"]): Measurement {
      return measurement(
        name,
        unit,
        reports.slice(-ROUNDS.rounds).map((report) => report[field]),
      );
    },
  };
}
