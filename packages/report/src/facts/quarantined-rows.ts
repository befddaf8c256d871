import type { RunReport } from "@dqx/api";
import { counted } from "./counted.js";

/**
 * The rows that a run has written to files, in words.
 *
 * @param report - a report
 * @returns for example `'orders' by 20 rules: 3 bad rows in bad.parquet, 97 good rows in good.parquet`
 */
export function quarantinedRows({ quarantined = [] }: RunReport): readonly string[] {
  return quarantined.map(
    ({ dataset, rules, bad, good }) =>
      `'${dataset}' by ${counted(rules, "rule")}: ${counted(bad.rows, "bad row")} in ${bad.file}, ${counted(good.rows, "good row")} in ${good.file}`,
  );
}
