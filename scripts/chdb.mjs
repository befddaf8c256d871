// ClickHouse's engine as an npm package (`chdb`), for tests and the demo. It unpacks to 545 MB, so no install of this
// repository brings it: what needs it fetches it here at its first use, through npm, into a folder of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { root } from "./workspace.mjs";

const VERSION = "3.4.0";

/** Where the package is kept; git does not see it. */
const cache = join(root, ".cache");
const home = process.env.DQX_CHDB ?? join(cache, `chdb-${VERSION}`);

/** ClickHouse's engine cannot be had here: no binary for this machine, or no registry that can be reached. */
export class ChdbUnavailable extends Error {}

/**
 * @typedef {object} ChdbSession What is used of a session of chdb.
 * @property {(sql: string, format?: string) => string} query
 * @property {(sql: string, options: { format: string }) => Promise<{ bytes(): Uint8Array, rowsRead: number, bytesRead: number }>} queryAsync
 * @property {() => void} close
 *
 * @typedef {{ Session: new (path?: string) => ChdbSession }} Chdb
 */

/**
 * The module of chdb, fetched when it is not there yet.
 * @param {(line: string) => void} say takes a line about what takes long
 * @returns {Promise<Chdb>}
 * @throws {ChdbUnavailable} saying why it cannot be had
 */
export async function loadChdb(say) {
  await fetchChdb(say);
  const require = createRequire(pathToFileURL(join(home, "package.json")));
  try {
    return require("chdb");
  } catch (cause) {
    throw new ChdbUnavailable(
      `chdb ${VERSION} does not run on this machine (${process.platform}, ${process.arch}): ${reasonOf(cause)}`,
      { cause },
    );
  }
}

/**
 * Fetches the package unless it is there.
 * @param {(line: string) => void} say
 */
async function fetchChdb(say) {
  if (existsSync(join(home, "node_modules", "chdb", "package.json"))) return;
  say(`Fetching chdb ${VERSION}, ClickHouse's engine (about 200 MB, once; 545 MB in ${home}).`);
  await mkdir(cache, { recursive: true });
  // Made beside its place and moved there whole, so that an interrupted install is not taken for one.
  const made = await mkdtemp(join(cache, "chdb-"));
  try {
    const manifest = { name: "dqx-chdb", private: true, dependencies: { chdb: VERSION } };
    await writeFile(join(made, "package.json"), JSON.stringify(manifest));
    await npmInstall(made);
    await rm(home, { recursive: true, force: true });
    await rename(made, home);
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

/** @param {string} folder */
async function npmInstall(folder) {
  // chdb's peers are frameworks that it can be used from; its binaries are packages, and need no script.
  const options = ["--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund", "--loglevel=error"];
  const child = spawn("npm", ["install", ...options], {
    cwd: folder,
    stdio: ["ignore", 2, "pipe"],
    shell: process.platform === "win32",
  });
  let said = "";
  child.stderr?.on("data", (chunk) => {
    said = `${said}${chunk}`.slice(-2_000);
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new ChdbUnavailable(`npm could not fetch chdb ${VERSION}: ${said.trim()}`);
}

/** @param {unknown} cause */
function reasonOf(cause) {
  return cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause);
}
