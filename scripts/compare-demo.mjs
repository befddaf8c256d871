// Runs the demo on DuckDB and on ClickHouse, and compares their numbers: whole ones to the digit, others to 1e-9.
// Usage: node scripts/compare-demo.mjs. Exits with 69 where ClickHouse's engine cannot be had.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { ChdbUnavailable, loadChdb } from "./chdb.mjs";
import { root } from "./workspace.mjs";

const UNAVAILABLE = 69;

try {
  await loadChdb(console.error);
} catch (error) {
  if (!(error instanceof ChdbUnavailable)) throw error;
  console.error(`SKIPPED: ${error.message}`);
  process.exit(UNAVAILABLE);
}
const folder = mkdtempSync(join(tmpdir(), "dqx-compare-"));
try {
  const [wanted, found] = ["duckdb", "clickhouse"].map(numbersOn);
  compare(wanted ?? new Map(), found ?? new Map());
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * The numbers of the demo's executions, by execution, metric and date.
 * @param {string} engine
 * @returns {Map<string, number>}
 */
function numbersOn(engine) {
  const output = join(folder, `${engine}.json`);
  const args = [
    "run",
    "--silent",
    "demo",
    "--",
    "--json",
    "--engine",
    engine,
    "--store",
    join(folder, engine),
  ];
  const { status, stdout } = spawnSync("npm", args, {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Error(`The demo on ${engine} exited with ${status}.`);
  writeFileSync(output, stdout);
  /** @type {{ executions: { metrics: { name: string, date: string, value: number }[] }[] }} */
  const { executions } = JSON.parse(readFileSync(output, "utf8"));
  return new Map(
    executions.flatMap(({ metrics }, index) =>
      metrics.map(({ name, date, value }) => [`${index + 1}: ${name} on ${date}`, value]),
    ),
  );
}

/**
 * @param {Map<string, number>} wanted
 * @param {Map<string, number>} found
 */
function compare(wanted, found) {
  const others = [...new Set([...wanted.keys(), ...found.keys()])].filter(
    (key) => !isSame(wanted.get(key), found.get(key)),
  );
  for (const key of others)
    console.error(`${key}: ${wanted.get(key)} on DuckDB, ${found.get(key)} on ClickHouse`);
  if (others.length > 0 || wanted.size === 0) process.exitCode = 1;
  else console.log(`${wanted.size} numbers are the same on DuckDB and ClickHouse.`);
}

/**
 * @param {number | undefined} wanted
 * @param {number | undefined} found
 */
function isSame(wanted, found) {
  if (wanted === undefined || found === undefined || Number.isInteger(wanted)) return wanted === found;
  return Math.abs(found - wanted) <= 1e-9 * Math.abs(wanted);
}
