// Runs the tests of @dqx/trino that need a server, on the one that DQX_TEST_TRINO names, or on a cluster of a coordinator
// and a worker that is started for them and stopped behind them. Usage: node scripts/test-trino.mjs [arguments of vitest]
// Exits with 69 where no server can be had: no Java 24, no Maven, or no repository that Maven can reach.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import process from "node:process";
import { root } from "./workspace.mjs";

const UNAVAILABLE = 69;
const script = join(root, "scripts", "trino.sh");

/**
 * Runs a command to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>} its exit code
 */
async function run(command, args, options = {}) {
  const child = spawn(command, args, { stdio: "inherit", ...options });
  /** @type {(signal: NodeJS.Signals) => void} */
  const handOn = (signal) => void child.kill(signal);
  process.on("SIGINT", handOn).on("SIGTERM", handOn);
  const [code] = await once(child, "close");
  process.off("SIGINT", handOn).off("SIGTERM", handOn);
  return code ?? 1;
}

/** @param {string} url */
function test(url) {
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  const args = [
    vitest,
    "run",
    "test/engine",
    "--coverage.enabled=false",
    "--testTimeout=120000",
    "--reporter=default",
  ];
  return run(process.execPath, [...args, ...process.argv.slice(2)], {
    cwd: join(root, "packages", "trino"),
    env: { ...process.env, DQX_TEST_TRINO: url },
  });
}

const given = process.env.DQX_TEST_TRINO;
if (given !== undefined) process.exit(await test(given));
const started = await run("bash", [script, "start"]);
if (started !== 0) {
  if (started === UNAVAILABLE)
    console.error("SKIPPED: the tests of @dqx/trino that need a server were not run.");
  process.exit(started);
}
try {
  process.exitCode = await test(`http://127.0.0.1:${process.env.TRINO_PORT ?? 18080}`);
} finally {
  await run("bash", [script, "stop"]);
}
