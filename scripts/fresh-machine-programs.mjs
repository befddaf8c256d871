// The programs that a fresh machine has: a Node and an npm of its own, from npm packages, and those of this machine.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

/** What compiles, or is needed to. */
const COMPILERS = /^(.*-)?(python[\d.]*|make|gmake|cmake|ninja|g\+\+|gcc|c\+\+|cc|clang(\+\+)?)(-[\d.]+)?$/;

/**
 * The folders in which a machine finds programs: its Node and npm, and those of this machine.
 * @param {import("./fresh-machine-cases.mjs").FreshMachine} machine
 * @param {string} place
 */
export function pathOf(machine, place) {
  const node = installed(`node-${process.platform}-${process.arch}`, machine.node, place);
  const npm = installed("npm", machine.npm, place);
  const own = [join(node, "bin"), join(npm, "..", ".bin")];
  const folders = ["/usr/local/bin", "/usr/bin", "/bin"];
  if (machine.hasCompiler) return [...own, ...folders].join(":");

  const without = join(place, "without-compiler");
  if (mkdirSync(without, { recursive: true }) !== undefined) {
    const seen = new Set();
    for (const folder of folders) {
      for (const program of readdirSync(folder)) {
        if (COMPILERS.test(program) || seen.has(program)) continue;
        seen.add(program);
        symlinkSync(join(folder, program), join(without, program));
      }
    }
  }
  return [...own, without].join(":");
}

/**
 * Installs a package once, and says where it is.
 * @param {string} name
 * @param {string} version
 * @param {string} place
 */
function installed(name, version, place) {
  const prefix = join(place, `${name}@${version}`);
  const options = ["--prefix", prefix, "--no-save", "--no-audit", "--no-fund", "--silent"];
  if (mkdirSync(prefix, { recursive: true }) !== undefined) {
    execFileSync("npm", ["install", ...options, `${name}@${version}`], { stdio: "inherit" });
  }
  return join(prefix, "node_modules", name);
}
