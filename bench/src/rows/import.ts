import { spawnSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import type { BenchRow, Comparison } from "../bench-row.js";
import { CHECKOUT, install } from "../installation.js";
import { type Contestant, interleave } from "../measure.js";

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
    const [bare, api, pipeline] = await interleave(
      [
        importContestant("node", place, []),
        importContestant("node + @dqx/api", place, [`import "@dqx/api";`]),
        importContestant("node + all", place, PIPELINE),
      ],
      ROUNDS,
    );
    if (bare === undefined || api === undefined || pipeline === undefined) throw new Error("Three timings.");
    return [
      {
        what: "import @dqx/api, as published, in a new process",
        baseline: bare,
        ours: api,
        bar: { kind: "above", milliseconds: 30 },
      },
      {
        what: "import @dqx/api, @dqx/orm, @dqx/duckdb, as published, and load TypeORM, libsql and DuckDB",
        baseline: bare,
        ours: pipeline,
        bar: { kind: "above", milliseconds: 280 },
      },
    ];
  },
};

/**
 * A process that runs some lines and ends.
 *
 * @param name - what it is called
 * @param cwd - the folder whose packages it finds
 * @param lines - a module's text
 */
export function importContestant(name: string, cwd: string, lines: readonly string[]): Contestant<void> {
  const script = lines.join("\n");
  const node = realpathSync(process.execPath);
  return {
    name,
    async run() {
      const child = spawnSync(node, ["--input-type=module", "--eval", script], { cwd, encoding: "utf8" });
      if (child.status !== 0) throw new Error(`${name} failed: ${child.stderr}`);
    },
  };
}
