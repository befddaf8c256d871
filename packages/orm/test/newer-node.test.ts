import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { hasNodeSqlite } from "./support/sqlite-drivers.js";
import { temporaryDirectory } from "./support/temporary-directory.js";

const directory = temporaryDirectory();
const run = promisify(execFile);
const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** The tests of this package that hold a driver of SQLite to what the store promises. */
const TESTS = [
  "sqlite",
  "durability",
  "driver-fallback",
  "liveness",
  "large-batches",
  "crash",
  "concurrent-suites",
];

// Where this Node.js has it, these tests ran on it already.
it.skipIf(hasNodeSqlite())(
  "keeps the whole contract on the node:sqlite of Node.js 24, killed writers and concurrent processes among it",
  { timeout: 300_000 },
  async ({ skip, annotate }) => {
    const node = await newerNode();
    if (node === undefined) return skip("Node.js 24 cannot be had here, so node:sqlite is not tested.");
    const outputFile = join(directory, "report.json");
    const vitest = fileURLToPath(new URL("vitest.mjs", import.meta.resolve("vitest/package.json")));

    const ended = await run(
      node,
      [vitest, "run", "--config=vitest.newer-node.config.ts", ...TESTS.map((name) => `test/${name}.test.ts`)],
      { cwd: file(".."), env: { ...process.env, DQX_TEST_REPORT: outputFile } },
    ).catch((error: unknown) => error);

    const report: Report = JSON.parse(await readFile(outputFile, "utf8"));
    const failed = report.testResults.flatMap(({ assertionResults }) =>
      assertionResults.filter(({ status }) => status === "failed"),
    );
    expect(failed).toEqual([]);
    expect(ended).not.toBeInstanceOf(Error);
    // The contract and the others: an empty run would be no proof.
    expect(report.numPassedTests).toBeGreaterThan(100);
    await annotate(`${report.numPassedTests} tests passed on ${node}`);
  },
);

/** What of vitest's report is read. */
interface Report {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

const CANNOT_BE_HAD = 69;

async function newerNode(): Promise<string | undefined> {
  try {
    const { stdout } = await run(process.execPath, [file("../../../scripts/node-release.mjs"), "24"]);
    return stdout.trim();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === CANNOT_BE_HAD) return undefined;
    throw error;
  }
}
