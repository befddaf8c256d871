// Adds up what vitest reported for every package, and prints `passed failed skipped`.
// A package with tests and without a report counts as one failure: its tests did not run.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { manifestOf, members, root } from "./workspace.mjs";

/**
 * @typedef {object} Report What this reads of vitest's JSON report.
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {{ status: string, assertionResults: unknown[] }[]} testResults one per file
 */

const total = { passed: 0, failed: 0, skipped: 0 };
for (const { name, folder } of members) {
  if (manifestOf(folder).scripts?.test === undefined) continue;
  const file = join(root, folder, "test-results", "vitest.json");
  if (!existsSync(file)) {
    console.error(`${name}: its tests did not run`);
    total.failed += 1;
    continue;
  }
  /** @type {Report} */
  const report = JSON.parse(readFileSync(file, "utf8"));
  const broken = report.testResults.filter(
    (each) => each.status === "failed" && each.assertionResults.length === 0,
  );
  total.passed += report.numPassedTests;
  total.failed += report.numFailedTests + broken.length;
  total.skipped += report.numPendingTests + report.numTodoTests;
}
console.log(total.passed, total.failed, total.skipped);
