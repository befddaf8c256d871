import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** The checkout that this file is in. */
export const CHECKOUT = fileURLToPath(new URL("../..", import.meta.url));

/** What this needs of a package's manifest. */
interface Manifest {
  readonly name: string;
  readonly exports: unknown;
  readonly publishConfig?: { readonly exports?: unknown };
}

/**
 * Puts a checkout's packages into a folder as a consumer has them after `npm install`: what their tarballs hold, and
 * beside them what they depend on. The compiled files of this package are copied there too, so that its programs find
 * those packages and no others.
 *
 * @param checkout - built, with its dependencies installed
 * @param folder - where; made if it is not there
 * @returns the folder of the programs
 */
export function install(checkout: string, folder: string): string {
  const modules = join(folder, "node_modules");
  // These first: an older checkout is compared on the same engine and drivers.
  linkAll(join(CHECKOUT, "bench", "node_modules"), modules);
  for (const name of readdirSync(join(checkout, "packages"))) {
    const source = join(checkout, "packages", name);
    // What is not built is what nothing here imports.
    if (!existsSync(join(source, "package.json")) || !existsSync(join(source, "dist"))) continue;
    installPackage(source, modules);
    linkAll(join(source, "node_modules"), modules);
  }
  const programs = join(folder, "bench");
  cpSync(dirname(fileURLToPath(import.meta.url)), programs, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  return join(programs, "programs");
}

function installPackage(source: string, modules: string): void {
  const manifest: Manifest = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
  const target = join(modules, ...manifest.name.split("/"));
  mkdirSync(target, { recursive: true });
  // Releases before the bundles were published as they had been compiled.
  const published = manifest.publishConfig?.exports;
  if (published !== undefined) {
    execFileSync(process.execPath, [join(source, "..", "..", "scripts", "bundle-package.mjs")], {
      cwd: source,
    });
  }
  const files = published === undefined ? "dist" : "bundle";
  cpSync(join(source, files), join(target, files), { recursive: true });
  const exports = published ?? manifest.exports;
  writeFileSync(join(target, "package.json"), JSON.stringify({ ...manifest, exports }));
}

/** Links what is in one `node_modules` folder from another, unless it is there or of this workspace. */
function linkAll(from: string, to: string): void {
  if (!existsSync(from)) return;
  for (const entry of readdirSync(from)) {
    if (entry.startsWith(".") || entry === "@dqx") continue;
    const names = entry.startsWith("@")
      ? readdirSync(join(from, entry)).map((name) => join(entry, name))
      : [entry];
    for (const name of names) {
      if (existsSync(join(to, name))) continue;
      mkdirSync(dirname(join(to, name)), { recursive: true });
      symlinkSync(realpathSync(join(from, name)), join(to, name));
    }
  }
}
