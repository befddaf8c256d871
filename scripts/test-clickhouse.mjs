// Runs the tests of @dqx/clickhouse that need an engine, on the ClickHouse that DQX_TEST_CLICKHOUSE names, or on one
// that is started for them and stopped behind them. Usage: node scripts/test-clickhouse.mjs [arguments of vitest]
// Exits with 69 where no engine can be had: no binary for this machine, or no registry that npm can reach.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline/promises";
import { root } from "./workspace.mjs";

const UNAVAILABLE = 69;

/**
 * @param {string} url
 * @returns {Promise<number>} the exit code
 */
async function test(url) {
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  // Most of a test is waiting for an answer, so many wait at once.
  const options = ["--sequence.concurrent", "--maxConcurrency=16", "--testTimeout=300000"];
  const args = [vitest, "run", "test/engine", "--coverage.enabled=false", "--reporter=default", ...options];
  const child = spawn(process.execPath, [...args, ...process.argv.slice(2)], {
    cwd: join(root, "packages", "clickhouse"),
    env: { ...process.env, DQX_TEST_CLICKHOUSE: url },
    stdio: "inherit",
  });
  const [code] = await once(child, "close");
  return code ?? 1;
}

const given = process.env.DQX_TEST_CLICKHOUSE;
if (given !== undefined) process.exit(await test(given));
const server = spawn(process.execPath, [join(root, "scripts", "clickhouse.mjs")], {
  stdio: ["pipe", "pipe", "inherit"],
});
const ended = once(server, "exit");
for await (const line of createInterface({ input: server.stdout })) {
  process.exitCode = await test(JSON.parse(line).url);
  server.stdin.end();
}
const [code] = await ended;
if (process.exitCode === undefined) {
  if (code === UNAVAILABLE) {
    console.error("SKIPPED: the tests of @dqx/clickhouse that need an engine were not run.");
  }
  process.exitCode = code ?? 1;
}
