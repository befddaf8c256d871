// Breaks the isolation of executions on purpose, one small change at a time, and runs the tests that have to notice.
// Each mutant of isolation-mutants.mjs is applied to a copy of the repository, as it is built; one that no test
// notices survives, and makes this exit with 1.
// Usage: node scripts/mutants.mjs [--all] [--minutes N] [--only NAME] [--list]
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { mutants } from "./isolation-mutants.mjs";
import { members, root } from "./workspace.mjs";

/** @typedef {import("./mutants/mutant.mjs").Mutant} Mutant */

/** How long tests may take while nothing is wrong; a machine that is busy with other things is reckoned with. */
const PATIENCE = 900_000;
/** How long they may take with a mutant, which is noticed too when they never end: at least, and by what they took. */
const SHORTEST = 120_000;
const TIMES = 3;

const { values } = parseArgs({
  options: {
    all: { type: "boolean", default: false },
    minutes: { type: "string", default: "10" },
    only: { type: "string" },
    list: { type: "boolean", default: false },
  },
});

if (values.list) {
  for (const { name, file } of mutants) console.log(`${name}  (${file})`);
} else {
  process.exitCode = await main();
}

async function main() {
  const copy = mkdtempSync(join(tmpdir(), "dqx-mutants-"));
  // What stops this leaves no copy behind.
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => {
      rmSync(copy, { recursive: true, force: true });
      process.exit(1);
    });
  }
  const until = values.all ? Number.POSITIVE_INFINITY : performance.now() + Number(values.minutes) * 60_000;
  /** @type {Map<string, number>} */
  const sound = new Map();
  const counts = { killed: 0, SURVIVED: 0, BROKEN: 0 };
  let unreached = 0;
  try {
    copyRepository(copy);
    for (const mutant of chosen()) {
      if (performance.now() > until) {
        unreached += 1;
        continue;
      }
      const { outcome, output } = await tryMutant(copy, mutant, sound);
      console.log(`${outcome.padEnd(8)} ${mutant.name}  (${mutant.file})`);
      counts[outcome] += 1;
      if (outcome === "BROKEN") console.log(output);
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
  const left = unreached > 0 ? `, ${unreached} not tried in the time there was (--all tries all)` : "";
  const { killed, SURVIVED: survived, BROKEN: broken } = counts;
  const tried = killed + survived + broken;
  console.log(
    `\n${tried} mutants tried: ${killed} killed, ${survived} survived, ${broken} did not run${left}`,
  );
  return killed > 0 && killed === tried ? 0 : 1;
}

/** Those that were asked for, else all, in an order that begins elsewhere each day: so each has its turn. */
function chosen() {
  const { only } = values;
  if (only !== undefined) return mutants.filter(({ name, file }) => `${name} ${file}`.includes(only));
  if (values.all) return mutants;
  const day = Math.floor(Date.now() / 86_400_000);
  const start = (day * 13) % mutants.length;
  return [...mutants.slice(start), ...mutants.slice(0, start)];
}

/**
 * Copies what tests of the packages need. Installed dependencies are shared: nothing writes there.
 * @param {string} copy
 */
function copyRepository(copy) {
  const skipped = /\/(coverage|test-results|bundle|\.turbo|\.vite)(\/|$)/;
  const files = ["package.json", "tsconfig.base.json", "vitest.shared.ts", "layers.json", "scripts"];
  for (const path of [...files, ...members.map(({ folder }) => folder)]) {
    cpSync(join(root, path), join(copy, path), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !skipped.test(source.slice(root.length)),
    });
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"), "junction");
}

/**
 * Runs a mutant's tests, once for the same tests, while nothing is wrong: were they to fail, they would show nothing.
 * @param {string} copy
 * @param {Mutant} mutant
 * @param {Map<string, number>} sound how long the tests took that passed before, in milliseconds
 * @returns {Promise<number | string>} how long they took, or what is wrong with them
 */
async function timeOrFault(copy, mutant, sound) {
  const tests = JSON.stringify([mutant.folder, mutant.tests, mutant.named]);
  const known = sound.get(tests);
  if (known !== undefined) return known;
  const started = performance.now();
  const { code, output } = await runTests(copy, mutant, PATIENCE);
  if (code !== 0 || !/Tests\s.*\d passed/.test(output)) return `Its tests do not pass without it:\n${output}`;
  const duration = performance.now() - started;
  sound.set(tests, duration);
  return duration;
}

/**
 * Applies a mutant, runs its tests, and takes it back.
 * @param {string} copy
 * @param {Mutant} mutant
 * @param {Map<string, number>} sound how long the tests took that passed before, in milliseconds
 * @returns {Promise<{ outcome: "killed" | "SURVIVED" | "BROKEN", output: string }>} BROKEN when it shows nothing of
 *   the tests: it does not compile, they did not run, or they fail without it
 */
async function tryMutant(copy, mutant, sound) {
  const usual = await timeOrFault(copy, mutant, sound);
  if (typeof usual === "string") return { outcome: "BROKEN", output: usual };
  const { name, file, find, replace, folder } = mutant;
  const path = join(copy, file);
  const original = readFileSync(path, "utf8");
  const parts = original.split(find);
  if (parts.length !== 2) {
    throw new Error(
      `Mutant '${name}': ${file} holds the text to change ${parts.length - 1} times, not once:\n${find}`,
    );
  }
  writeFileSync(path, parts.join(replace));
  try {
    const { code, output } = await runTests(copy, mutant, Math.max(SHORTEST, Math.ceil(TIMES * usual)));
    if (code === 0) return { outcome: "SURVIVED", output };
    const options = [
      "--noEmit",
      "--noUnusedLocals",
      "false",
      "--noUnusedParameters",
      "false",
      "--pretty",
      "false",
    ];
    const compiled = await run("tsc", ["-p", ".", ...options], join(copy, folder));
    if (compiled.code !== 0) return { outcome: "BROKEN", output: compiled.output };
    const isNoticed = code === null || /Test Files\s.*\d failed/.test(output);
    return { outcome: isNoticed ? "killed" : "BROKEN", output };
  } finally {
    writeFileSync(path, original);
  }
}

/**
 * @param {string} copy
 * @param {Mutant} mutant
 * @param {number} patience in milliseconds
 */
function runTests(copy, { folder, tests, named }, patience) {
  // A test that is only slow notices nothing, so that none is given up before all of them are.
  const patient = [`--testTimeout=${PATIENCE}`, `--hookTimeout=${PATIENCE}`];
  const options = ["run", "--coverage.enabled=false", "--bail=1", "--reporter=dot", ...patient];
  // The packages with several projects have the usual one first.
  const project = folder === "packages/orm" ? ["--project", "TypeORM 0.3"] : [];
  const only = named === undefined ? [] : ["-t", named];
  return run("vitest", [...options, ...project, ...only, ...tests], join(copy, folder), patience);
}

/**
 * @param {string} tool in the folder's node_modules
 * @param {string[]} args
 * @param {string} cwd
 * @param {number} patience in milliseconds
 * @returns {Promise<{ code: number | null, output: string }>} no code when it took too long
 */
function run(tool, args, cwd, patience = PATIENCE) {
  return new Promise((resolve, reject) => {
    // None of these tests needs a PostgreSQL, so that none is started for them.
    const env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0", DQX_TEST_POSTGRES: "postgres://unused" };
    const command = join(cwd, "node_modules", ".bin", tool);
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], timeout: patience });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}
