import { InvalidArgumentError, requireKnownOptions, showValue } from "@dqx/common";
import type { QuarantinePaths } from "@dqx/rules";

/**
 * Files that the rows of datasets are split into, by dataset: a row is bad when it fails one of the run's rules on the
 * dataset, other than those that only warn.
 */
export type RunQuarantine = Readonly<Record<string, QuarantinePaths>>;

/**
 * Checks the quarantine of a run.
 *
 * @param quarantine - callers without types may give anything
 * @param datasets - the names of the run's data sources
 * @throws {@link InvalidArgumentError} naming what is unknown, missing or of the wrong kind
 */
export function requireQuarantine(quarantine: RunQuarantine, datasets: readonly string[]): void {
  requireKnownOptions("quarantine", quarantine, datasets);
  for (const [dataset, paths] of Object.entries(quarantine)) {
    const place = `quarantine of dataset '${dataset}'`;
    requireKnownOptions(place, paths, ["bad", "good", "overwrite"]);
    for (const option of ["bad", "good"] as const) {
      const path: unknown = paths[option];
      if (typeof path === "string" && path !== "") continue;
      throw new InvalidArgumentError(
        `${place}: ${option} is ${showValue(path)}. Give the path of a file, for example "${option}.parquet".`,
      );
    }
    if (paths.overwrite === undefined || typeof paths.overwrite === "boolean") continue;
    throw new InvalidArgumentError(
      `${place}: overwrite is ${showValue(paths.overwrite)}. Give true or false.`,
    );
  }
}
