// Tries the two commands of the README on machines that have never seen this repository: a new clone of the last
// commit, a new HOME, no package store, no environment. Prints what came of it, and exits with 1 when one failed.
// Usage: node scripts/fresh-machines.mjs [--list] [--case <name>]… [--command demo|test] [--share] [--keep]
//   --share  only the demo, on the one of CI's machines whose turn it is with this commit
//   --keep   leaves the clones and the outputs, and says where they are
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { freshMachines, machineOfCommit, machinesNamed, outcomeTable } from "./fresh-machine-cases.mjs";
import { pathOf } from "./fresh-machine-programs.mjs";
import { root } from "./workspace.mjs";

/**
 * @typedef {import("./fresh-machine-cases.mjs").FreshMachine} FreshMachine
 * @typedef {import("./fresh-machine-cases.mjs").Command} Command
 * @typedef {import("./fresh-machine-cases.mjs").Outcome} Outcome
 * @typedef {{ uid?: number, gid?: number }} Owner
 */

/** How long a command may take; a compiler, a slow network and two cores are reckoned with. */
const LIMIT = 45 * 60_000;

/** How a machine reaches the network: without these, many cannot install anything. */
const NETWORK = /^(https?_proxy|no_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR)|npm_config_registry)$/i;

/**
 * The process, and group, of the command that runs.
 * @type {number | undefined}
 */
let running;

const { values } = parseArgs({
  options: {
    list: { type: "boolean", default: false },
    case: { type: "string", multiple: true, default: [] },
    command: { type: "string" },
    share: { type: "boolean", default: false },
    keep: { type: "boolean", default: false },
  },
});

const commands = commandsOf(values.share ? "demo" : values.command);
if (values.list) {
  for (const { name, isCIs } of freshMachines) console.log(isCIs ? `${name} (CI's)` : name);
} else {
  const commit = execFileSync("git", ["rev-parse", "HEAD"], { cwd: root, encoding: "utf8" });
  await tryAll(values.share ? [machineOfCommit(commit)] : machinesNamed(values.case));
}

/** @param {readonly FreshMachine[]} machines */
async function tryAll(machines) {
  const place = mkdtempSync(join(tmpdir(), "dqx-fresh-"));
  chmodSync(place, 0o755);
  const remove = () => {
    if (values.keep) console.error(`Kept: ${place}`);
    else removeFolder(place);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      endRunning();
      remove();
      process.exit(1);
    });
  }
  /** @type {Outcome[]} */
  const outcomes = [];
  try {
    for (const machine of machines) outcomes.push(...(await tryMachine(machine, place)));
  } finally {
    remove();
  }
  console.log(outcomeTable(outcomes));
  if (outcomes.some(({ result }) => result === "FAILED")) process.exitCode = 1;
}

/**
 * @param {FreshMachine} machine
 * @param {string} place for all that is made
 * @returns {Promise<readonly Outcome[]>}
 */
async function tryMachine(machine, place) {
  const owner = ownerOf(machine);
  if (typeof owner === "string") {
    return commands.map((command) => ({
      machine: machine.name,
      command,
      seconds: 0,
      result: "skipped",
      reason: owner,
    }));
  }
  const home = makeFolder(join(place, machine.name), 0o700, owner);
  // A private folder is one that holds the clone, as the home of a user does.
  const above = makeFolder(join(home, "work"), machine.isPrivate ? 0o700 : 0o755, owner);
  if (!machine.isPrivate) chmodSync(home, 0o755);
  const env = { ...networkSettings(), HOME: home, PATH: pathOf(machine, place), TMPDIR: tmpdir() };
  const clone = join(above, machine.folder);
  const options = ["-c", "advice.detachedHead=false", "clone", "--quiet", "--no-local"];
  execFileSync("git", [...options, root, clone], { stdio: "inherit" });
  if (owner.uid !== undefined) execFileSync("chown", ["-R", `${owner.uid}:${owner.gid}`, clone]);

  /** @type {Outcome[]} */
  const outcomes = [];
  for (const command of commands) {
    console.error(`${machine.name}: ${command}`);
    outcomes.push(await tryCommand(machine, command, { clone, env, owner }));
  }
  if (!values.keep) removeFolder(home);
  return outcomes;
}

/**
 * @param {FreshMachine} machine
 * @param {Command} command
 * @param {{ clone: string, env: NodeJS.ProcessEnv, owner: Owner }} where
 * @returns {Promise<Outcome>}
 */
async function tryCommand(machine, command, { clone, env, owner }) {
  const output = join(machine.keepsOutput ? clone : join(clone, ".."), `${command.replaceAll(" ", "-")}.txt`);
  const file = openSync(output, "w");
  const started = performance.now();
  const child = spawn("sh", ["-c", command], {
    cwd: clone,
    env,
    stdio: ["ignore", file, file],
    detached: true,
    ...owner,
  });
  running = child.pid;
  let isLate = false;
  const limit = setTimeout(() => {
    isLate = true;
    endRunning();
  }, LIMIT);
  const [code, signal] = await once(child, "exit");
  clearTimeout(limit);
  running = undefined;
  closeSync(file);
  const seconds = (performance.now() - started) / 1_000;
  if (code === 0) return { machine: machine.name, command, seconds, result: "ok" };
  const ending = isLate ? `not done after ${LIMIT / 60_000} minutes` : `ended with ${code ?? signal}`;
  const last = readFileSync(output, "utf8").trimEnd().split("\n").slice(-25);
  return { machine: machine.name, command, seconds, result: "FAILED", reason: [...last, ending].join("\n") };
}

/**
 * Removes a folder, in which what a command left running may still write; what cannot be removed loses no outcome.
 * @param {string} path
 */
function removeFolder(path) {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  } catch (error) {
    console.error(`Not removed: ${path} (${error instanceof Error ? error.message : error})`);
  }
}

/** Ends the command that runs, with all that it has started. */
function endRunning() {
  if (running !== undefined) process.kill(-running, "SIGKILL");
}

/**
 * Whom a machine's commands are run as, or why they cannot be.
 * @param {FreshMachine} machine
 * @returns {Owner | string}
 */
function ownerOf({ user }) {
  const isRoot = process.getuid?.() === 0;
  switch (user) {
    case "whoever runs this":
      return {};
    case "root":
      return isRoot ? {} : "This is not run by root.";
    case "ordinary": {
      if (!isRoot) return {};
      const [uid, gid] = ["-u", "-g"].map((option) =>
        spawnSync("id", [option, "nobody"], { encoding: "utf8" }),
      );
      if (uid?.status !== 0 || gid?.status !== 0) return "This machine has no user 'nobody'.";
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
    }
  }
}

/**
 * @param {string} path
 * @param {number} mode
 * @param {Owner} owner
 */
function makeFolder(path, mode, { uid, gid }) {
  mkdirSync(path);
  chmodSync(path, mode);
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
  return path;
}

function networkSettings() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => NETWORK.test(name)));
}

/**
 * @param {string | undefined} command
 * @returns {readonly Command[]}
 */
function commandsOf(command) {
  /** @type {Record<string, Command>} */
  const known = { demo: "npm run demo", test: "npm test" };
  if (command === undefined) return Object.values(known);
  const found = known[command];
  if (found === undefined) throw new Error(`--command is 'demo' or 'test', not '${command}'.`);
  return [found];
}
