import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "../../scripts/workspace.mjs";

/** A rule of `.dependency-cruiser.mjs` that a file breaks. */
export interface LayerViolation {
  readonly rule: string;
  readonly from: string;
}

/**
 * Runs the layer check of this repository over a workspace.
 *
 * @param workspace the folder of the workspace to check
 * @returns every rule that a file breaks, once per file
 */
export function layerViolations(workspace: string): readonly LayerViolation[] {
  const bin = join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const config = join(root, ".dependency-cruiser.mjs");
  const folders = ["packages", "apps", "bench", "examples", "tools"];
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [bin, "--config", config, "--output-type", "json", ...folders],
    { cwd: workspace, encoding: "utf8", maxBuffer: 2 ** 28 },
  );
  if (stdout === "") throw new Error(`The layer check did not run: ${stderr}`);

  const result: { summary: { violations: { from: string; rule: { name: string } }[] } } = JSON.parse(stdout);
  const found = result.summary.violations.map(({ from, rule }) => ({ rule: rule.name, from }));
  return [...new Map(found.map((violation) => [`${violation.rule} ${violation.from}`, violation])).values()];
}
