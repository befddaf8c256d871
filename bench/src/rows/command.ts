import { spawnSync } from "node:child_process";
import { mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import type { BenchRow, Comparison } from "../bench-row.js";
import { CHECKOUT, install } from "../installation.js";
import { type Contestant, interleave } from "../measure.js";

const ROUNDS = { warmups: 2, rounds: 9 };

const CONFIGURATION = `
sources: { orders: { uri: orders.csv, dateColumn: day } }
checks:
  orders:
    assertions:
      - { assert: numRows(), atLeast: 1 }
      - { assert: "sum(revenue) / sum(revenue, lag 1)", between: [0.5, 2] }
`;

/** How much longer than bare Node the command takes, as published: its version, and a run on a tiny file. */
export const commandRow: BenchRow = {
  name: "command",
  async run(folder): Promise<readonly Comparison[]> {
    const place = join(folder, "installed");
    install(CHECKOUT, place);
    const project = join(place, "project");
    mkdirSync(project);
    writeFileSync(join(project, "dqx.yaml"), CONFIGURATION);
    writeFileSync(join(project, "orders.csv"), "day,revenue\n2025-01-07,100\n2025-01-08,120\n");
    const bare = contestant("node", project, "", []);
    const works = [
      { what: "dqx --version", args: ["--version"], milliseconds: 100 },
      { what: "dqx run on a CSV file of two rows", args: ["run", "--date", "2025-01-08"], milliseconds: 700 },
    ];
    const ours = works.map(({ what, args }) => contestant(what, project, MAIN, args));
    const [baseline, ...times] = await interleave([bare, ...ours], ROUNDS);
    if (baseline === undefined) throw new Error("Three timings.");
    return works.flatMap(({ what, milliseconds }, index): readonly Comparison[] => {
      const time = times[index];
      if (time === undefined) throw new Error("Three timings.");
      return [
        { what: `${what}, a whole process`, baseline, ours: time, bar: { kind: "above", milliseconds } },
      ];
    });
  },
};

/** What the program of the package does. */
const MAIN = `import process from "node:process"; import { main } from "@dqx/cli/main"; await main(process);`;

function contestant(name: string, cwd: string, script: string, args: readonly string[]): Contestant<void> {
  const node = realpathSync(process.execPath);
  return {
    name,
    async run() {
      const options = ["--input-type=module", "--eval", script, "--", "dqx", ...args];
      const { status, stderr } = spawnSync(node, script === "" ? ["--eval", ""] : options, {
        cwd,
        encoding: "utf8",
      });
      if (status !== 0) throw new Error(`${name} failed: ${stderr}`);
    },
  };
}
