// Packs every package and checks each tarball as a consumer gets it: publint, are-the-types-wrong, and installed
// alone (with its peers) into an empty project outside of the workspace, where the first example of its README must
// type-check and print what the README says. Usage: node scripts/check-packages.mjs [package names]
import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { parse } from "yaml";
import { printsAs, snippetsOf } from "./snippets.mjs";
import { layers, manifestOf, root } from "./workspace.mjs";

/** @typedef {import("./workspace.mjs").Layer} Layer */

const wanted = process.argv.slice(2);
const subjects = layers.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const place = mkdtempSync(join(tmpdir(), "dqx-packages-"));
const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
const attw = fileURLToPath(
  new URL("dist/index.js", import.meta.resolve("@arethetypeswrong/cli/package.json")),
);

/** The driver of the embedded store: an optional peer, but the one that examples may count on. */
const embeddedDriver = "libsql";

let failures = 0;
try {
  const tarballs = await packAll();
  const lockfile = preferredVersions();
  const store = (await pnpm(["store", "path"], root)).output.trim();
  const queue = [...subjects];
  // Two at a time: most of the work waits for a disk or a compiler of its own.
  await Promise.all([1, 2].map(() => work(queue, { tarballs, lockfile, store })));
} finally {
  rmSync(place, { recursive: true, force: true });
}
process.exitCode = failures === 0 ? 0 : 1;

/**
 * @typedef {object} Installation What every consumer's install starts from.
 * @property {ReadonlyMap<string, string>} tarballs the packed packages, by name
 * @property {string} lockfile makes pnpm prefer the versions that this workspace has
 * @property {string} store where pnpm keeps packages
 */

/**
 * @param {Layer[]} queue
 * @param {Installation} installation
 */
async function work(queue, installation) {
  for (let layer = queue.shift(); layer; layer = queue.shift()) {
    const tarball = installation.tarballs.get(layer.name) ?? "";
    report(layer, "publint", await publintProblems(tarball));
    report(layer, "types for ESM consumers", await typeProblems(tarball));
    report(layer, "README example, installed alone", await exampleProblems(layer, installation));
  }
}

/**
 * @param {Layer} layer
 * @param {string} check
 * @param {string[]} problems
 */
function report({ name }, check, problems) {
  failures += problems.length === 0 ? 0 : 1;
  console.log(`${problems.length === 0 ? "ok    " : "FAILED"} ${name}: ${check}`);
  for (const problem of problems) console.log(problem.trimEnd().replace(/^/gm, "       "));
}

/** Packs all packages, since each consumer needs those below its own too. */
async function packAll() {
  const filters = layers.map(({ name }) => `--filter=${name}`);
  const packed = await pnpm([...filters, "--recursive", "pack", "--pack-destination", place], root);
  if (packed.code !== 0) throw new Error(`The packages could not be packed:\n${packed.output}`);
  const files = readdirSync(place);
  return new Map(
    layers.map(({ name, folder }) => {
      const file = `${name.replace("@", "").replace("/", "-")}-${manifestOf(folder).version}.tgz`;
      if (!files.includes(file))
        throw new Error(`Packing ${name} made no ${file}, only ${files.join(", ")}.`);
      return [name, join(place, file)];
    }),
  );
}

/** @param {string} tarball */
async function publintProblems(tarball) {
  const content = readFileSync(tarball);
  const { messages, pkg } = await publint({
    pack: { tarball: new Uint8Array(content).buffer },
    strict: true,
  });
  return messages.map((message) => formatMessage(message, pkg, { color: false }) ?? message.code);
}

/** @param {string} tarball */
async function typeProblems(tarball) {
  const options = ["--profile", "esm-only", "--no-emoji", "--no-color", "--format", "ascii"];
  const { code, output } = await run(process.execPath, [attw, tarball, ...options], root);
  return code === 0 ? [] : [output];
}

/**
 * @param {Layer} layer
 * @param {Installation} installation
 * @returns {Promise<string[]>}
 */
async function exampleProblems(layer, installation) {
  const readme = join(root, layer.folder, "README.md");
  if (!existsSync(readme)) return ["There is no README.md."];
  const text = readFileSync(readme, "utf8");
  const example = snippetsOf(text).find(({ language }) => language === "ts");
  if (example === undefined) return ["README.md has no ```ts block."];
  if (example.output === undefined)
    return ["The first ```ts block of README.md has no ```text block behind it."];

  const consumer = join(place, layer.folder.replace("/", "-"));
  const told = /npm install ((?:[@\w./-]+ ?)+)/.exec(text)?.[1]?.trim().split(" ") ?? [];
  writeConsumer(consumer, layer, { code: example.code, told }, installation);

  const install = ["install", "--prefer-offline", "--no-frozen-lockfile", "--reporter=append-only"];
  const installed = await pnpm([...install, `--store-dir=${installation.store}`], consumer);
  if (installed.code !== 0) return [installed.output];

  const compiled = await run(process.execPath, [compiler, "-p", consumer, "--pretty", "false"], consumer);
  const errors = compiled.output.split("\n").filter(concernsUs);
  if (errors.length > 0) return errors;

  const { code, output } = await run(process.execPath, [join(consumer, "example.js")], consumer);
  if (code !== 0) return [`The example ended with exit code ${code}:\n${output}`];
  return printsAs(output, example.output) ? [] : [`Expected:\n${example.output}\nPrinted:\n${output}`];
}

/**
 * An empty project with what the README tells to install (`npm install …`), or else with the package and its peers;
 * of the package's own dependencies, with those that the example imports by name.
 * @param {string} folder
 * @param {Layer} layer
 * @param {{ code: string, told: string[] }} readme its example, and the packages that it tells to install
 * @param {Installation} installation
 */
function writeConsumer(folder, layer, { code, told }, { tarballs, lockfile }) {
  const manifest = manifestOf(layer.folder);
  const imported = [...code.matchAll(/(?:from|import)\s*\(?\s*"((?:@[\w.-]+\/)?[\w.-]+)/g)].map(
    ([, name]) => name,
  );
  const dependencies = Object.keys(manifest.dependencies ?? {}).filter((name) => imported.includes(name));
  const installed = told.length > 0 ? told : [layer.name, ...peersOf(layer.name)];
  const names = new Set([...installed, ...dependencies]);

  /** @param {string} name */
  const version = (name) => {
    const tarball = tarballs.get(name);
    return tarball ? `file:${tarball}` : installedVersion(layer.folder, name);
  };
  mkdirSync(folder);
  /** @type {[string, unknown][]} */
  const files = [
    [
      "package.json",
      {
        name: "consumer",
        private: true,
        type: "module",
        dependencies: Object.fromEntries([...names].map((name) => [name, version(name)])),
        devDependencies: { "@types/node": installedVersion(layer.folder, "@types/node") },
      },
    ],
    [
      "tsconfig.json",
      {
        // Declarations of the packages are checked too: one that names an undeclared package is found here.
        compilerOptions: {
          strict: true,
          module: "nodenext",
          target: "es2023",
          types: ["node"],
          skipLibCheck: false,
        },
        files: ["example.ts"],
      },
    ],
    [
      "pnpm-workspace.yaml",
      {
        overrides: Object.fromEntries([...tarballs].map(([name, tarball]) => [name, `file:${tarball}`])),
        // No install script runs: nothing needs one.
        onlyBuiltDependencies: [],
        // Nothing is reachable but what is declared.
        hoist: false,
        autoInstallPeers: false,
        strictPeerDependencies: true,
      },
    ],
  ];
  for (const [name, content] of files) writeFileSync(join(folder, name), JSON.stringify(content));
  writeFileSync(join(folder, "pnpm-lock.yaml"), lockfile);
  writeFileSync(join(folder, "example.ts"), code);
}

/**
 * What a consumer of a package has to install beside it: its required peers, and those of the packages it brings.
 * @param {string} name
 * @param {Set<string>} found
 * @returns {Set<string>}
 */
function peersOf(name, found = new Set()) {
  const layer = layers.find((each) => each.name === name);
  if (layer === undefined) return found;
  const manifest = manifestOf(layer.folder);
  for (const peer of Object.keys(manifest.peerDependencies ?? {})) {
    if (peer === embeddedDriver || !manifest.peerDependenciesMeta?.[peer]?.optional) found.add(peer);
  }
  for (const dependency of Object.keys(manifest.dependencies ?? {})) peersOf(dependency, found);
  return found;
}

/**
 * The version that the workspace tests with.
 * @param {string} folder
 * @param {string} name
 */
function installedVersion(folder, name) {
  const file = join(root, folder, "node_modules", name, "package.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).version : "*";
}

/** The workspace's lockfile without its members, so that consumers get the same versions, from the same store. */
function preferredVersions() {
  const { lockfileVersion, packages, snapshots } = parse(readFileSync(join(root, "pnpm-lock.yaml"), "utf8"));
  return JSON.stringify({ lockfileVersion, importers: { ".": {} }, packages, snapshots });
}

/**
 * Whether an error of the compiler is about the example or a package of ours; other libraries' declarations are not.
 * @param {string} line
 */
function concernsUs(line) {
  return /error TS/.test(line) && (!line.includes("node_modules") || line.includes("/@dqx/"));
}

/**
 * @param {string[]} args
 * @param {string} cwd
 */
function pnpm(args, cwd) {
  const executable = process.env.npm_execpath ?? "";
  return /pnpm\.c?js$/.test(executable)
    ? run(process.execPath, [executable, ...args], cwd)
    : run("pnpm", args, cwd);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 * @returns {Promise<{ code: number | null, output: string }>} the exit code and all that was printed
 */
function run(command, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
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
