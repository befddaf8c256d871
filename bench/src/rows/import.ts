import { spawnSync } from "node:child_process";
import { realpathSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import type { BenchRow, Comparison } from "../bench-row.js";
import { type Contestant, interleave } from "../measure.js";

const ROUNDS = { warmups: 3, rounds: 15 };

/** What a process loads that verifies with DuckDB and keeps its metrics in SQLite. */
const PIPELINE = ["@dqx/api", "@dqx/orm", "@dqx/duckdb", "typeorm", "sqlite3", "@duckdb/node-api"];

/** How much longer than bare Node a process takes that loads DQX, files in the page cache. */
export const importRow: BenchRow = {
  name: "import",
  async run(): Promise<readonly Comparison[]> {
    const [bare, api, pipeline] = await interleave(
      [
        processThat("node", []),
        processThat("node + @dqx/api", ["@dqx/api"]),
        processThat("node + all", PIPELINE),
      ],
      ROUNDS,
    );
    if (bare === undefined || api === undefined || pipeline === undefined) throw new Error("Three timings.");
    return [
      {
        what: "import @dqx/api in a new process",
        baseline: bare,
        ours: api,
        bar: { kind: "above", milliseconds: 120 },
      },
      {
        what: "import @dqx/api, @dqx/orm, @dqx/duckdb, TypeORM and both drivers",
        baseline: bare,
        ours: pipeline,
        bar: { kind: "above", milliseconds: 400 },
      },
    ];
  },
};

function processThat(name: string, modules: readonly string[]): Contestant<void> {
  const script = modules.map((module) => `import ${JSON.stringify(module)};`).join("\n");
  const node = realpathSync(process.execPath);
  const cwd = fileURLToPath(new URL("../..", import.meta.url));
  return {
    name,
    async run() {
      const child = spawnSync(node, ["--input-type=module", "--eval", script], { cwd, encoding: "utf8" });
      if (child.status !== 0) throw new Error(`${name} failed: ${child.stderr}`);
    },
  };
}
