import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { manifestOf, root } from "../../scripts/workspace.mjs";
import { outsideEnvironment } from "./outside-environment.js";

/** What is wrong in a run: a test fails, the tests cover too little, or a setup throws. */
export type Defect = "failing test" | "uncovered source" | "throwing setup";

/** How a command ended. */
export interface Ending {
  /** Its exit code, or the signal that ended it. */
  readonly code: number | NodeJS.Signals;
  /** All that it printed. */
  readonly output: string;
}

const tests: Readonly<Record<Defect, string>> = {
  "failing test": `it("fails", () => { throw new Error("as it should"); });`,
  "uncovered source": `it("covers nothing", () => undefined);`,
  "throwing setup": `it("never runs", () => undefined);`,
};

/**
 * Runs the test command of a member on a test with a defect instead of its own tests: the same program, folder and
 * configuration, with all setups.
 *
 * @param folder the member's folder, relative to the root
 * @returns how the command ended
 */
export async function runWithDefect(folder: string, defect: Defect): Promise<Ending> {
  const place = realpathSync(mkdtempSync(join(tmpdir(), "dqx-red-")));
  try {
    writeFileSync(join(place, "defect.test.ts"), tests[defect]);
    writeFileSync(join(place, "setup.ts"), `export default () => { throw new Error("The setup threw."); };`);
    writeFileSync(join(place, "vitest.config.mjs"), configuration(folder, place, defect));
    const command = testCommand(folder);
    const options = ["--root", ".", "--config", join(place, "vitest.config.mjs")];
    const child = spawn(`${command} ${options.map((each) => JSON.stringify(each)).join(" ")}`, {
      cwd: join(root, folder),
      env: environment(folder),
      shell: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
    const [code, signal]: (number | NodeJS.Signals)[] = await once(child, "close");
    return { code: code ?? signal ?? "SIGKILL", output };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/**
 * The part of a member's `test` script that runs the tests: what comes after the build.
 *
 * @throws Error when the script is not `tsc -b … && vitest run`, of which alone these tests know that it can go red
 */
export function testCommand(folder: string): string {
  const script = manifestOf(folder).scripts?.test ?? "";
  const command = /^tsc -b[ \w./-]* && (vitest run)$/.exec(script)?.[1];
  if (command === undefined) throw new Error(`The test script of ${folder} is '${script}'.`);
  return command;
}

/** The member's own configuration, of which only the tests and the places of the reports are others. */
function configuration(folder: string, place: string, defect: Defect): string {
  const text = (...path: readonly string[]) => JSON.stringify(join(...path));
  const setup = defect === "throwing setup" ? text(place, "setup.ts") : "";
  return `
import { mergeConfig } from ${text(root, "node_modules/vitest/dist/config.js")};
import own from ${text(root, folder, "vitest.config.ts")};
const { test } = mergeConfig(own, { test: { globalSetup: [${setup}], globals: true, dir: ${text(place)} } });
const coverage = { ...test.coverage, reportsDirectory: ${text(place, "coverage")} };
export default { ...own, test: { ...test, include: ["*.test.ts"], reporters: ["default"], coverage } };
`;
}

function environment(folder: string): NodeJS.ProcessEnv {
  const binaries = [join(root, folder, "node_modules/.bin"), join(root, "node_modules/.bin")];
  return { ...outsideEnvironment(), PATH: [...binaries, process.env.PATH].join(delimiter) };
}
