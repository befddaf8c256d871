import type { RunReport } from "../result/run-report.js";

/**
 * Renders reports in one format.
 *
 * @example
 * ```ts
 * import type { Reporter } from "@dqx/api";
 *
 * const oneLine: Reporter = {
 *   name: "one-line",
 *   extension: "txt",
 *   render: ({ suite, status }) => `${suite} ${status}\n`,
 * };
 * ```
 */
export interface Reporter {
  /** What users choose it by, for example `junit`. */
  readonly name: string;
  /** The extension of files in this format, without the dot. */
  readonly extension: string;
  /**
   * Renders a report.
   *
   * @param report - a live one or one of the store
   * @returns the whole document
   */
  render(report: RunReport): string;
}
