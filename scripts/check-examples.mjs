// Runs the examples as a consumer's project: a copy of examples/ in an empty folder outside of the workspace, with the
// packed packages, type-checked against their declarations and tested. Usage: node scripts/check-examples.mjs
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline/promises";
import { install, installedVersion, packAll, run } from "./tarballs.mjs";
import { manifestOf, root } from "./workspace.mjs";

const place = mkdtempSync(join(tmpdir(), "dqx-examples-"));
const packed = join(place, "packed");
const consumer = join(place, "examples");
try {
  mkdirSync(packed);
  const installation = await packAll(packed);
  copyExamples();
  demand("installed", await install(consumer, installation));
  const compiled = await run(
    process.execPath,
    [join(root, "node_modules", "typescript", "bin", "tsc"), "-p", consumer, "--pretty", "false"],
    consumer,
  );
  const errors = compiled.output.split("\n").filter(concernsUs).join("\n");
  demand("type-checked", { code: errors === "" ? 0 : 1, output: errors });
  demand("tested", await test());
} finally {
  rmSync(place, { recursive: true, force: true });
}

/** A project of its own: it refers to no file of the workspace, and to no other member. */
function copyExamples() {
  const { dependencies = {}, devDependencies = {} } = manifestOf("examples");
  /** @param {Record<string, string>} named */
  const versions = (named) =>
    Object.fromEntries(Object.keys(named).map((name) => [name, versionOf(name, named[name] ?? "*")]));
  mkdirSync(consumer);
  for (const entry of ["src", "test", "vitest.config.ts"]) {
    cpSync(join(root, "examples", entry), join(consumer, entry), { recursive: true });
  }
  write("package.json", {
    name: "examples",
    private: true,
    type: "module",
    dependencies: versions(dependencies),
    devDependencies: versions(devDependencies),
  });
  // Declarations of the packages are checked too: one that names an undeclared package is found here.
  const compilerOptions = { noEmit: true, module: "nodenext", target: "es2023", types: ["node"] };
  write("tsconfig.json", {
    compilerOptions: {
      ...compilerOptions,
      lib: ["es2023", "es2024.string", "esnext.disposable"],
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: false,
    },
    include: ["src", "test", "vitest.config.ts"],
  });
}

/**
 * @param {string} name
 * @param {string} range what the manifest of the examples says
 */
function versionOf(name, range) {
  return range.startsWith("workspace:") ? "*" : installedVersion("examples", name);
}

/**
 * @param {string} file
 * @param {unknown} content
 */
function write(file, content) {
  writeFileSync(join(consumer, file), JSON.stringify(content));
}

/** Runs the tests of the copy on a PostgreSQL that this starts, or on the one that is given. */
async function test() {
  const vitest = join(consumer, "node_modules", "vitest", "vitest.mjs");
  const args = [vitest, "run", "--coverage.enabled=false", "--reporter=dot"];
  if (process.env.DQX_TEST_POSTGRES !== undefined) return run(process.execPath, args, consumer);
  const server = spawn(process.execPath, [join(root, "scripts", "postgres.mjs")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  try {
    for await (const line of createInterface({ input: server.stdout })) {
      const { url } = JSON.parse(line);
      return await run(process.execPath, args, consumer, { ...process.env, DQX_TEST_POSTGRES: url });
    }
    return { code: 1, output: "PostgreSQL did not start; the reason is above." };
  } finally {
    server.stdin.end();
  }
}

/**
 * Says how a step went; one that failed ends the script.
 * @param {string} step
 * @param {{ code: number | null, output: string }} ending
 */
function demand(step, { code, output }) {
  console.log(`${code === 0 ? "ok    " : "FAILED"} the examples are ${step} outside of the workspace`);
  if (code === 0) return;
  console.log(output.trimEnd().replace(/^/gm, "       "));
  rmSync(place, { recursive: true, force: true });
  process.exit(1);
}

/**
 * Whether an error of the compiler is about an example or a package of ours; other libraries' declarations are not.
 * @param {string} line
 */
function concernsUs(line) {
  return /error TS/.test(line) && (!line.includes("node_modules") || line.includes("/@dqx/"));
}
