// Runs a goal of this repository on a machine that has only Node and npm: fetches the pinned pnpm through
// npm, installs what the lockfile says, builds, and hands over. Usage: node scripts/bootstrap.mjs <goal> [arguments]
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { members, root } from "./workspace.mjs";

const { packageManager, engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const stamp = join(root, "node_modules", ".installed");

/** @type {Record<string, (rest: string[]) => Promise<void>>} */
const goals = {
  /** Installs, and nothing else. */
  install,

  /** Runs the demo. Its stdout is the demo's alone: what the install and the build have to say goes to stderr. */
  async demo(rest) {
    await install();
    await turbo(["build", "--filter=@dqx/demo...", "--output-logs=errors-only"], "on failure");
    await run(process.execPath, ["dist/main.js", ...rest], { cwd: join(root, "apps", "demo") });
  },

  /** Runs tasks of turbo where all is installed, such as the hooks' `typecheck`. */
  async turbo(rest) {
    await turbo(rest, "as it comes");
  },

  /** Runs every test; arguments go to turbo, so that `npm test -- --filter=@dqx/orm` runs one package's. */
  async test(rest) {
    await install();
    await turbo(["test", "--output-logs=full", "--continue=dependencies-successful", ...rest], "as it comes");
  },
};

const [goal = "", ...rest] = process.argv.slice(2);
const commands = goals[goal];
if (commands === undefined) fail(`Unknown goal '${goal}'. Known goals: ${Object.keys(goals).join(", ")}.`);
requireNode(engines.node.replace(">=", ""));
await commands(rest);

/** Installs what the lockfile says, unless that was done already by this Node for these manifests. */
async function install() {
  const wanted = installIdentity();
  const installed = existsSync(stamp) ? readFileSync(stamp, "utf8") : "";
  const linked = members.every(({ folder }) => existsSync(join(root, folder, "node_modules")));
  if (installed === wanted && linked) return;

  process.stderr.write("Installing dependencies; the first time takes a minute or two.\n");
  rmSync(stamp, { force: true });
  const options = [
    "--frozen-lockfile",
    "--prefer-offline",
    "--prod=false",
    "--config.confirmModulesPurge=false",
  ];
  await withPnpm(["pnpm", "install", ...options, "--reporter=append-only"], "on stderr");
  sayWhatIsMissing();
  writeFileSync(stamp, wanted);
}

/** Names the drivers that this machine could not build; nothing needs them. */
function sayWhatIsMissing() {
  const missing = ["better-sqlite3", "sqlite3"].filter((name) => {
    // better-sqlite3 looks for its binary when the first database is opened.
    const program = `const it = require(${JSON.stringify(name)}); if (typeof it === "function") new it(":memory:");`;
    return spawnSync(process.execPath, ["--eval", program], { cwd: root, stdio: "ignore" }).status !== 0;
  });
  if (missing.length === 0) return;
  process.stderr.write(
    `Not available here: ${missing.join(", ")} (neither a prebuilt binary nor a compiler). Others do the same; their tests are skipped.\n`,
  );
}

/** Changes whenever an install would: another lockfile, manifest, package manager or Node. */
function installIdentity() {
  const hash = createHash("sha256");
  hash.update([packageManager, process.platform, process.arch, process.versions.modules].join("\n"));
  const manifests = ["", ...members.map(({ folder }) => folder)].map((folder) =>
    join(folder, "package.json"),
  );
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml", ...manifests]) {
    hash.update(`\n${file}\n`).update(readFileSync(join(root, file)));
  }
  return hash.digest("hex");
}

/**
 * Runs tasks through turbo's cache.
 * @param {string[]} args
 * @param {Show} show
 */
function turbo(args, show) {
  return withPnpm(["turbo", "run", ...args], show);
}

/**
 * Runs a command with the pinned pnpm and the tools of the workspace on its path.
 * @param {string[]} command
 * @param {Show} show
 */
function withPnpm(command, show) {
  const pnpm = packageManager.replace(/\+.*$/, "");
  // Not `npm run --silent`'s silence: a failing install must be able to say why.
  const { npm_config_loglevel: _, ...inherited } = process.env;
  const env = { ...inherited, ...nodeHeaders(), TURBO_TELEMETRY_DISABLED: "1" };
  return run("npx", ["--yes", `--package=${pnpm}`, "--", ...command], { cwd: root, env, show });
}

/**
 * Where the output of a step goes.
 * @typedef {"as it comes" | "on stderr" | "on failure"} Show
 */

/**
 * Runs a command to its end, hands signals on to it, and ends as it ended when it did not succeed.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, show?: Show }} options
 * @returns {Promise<void>}
 */
function run(command, args, { cwd, env = process.env, show = "as it comes" }) {
  const out = {
    "as it comes": /** @type {const} */ ("inherit"),
    "on stderr": 2,
    "on failure": /** @type {const} */ ("pipe"),
  }[show];
  const child = spawn(command, args, {
    cwd,
    env,
    stdio: ["inherit", out, show === "on failure" ? "pipe" : "inherit"],
    shell: process.platform === "win32" && command === "npx",
  });
  /** @type {Buffer[]} */
  const kept = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => kept.push(chunk));

  const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => child.kill(signal);
  for (const signal of signals) process.on(signal, forward);

  return new Promise((resolve) => {
    child.on("error", (error) => fail(`Could not start ${command}: ${error.message}`));
    child.on("close", (code, signal) => {
      for (const each of signals) process.off(each, forward);
      if (code === 0) return resolve();
      process.stderr.write(Buffer.concat(kept), () => {
        if (signal) process.kill(process.pid, signal);
        else process.exit(code ?? 1);
      });
    });
  });
}

/** Native modules that find no prebuilt binary compile against the headers that came with this Node, if any. */
function nodeHeaders() {
  const prefix = dirname(dirname(process.execPath));
  const found = existsSync(join(prefix, "include", "node", "node.h"));
  return found && !process.env.npm_config_nodedir ? { npm_config_nodedir: prefix } : {};
}

/** @param {string} minimum */
function requireNode(minimum) {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [needMajor = 0, needMinor = 0] = minimum.split(".").map(Number);
  if (major < needMajor || (major === needMajor && minor < needMinor)) {
    fail(`DQX needs Node ${minimum} or newer; this is ${process.versions.node}.`);
  }
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message);
  process.exit(1);
}
