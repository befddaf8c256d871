import { spawnSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import type { BenchRow, Comparison } from "../bench-row.js";
import { CHECKOUT, install } from "../installation.js";
import { type Contestant, interleave, type Measurement, measurement } from "../measure.js";

const ROUNDS = { warmups: 3, rounds: 15 };

/** What a process loads that verifies with DuckDB and keeps its metrics in SQLite, in the way in which it is loaded. */
const PIPELINE = [
  ...["@dqx/api", "@dqx/orm", "@dqx/duckdb"].map((name) => `import "${name}";`),
  `import { createRequire } from "node:module";`,
  `const require = createRequire(process.cwd() + "/");`,
  ...["typeorm", "libsql", "@duckdb/node-api"].map((name) => `require("${name}");`),
];

/** How much longer than bare Node a process takes that loads DQX, files in the page cache. */
export const importRow: BenchRow = {
  name: "import",
  async run(folder): Promise<readonly Comparison[]> {
    const place = join(folder, "installed");
    install(CHECKOUT, place);
    const bare = importContestant("node", place, []);
    const api = importContestant("node + @dqx/api", place, [`import "@dqx/api";`]);
    const pipeline = importContestant("node + all", place, PIPELINE);
    const [baseline, ...times] = await interleave([bare, api, pipeline], ROUNDS);
    if (baseline === undefined) throw new Error("Three timings.");
    const works = [
      { what: "import @dqx/api, as published, in a new process", contestant: api, milliseconds: 30 },
      {
        what: "import @dqx/api, @dqx/orm, @dqx/duckdb, as published, and load TypeORM, libsql and DuckDB",
        contestant: pipeline,
        milliseconds: 280,
      },
    ];
    return works.flatMap(({ what, contestant, milliseconds }, index): readonly Comparison[] => {
      const ours = times[index];
      if (ours === undefined) throw new Error("Three timings.");
      const bar = { kind: "above", milliseconds } as const;
      return [
        { what, baseline, ours, bar },
        {
          what: `processor time, ${what}`,
          baseline: bare.processorTime(ROUNDS.rounds),
          ours: contestant.processorTime(ROUNDS.rounds),
          bar,
        },
      ];
    });
  },
};

/** A process that runs some lines and ends, and tells what it took of the processor. */
interface ImportContestant extends Contestant<void> {
  /** What the last runs took, all threads together. */
  processorTime(rounds: number): Measurement;
}

/**
 * A process that runs some lines and ends.
 *
 * @param name - what it is called
 * @param cwd - the folder whose packages it finds
 * @param lines - a module's text
 */
export function importContestant(name: string, cwd: string, lines: readonly string[]): ImportContestant {
  // Behind the imports, which the language runs first: what all threads took until then, in milliseconds.
  const script = `${lines.join("\n")}
    const { user, system } = process.cpuUsage();
    process.stdout.write(String((user + system) / 1000));`;
  const processorTimes: number[] = [];
  const node = realpathSync(process.execPath);
  return {
    name,
    async run() {
      const child = spawnSync(node, ["--input-type=module", "--eval", script], { cwd, encoding: "utf8" });
      if (child.status !== 0) throw new Error(`${name} failed: ${child.stderr}`);
      processorTimes.push(Number(child.stdout));
    },
    processorTime: (rounds) => measurement(name, "ms", processorTimes.slice(-rounds)),
  };
}
