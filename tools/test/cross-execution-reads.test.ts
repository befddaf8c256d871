import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { layers, root } from "../../scripts/workspace.mjs";
import { crossExecutionReads } from "../src/cross-execution-reads.js";
import { repositoryFiles } from "../src/repository-files.js";

/** What shows stored executions to people, who ask for several of them; a run goes through none but the last one's duration. */
const showingFiles = [
  "packages/cli/src/actions/doctor.ts",
  "packages/cli/src/actions/executions.ts",
  "packages/cli/src/actions/gc.ts",
  "packages/cli/src/actions/history.ts",
  "packages/cli/src/stored/find-execution.ts",
  "packages/cli/src/stored/report-history.ts",
  "packages/cli/src/stored/usual-duration.ts",
  "packages/cli/src/stored/watch-history.ts",
];

/** Everything that a suite's run goes through, but for the store itself. */
const runFolders = layers.filter(({ name }) => name !== "@dqx/orm").map(({ folder }) => `${folder}/src/`);
const runFiles = repositoryFiles().filter(
  (path) =>
    path.endsWith(".ts") &&
    !showingFiles.includes(path) &&
    runFolders.some((folder) => path.startsWith(folder)),
);

const readsOf = (path: string): readonly string[] =>
  crossExecutionReads(readFileSync(join(root, path), "utf8"));

describe("a run", () => {
  it("goes through files of every layer", () => {
    for (const folder of runFolders) expect(runFiles.some((path) => path.startsWith(folder))).toBe(true);
  });

  it("uses none of the store's reads across executions", () => {
    const found = runFiles.flatMap((path) => readsOf(path).map((place) => `${path}: ${place}`));
    expect(found).toEqual([]);
  });

  it.each(showingFiles)("does not go through %s, which does use one", (path) => {
    expect(readsOf(path)).not.toEqual([]);
  });
});

describe("crossExecutionReads", () => {
  it.each([
    "await db.history(spec, dataset, tags, filter)",
    "db\n  .latestExecution(suite, key)",
    "db?.listExecutions()",
    'db["compareExecutions"](a, b)',
    'type Reader = Pick<MetricDB, "getMetricValue" | "history">;',
    "const read = db.history;",
  ])("finds %j", (text) => {
    expect(crossExecutionReads(text)).toHaveLength(1);
  });

  it.each(["db.getMetricValue(spec, key, dataset, id)", "// the history of a metric", "db.historyLength"])(
    "accepts %j",
    (text) => {
      expect(crossExecutionReads(text)).toEqual([]);
    },
  );
});
