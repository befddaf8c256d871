import { join } from "node:path";
import type { BenchRow, Comparison } from "../bench-row.js";
import { CHECKOUT, install } from "../installation.js";
import { type Measurement, measurement, shuffled } from "../measure.js";
import { runProgram } from "../program-process.js";

const ROUNDS = 5;
const WORKS = [
  "2,000 metrics × 30 days",
  "10,000 assertions",
  "100,000 symbols",
  "80,000 stored metrics",
] as const;

/** How long others wait for their turn at most while a large suite runs, beyond what they wait in an idle process. */
export const eventLoopRow: BenchRow = {
  name: "event-loop",
  async run(folder): Promise<readonly Comparison[]> {
    const file = join(install(CHECKOUT, join(folder, "installed")), "longest-block.js");
    const longest = new Map<string, number[]>(["idle", ...WORKS].map((work) => [work, []]));
    for (let round = 0; round < ROUNDS; round++) {
      for (const [work, samples] of shuffled([...longest])) {
        const store = join(folder, `${work.replaceAll(/\W/g, "")}-${round}.db`);
        const { numbers } = await runProgram(file, [work, store]);
        samples.push(numbers.longest ?? Number.NaN);
      }
    }
    const of = (work: string): Measurement => measurement(work, "ms", longest.get(work) ?? []);
    return WORKS.map((work) => ({
      what: `the event loop's longest block in a new process: ${work}`,
      baseline: of("idle"),
      ours: of(work),
      bar: { kind: "above", milliseconds: 200 },
    }));
  },
};
