// The packages as they are published, and projects outside of the workspace that install them.
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { parse } from "yaml";
import { layers, manifestOf, root } from "./workspace.mjs";

/**
 * @typedef {object} Installation What every consumer's install starts from.
 * @property {ReadonlyMap<string, string>} tarballs the packed packages, by name
 * @property {string} lockfile makes pnpm prefer the versions that this workspace has
 * @property {string} store where pnpm keeps packages
 */

/**
 * Packs all packages, since each consumer needs those below its own too.
 * @param {string} place a folder, in which nothing else is
 * @returns {Promise<Installation>}
 */
export async function packAll(place) {
  const filters = layers.map(({ name }) => `--filter=${name}`);
  const packed = await pnpm([...filters, "--recursive", "pack", "--pack-destination", place], root);
  if (packed.code !== 0) throw new Error(`The packages could not be packed:\n${packed.output}`);
  const files = readdirSync(place);
  const tarballs = new Map(
    layers.map(({ name, folder }) => {
      const file = `${name.replace("@", "").replace("/", "-")}-${manifestOf(folder).version}.tgz`;
      if (!files.includes(file))
        throw new Error(`Packing ${name} made no ${file}, only ${files.join(", ")}.`);
      return [name, join(place, file)];
    }),
  );
  const store = (await pnpm(["store", "path"], root)).output.trim();
  return { tarballs, lockfile: preferredVersions(), store };
}

/**
 * Installs what the package.json of a project says, with the packed packages and the versions of this workspace.
 * @param {string} folder
 * @param {Installation} installation
 * @returns {Promise<{ code: number | null, output: string }>} how the install ended
 */
export function install(folder, { tarballs, lockfile, store }) {
  const workspace = {
    overrides: Object.fromEntries([...tarballs].map(([name, tarball]) => [name, `file:${tarball}`])),
    // No install script runs: nothing needs one.
    onlyBuiltDependencies: [],
    // Nothing is reachable but what is declared.
    hoist: false,
    autoInstallPeers: false,
    strictPeerDependencies: true,
  };
  writeFileSync(join(folder, "pnpm-workspace.yaml"), JSON.stringify(workspace));
  writeFileSync(join(folder, "pnpm-lock.yaml"), lockfile);
  const options = ["--prefer-offline", "--no-frozen-lockfile", "--reporter=append-only"];
  return pnpm(["install", ...options, `--store-dir=${store}`], folder);
}

/**
 * The version that the workspace tests with.
 * @param {string} folder of the member, from the root
 * @param {string} name
 * @returns {string}
 */
export function installedVersion(folder, name) {
  const file = join(root, folder, "node_modules", name, "package.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).version : "*";
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<{ code: number | null, output: string }>} the exit code and all that was printed
 */
export function run(command, args, cwd, env = process.env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
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

/** The workspace's lockfile without its members, so that consumers get the same versions, from the same store. */
function preferredVersions() {
  const { lockfileVersion, packages, snapshots } = parse(readFileSync(join(root, "pnpm-lock.yaml"), "utf8"));
  return JSON.stringify({ lockfileVersion, importers: { ".": {} }, packages, snapshots });
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
