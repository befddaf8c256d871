// Runs a goal of this repository on a machine that has only Node and npm: fetches the pinned pnpm through
// npm, installs what the lockfile says, builds, and hands over. Usage: node scripts/bootstrap.mjs <goal> [arguments]
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { packageManager, engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** What each goal runs after the install, as arguments of pnpm. */
const goals = {
  demo: (rest) => [
    ["exec", "turbo", "run", "build", "--filter=@dqx/demo...", "--output-logs=errors-only"],
    ["--silent", "--dir", "apps/demo", "start", ...rest],
  ],
  test: (rest) => [["exec", "turbo", "run", "test", "--output-logs=full", ...rest]],
};

const [goal, ...rest] = process.argv.slice(2);
const commands = goals[goal];
if (commands === undefined) fail(`Unknown goal '${goal}'. Known goals: ${Object.keys(goals).join(", ")}.`);
requireNode(engines.node.replace(">=", ""));

run(["install", "--frozen-lockfile", "--prefer-offline", "--reporter=append-only"], {
  quiet: goal === "demo",
});
for (const command of commands(rest)) run(command);

/** Runs the pinned pnpm; its output goes to stderr when quiet, so that stdout stays the goal's own. */
function run(args, { quiet = false } = {}) {
  const result = spawnSync("npx", ["--yes", packageManager.replace(/\+.*$/, ""), ...args], {
    cwd: root,
    stdio: ["inherit", quiet ? 2 : "inherit", "inherit"],
    env: { ...process.env, ...nodeHeaders(), TURBO_TELEMETRY_DISABLED: "1" },
    shell: process.platform === "win32",
  });
  if (result.error) fail(`Could not start npx: ${result.error.message}`);
  if (result.signal) process.kill(process.pid, result.signal);
  if (result.status !== 0) process.exit(result.status ?? 1);
}

/** Native modules that find no prebuilt binary compile against the headers that came with this Node, if any. */
function nodeHeaders() {
  const prefix = dirname(dirname(process.execPath));
  const found = existsSync(join(prefix, "include", "node", "node.h"));
  return found && !process.env.npm_config_nodedir ? { npm_config_nodedir: prefix } : {};
}

function requireNode(minimum) {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const [needMajor, needMinor] = minimum.split(".").map(Number);
  if (major < needMajor || (major === needMajor && minor < needMinor)) {
    fail(`DQX needs Node ${minimum} or newer; this is ${process.versions.node}.`);
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
