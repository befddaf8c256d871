import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import type { BenchOptions, BenchRow } from "./bench-row.js";
import { printTable } from "./print-table.js";
import { type RowReport, reportOf, writeReports } from "./report.js";
import { rows } from "./rows.js";

const USAGE = `Usage: pnpm bench [--rows <name>[,<name>…]] [--full] [--strict]

  --rows    only these: ${rows.map(({ name }) => name).join(", ")}
  --full    with the sizes that take minutes and gigabytes
  --strict  exit with 1 when a bar is missed
`;

process.exitCode = await main();

async function main(): Promise<number> {
  const options = readOptions();
  if (options === undefined) return 2;
  const reports: RowReport[] = [];
  for (const row of options.rows) {
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
  readonly rows: readonly BenchRow[];
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
      },
    });
    const wanted = values.rows?.flatMap((list) => list.split(",")) ?? rows.map(({ name }) => name);
    const unknown = wanted.filter((name) => rows.every((row) => row.name !== name));
    if (unknown.length > 0) throw new Error(`There is no row ${unknown.join(", ")}.`);
    const { full, strict } = values;
    return { rows: rows.filter(({ name }) => wanted.includes(name)), full, strict };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return undefined;
  }
}
