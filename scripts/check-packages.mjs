// Packs every package and checks each tarball as a consumer gets it: publint, are-the-types-wrong, and installed
// alone (with its peers) into an empty project outside of the workspace, where the first example of its README must
// type-check and print what the README says. Usage: node scripts/check-packages.mjs [package names]
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { printsAs, snippetsOf } from "./snippets.mjs";
import { install, installedVersion, packAll, run } from "./tarballs.mjs";
import { layers, manifestOf, root } from "./workspace.mjs";

/** @typedef {import("./workspace.mjs").Layer} Layer */
/** @typedef {import("./tarballs.mjs").Installation} Installation */

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
  const installation = await packAll(place);
  const queue = [...subjects];
  // Two at a time: most of the work waits for a disk or a compiler of its own.
  await Promise.all([1, 2].map(() => work(queue, installation)));
} finally {
  rmSync(place, { recursive: true, force: true });
}
process.exitCode = failures === 0 ? 0 : 1;

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
  const words = /npm install ((?:[@\w./-]+ ?)+)/.exec(text)?.[1]?.trim().split(" ") ?? [];
  const told = words.filter((argument) => !argument.startsWith("-"));
  writeConsumer(consumer, layer, { code: example.code, told }, installation);

  const installed = await install(consumer, installation);
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
function writeConsumer(folder, layer, { code, told }, { tarballs }) {
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
  ];
  for (const [name, content] of files) writeFileSync(join(folder, name), JSON.stringify(content));
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
 * Whether an error of the compiler is about the example or a package of ours; other libraries' declarations are not.
 * @param {string} line
 */
function concernsUs(line) {
  return /error TS/.test(line) && (!line.includes("node_modules") || line.includes("/@dqx/"));
}
