import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { againstNames, removeWorktree, rowsAgainst } from "./against.js";
import type { BenchOptions, BenchRow } from "./bench-row.js";
import { printTable } from "./print-table.js";
import { type RowReport, reportOf, writeReports } from "./report.js";
import { rows } from "./rows.js";

const USAGE = `Usage: pnpm bench [--rows <name>[,<name>…]] [--full] [--strict]
       pnpm bench --against <commit> [--rows <name>[,<name>…]] [--strict]

  --rows     only these: ${rows.map(({ name }) => name).join(", ")}
             with --against: ${againstNames.join(", ")}
  --full     with the sizes that take minutes and gigabytes
  --against  compares with another commit, which is built in a temporary folder
  --strict   exits with 1 when a bar is missed
`;

process.exitCode = await main();

async function main(): Promise<number> {
  const options = readOptions();
  if (options === undefined) return 2;
  return options.against === undefined ? runRows(rows, options) : runAgainst(options.against, options);
}

async function runAgainst(commit: string, options: Options): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "dqx-bench-against-"));
  try {
    process.stderr.write(`building ${commit} …\n`);
    return await runRows(rowsAgainst(commit, folder), options);
  } finally {
    removeWorktree(folder);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runRows(all: readonly BenchRow[], options: Options): Promise<number> {
  const reports: RowReport[] = [];
  for (const row of all.filter(({ name }) => options.names.includes(name))) {
    process.stderr.write(`${row.name} …\n`);
    const folder = mkdtempSync(join(tmpdir(), "dqx-bench-"));
    try {
      const ended = (await row.run(folder, options)).map((comparison) => reportOf(row.name, comparison));
      console.log(printTable(ended));
      reports.push(...ended);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  const [held, missed, noisy] = (["ok", "MISSED", "noisy"] as const).map(
    (wanted) => reports.filter(({ outcome }) => outcome === wanted).length,
  );
  console.log(`\n${printTable(reports)}`);
  console.log(
    `\n${held} of ${reports.length} bars held, ${missed} missed, ${noisy} told nothing. All samples: bench/results/${basename(writeReports(reports))}`,
  );
  return options.strict && missed !== 0 ? 1 : 0;
}

interface Options extends BenchOptions {
  /** Which rows. */
  readonly names: readonly string[];
  /** The commit that is compared with, instead of what is done without DQX. */
  readonly against: string | undefined;
  readonly strict: boolean;
}

function readOptions(): Options | undefined {
  // Package managers hand a separating "--" on.
  const args = process.argv.slice(2).filter((argument) => argument !== "--");
  try {
    const { values } = parseArgs({
      args,
      options: {
        rows: { type: "string", multiple: true },
        full: { type: "boolean", default: false },
        strict: { type: "boolean", default: false },
        against: { type: "string" },
      },
    });
    const { full, strict, against } = values;
    const known = against === undefined ? rows.map(({ name }) => name) : againstNames;
    const names = values.rows?.flatMap((list) => list.split(",")) ?? known;
    const unknown = names.filter((name) => !known.includes(name));
    if (unknown.length > 0) throw new Error(`There is no row ${unknown.join(", ")}.`);
    return { names, full, strict, against };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return undefined;
  }
}
