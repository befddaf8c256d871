// The first hour of a new user: in an empty folder outside of the workspace, with the packed command, in a
// pseudo-terminal. From data to checks, two runs, a comparison and a page; every command that is printed as a hint is
// the next one that runs. Then once more from a written dqx.yaml alone, and a run that Ctrl-C ends.
// Usage: node scripts/first-hour.mjs, after a build. Ends with 69 where there is no pseudo-terminal.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { stripVTControlCharacters } from "node:util";
import { hasPseudoTerminal, inTerminal } from "./pseudo-terminal.mjs";
import { install, packAll } from "./tarballs.mjs";
import { root } from "./workspace.mjs";

const CANNOT_BE_RUN = 69;
const LONGEST_MINUTES = 5;
/** What clears a line; the last of them stands behind the last progress. */
const CLEARED = "\r\u001b[2K";

/** @typedef {{ code: number, says: RegExp, hint?: RegExp, isPlain?: boolean }} Expected */

if (!hasPseudoTerminal) {
  console.error("skipped: there is neither script nor python3 here, so there is no pseudo-terminal.");
  process.exit(CANNOT_BE_RUN);
}

const require = createRequire(join(root, "packages", "cli", "package.json"));
const flights = join(dirname(require.resolve("vega-datasets")), "../data/flights-3m.parquet");
const place = mkdtempSync(join(tmpdir(), "dqx-first-hour-"));
const home = join(place, "home");
let failures = 0;
try {
  mkdirSync(join(place, "packed"));
  mkdirSync(home);
  const installation = await packAll(join(place, "packed"));
  const project = join(place, "project");
  mkdirSync(project);
  write(
    project,
    "package.json",
    JSON.stringify({ private: true, dependencies: { "@dqx/api": "*", "@dqx/cli": "*", "@dqx/duckdb": "*" } }),
  );
  const installed = await install(project, installation);
  report("the command is installed", installed.code === 0, installed.output);
  copyFileSync(flights, join(project, "flights-3m.parquet"));

  const started = performance.now();
  await fromData(project);
  const seconds = (performance.now() - started) / 1000;
  report(
    `all of it took ${seconds.toFixed(1)} s, under ${LONGEST_MINUTES} minutes`,
    seconds < LONGEST_MINUTES * 60,
    "",
  );
  await fromQuestions(project);
  await fromConfiguration(project);
  await interrupted(project);
} finally {
  rmSync(place, { recursive: true, force: true });
}
process.exitCode = failures === 0 ? 0 : 1;

/** @param {string} project */
async function fromData(project) {
  const initialized = await npx(project, "dqx init flights-3m.parquet --yes", {
    code: 0,
    says: /Wrote dqx\.yaml: \d+ assertions on dataset 'flights_3m'/,
    hint: /verify: (dqx run --date \S+)$/m,
  });
  const verify = initialized.hint;
  const first = await npx(project, verify, {
    code: 0,
    says: /assertions hold\./,
    hint: /forward: (dqx .*)$/m,
  });
  await npx(project, first.hint, {
    code: 0,
    says: /Wrote report\.html: flights_3m for .*, PASSED\./m,
    isPlain: true,
  });
  const next = verify.replace(/\d{4}-\d\d-\d\d/, (day) => dayAfter(day));
  // The flights end in the night before: the day has six of them, and the checks find it.
  const second = await npx(project, next, {
    code: 1,
    says: /numRows\(\) = 6 is not in/,
    hint: /forward: (dqx .*)$/m,
  });
  report("the next date is another one", next !== verify, verify);
  await npx(project, "dqx diff", { code: 0, says: /numRows\(\)/, isPlain: true });
  await npx(project, second.hint, { code: 0, says: /Wrote report\.html: /m, isPlain: true });
  const page = existsSync(join(project, "report.html"))
    ? readFileSync(join(project, "report.html"), "utf8")
    : "";
  report(
    "the page is one file under 500 kB",
    page.startsWith("<!doctype html>") && page.length < 500_000,
    page,
  );
}

/** @param {string} project */
async function fromQuestions(project) {
  rmSync(join(project, "dqx.yaml"), { force: true });
  const asked = ["Where are the data?", "Which file should the checks go to?"];
  const questions = [...asked];
  const { code, output } = await inTerminal("npx dqx init", project, {
    env: environment(),
    onOutput: (shown, type) => {
      if (questions[0] === undefined || !shown.includes(questions[0])) return;
      questions.shift();
      type("\r");
    },
  });
  const told = `ended with ${code}:\n${output}`;
  report("npx dqx init: asks where the data are and where the checks go", questions.length === 0, told);
  report("… and takes what it offers", code === 0 && output.includes("Wrote dqx.yaml: "), told);
  report(
    "… of which the terminal is as before",
    output.lastIndexOf("\u001b[?25h") > output.lastIndexOf("\u001b[?25l"),
    told,
  );
}

/** @param {string} project */
async function fromConfiguration(project) {
  for (const file of ["dqx.db", "report.html", "dqx.yaml"]) rmSync(join(project, file), { force: true });
  write(
    project,
    "dqx.yaml",
    `suite: flights
sources:
  flights: { uri: flights-3m.parquet, dateColumn: date }
checks:
  volume:
    assertions:
      - { assert: numRows(), name: flights take off, atLeast: 10000, severity: P0 }
      - { assert: "numRows() / numRows(lag 7)", name: as many as a week ago, between: [0.8, 1.25] }
      - { assert: maximum(delay), name: nobody waits two days, less: 2880 }
`,
  );
  const failed = await npx(project, "dqx run --date 2001-06-20", {
    code: 0,
    says: /All 3 assertions hold\./,
    hint: /forward: (dqx .*)$/m,
  });
  await npx(project, failed.hint, {
    code: 0,
    says: /Wrote report\.html: flights for 2001-06-20/m,
    isPlain: true,
  });
  await npx(project, "dqx run --date 2001-07-01", {
    code: 1,
    says: /numRows\(\) = .* is not ≥ 10000/,
    hint: /forward: (dqx .*)$/m,
  });
  await npx(project, "dqx diff", { code: 0, says: /numRows\(\)/, isPlain: true });
}

/** @param {string} project */
async function interrupted(project) {
  write(
    project,
    "slow.config.mjs",
    `import { check } from "@dqx/api";
import { DuckDBDataSource } from "@dqx/duckdb";
const query = "SELECT sum(sqrt(range)) AS n FROM range(1000000000000)";
export default {
  suite: "slow",
  sources: { slow: DuckDBDataSource.fromQuery({ name: "slow", query }) },
  checks: [check({ name: "slow" }, (mp, ctx) => ctx.assertThat(mp.numRows()).isPositive())],
};
`,
  );
  let hasTyped = false;
  const started = performance.now();
  const { code, output } = await inTerminal("npx dqx run slow.config.mjs", project, {
    env: environment(),
    onOutput: (shown, type) => {
      if (hasTyped || !shown.includes("slow for")) return;
      hasTyped = true;
      setTimeout(() => type("\u0003"), 1_500);
    },
  });
  const told = `ended with ${code} after ${Math.round(performance.now() - started)} ms:\n${output}`;
  report("Ctrl-C ends a run with 130", code === 130, told);
  report("… says so on a line of its own", output.includes(`${CLEARED}Stopped by SIGINT.`), told);
  await npx(project, "dqx executions --suite slow", { code: 0, says: /INTERRUPTED/, isPlain: true });
}

/**
 * Runs a command as a user types it, and holds what it shows to what is expected.
 * @param {string} project
 * @param {string} command
 * @param {Expected} expected
 * @returns {Promise<{ hint: string }>} the command that it names as the next one
 */
async function npx(project, command, { code, says, hint, isPlain = false }) {
  const ending = await inTerminal(`npx ${command}`, project, { env: environment() });
  const text = stripVTControlCharacters(ending.output);
  const found = hint === undefined ? "" : (hint.exec(text)?.[1] ?? "");
  const told = `ended with ${ending.code}:\n${text}`;
  report(`npx ${command}: ends with ${code}, and says it`, ending.code === code && says.test(text), told);
  if (hint !== undefined) report("… with a hint at what comes next", found !== "", told);
  if (!isPlain) report("… and shows how far it is, until it is done", ending.output.includes(CLEARED), told);
  return { hint: found };
}

/** A terminal of a person, whatever the environment of this process is. */
function environment() {
  const { CI: _, NO_COLOR: __, FORCE_COLOR: ___, ...env } = process.env;
  return {
    ...env,
    npm_config_progress: "false",
    TERM: "xterm-256color",
    HOME: home,
    npm_config_update_notifier: "false",
  };
}

/** @param {string} day */
function dayAfter(day) {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

/**
 * @param {string} folder
 * @param {string} file
 * @param {string} text
 */
function write(folder, file, text) {
  writeFileSync(join(folder, file), text);
}

/**
 * @param {string} what
 * @param {boolean} holds
 * @param {string} told
 */
function report(what, holds, told) {
  failures += holds ? 0 : 1;
  console.log(`${holds ? "ok    " : "FAILED"} ${what}`);
  if (!holds) console.log(told.trimEnd().slice(0, 4_000).replace(/^/gm, "       "));
}
