// Installs the packed packages as a consumer does, with npm, and runs the first example of README.md: with an npm that
// runs no install scripts, on a Node.js that has SQLite in itself, and as the README says on this one. Each install must
// end in two minutes, without a conflict between peers. Usage: node scripts/check-installs.mjs, after a build.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { printsAs, snippetsOf } from "./snippets.mjs";
import { root } from "./workspace.mjs";

const LONGEST_INSTALL = 120_000;
const CANNOT_BE_HAD = 69;

/**
 * @typedef {object} Machine A consumer's machine.
 * @property {string} name
 * @property {string} node its Node.js
 * @property {string} npm the program of its npm
 * @property {string[]} packages what is installed beside the packages of DQX
 */

const place = mkdtempSync(join(tmpdir(), "dqx-installs-"));
let failures = 0;
try {
  const tarballs = await pack();
  for (const machine of await machines()) await check(machine, tarballs);
} finally {
  rmSync(place, { recursive: true, force: true });
}
process.exitCode = failures === 0 ? 0 : 1;

/** @returns {Promise<Machine[]>} */
async function machines() {
  const npmHere = join(dirname(process.execPath), process.platform === "win32" ? "npm.cmd" : "npm");
  const told = /npm install (@dqx[^\n]+ typeorm[^\n]*)/.exec(readme())?.[1]?.split(" ") ?? [];
  const asTold = {
    name: "as README.md says, with the npm and the Node.js of this machine",
    node: process.execPath,
    npm: npmHere,
    packages: told.filter((name) => !name.startsWith("@dqx/")),
  };
  const release = await run(process.execPath, [join(root, "scripts", "node-release.mjs"), "24"], root);
  if (release.code === CANNOT_BE_HAD) {
    console.log(`skipped npm 12 on Node.js 24: ${release.output.trim()}`);
    return [asTold];
  }
  const node = release.output.trim();
  const npm12 = join(place, "npm-12");
  const fetched = await run(
    npmHere,
    ["install", "--prefix", npm12, "--no-audit", "--no-fund", "npm@12"],
    place,
  );
  if (fetched.code !== 0) throw new Error(`npm 12 cannot be had:\n${fetched.output}`);
  const npm = join(npm12, "node_modules", "npm", "bin", "npm-cli.js");
  return [
    asTold,
    { name: "npm 12, Node.js 24, TypeORM 0.3, no driver", node, npm, packages: ["typeorm@^0.3.31"] },
    { name: "npm 12, Node.js 24, npm's newest TypeORM, no driver", node, npm, packages: ["typeorm@latest"] },
  ];
}

/**
 * @param {Machine} machine
 * @param {string[]} tarballs
 */
async function check({ name, node, npm, packages }, tarballs) {
  const consumer = mkdtempSync(join(place, "consumer-"));
  writeFileSync(
    join(consumer, "package.json"),
    JSON.stringify({ name: "consumer", private: true, type: "module" }),
  );
  const example = snippetsOf(readme()).find(({ language }) => language === "ts");
  writeFileSync(join(consumer, "example.mjs"), example?.code ?? "");

  const started = performance.now();
  const options = ["install", "--ignore-scripts", "--no-audit", "--no-fund", ...tarballs, ...packages];
  const [program, args] = npm.endsWith(".js") ? [node, [npm, ...options]] : [npm, options];
  const installed = await run(program, args, consumer, node, LONGEST_INSTALL);
  const seconds = ((performance.now() - started) / 1_000).toFixed(0);
  const ran = await run(node, ["example.mjs"], consumer, node);

  /** @type {[boolean, string][]} */
  const demands = [
    [installed.code === 0, `The install ended with ${installed.code ?? "a timeout"}:\n${installed.output}`],
    [!/ERESOLVE|conflicting peer/i.test(installed.output), `Peers are in conflict:\n${installed.output}`],
    [ran.code === 0, `The example ended with ${ran.code}:\n${ran.output}`],
    [printsAs(ran.output, example?.output ?? ""), `The example printed:\n${ran.output}`],
  ];
  const problem = demands.find(([holds]) => !holds)?.[1];
  failures += problem === undefined ? 0 : 1;
  console.log(`${problem === undefined ? "ok    " : "FAILED"} ${name} (installed in ${seconds} s)`);
  if (problem !== undefined) console.log(problem.trimEnd().replace(/^/gm, "       "));
}

function readme() {
  return readFileSync(join(root, "README.md"), "utf8");
}

/** Packs all packages, and gives the tarballs' paths. */
async function pack() {
  const folder = join(place, "packed");
  mkdirSync(folder);
  const executable = process.env.npm_execpath ?? "";
  const [program, first] = /pnpm\.c?js$/.test(executable) ? [process.execPath, [executable]] : ["pnpm", []];
  const packed = await run(
    program,
    [...first, "--filter=./packages/*", "--recursive", "pack", "--pack-destination", folder],
    root,
  );
  if (packed.code !== 0) throw new Error(`The packages could not be packed:\n${packed.output}`);
  return readdirSync(folder).map((file) => join(folder, file));
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {string} cwd
 * @param {string} node what `node` is for the program
 * @param {number} [timeout] in milliseconds
 * @returns {Promise<{ code: number | null, output: string }>} the exit code, none after a timeout, and all that was printed
 */
function run(program, args, cwd, node = process.execPath, timeout) {
  // Without what the npm or pnpm that runs this script says to those below it.
  const inherited = Object.entries(process.env).filter(([name]) => !/^npm_(?!config_registry)/i.test(name));
  const env = {
    ...Object.fromEntries(inherited),
    PATH: `${dirname(node)}${process.platform === "win32" ? ";" : ":"}${process.env.PATH}`,
  };
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], timeout });
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
