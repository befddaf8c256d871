import type { ExecutionId } from "@dqx/common";
import type { ExecutionReport, MetricReport, RunReport } from "../result/run-report.js";
import type { SuitePlan } from "../result/suite-plan.js";

/** The run that a plugin is told about. */
export interface PluginRun {
  readonly suite: string;
  readonly executionId: ExecutionId;
  readonly key: ExecutionReport["key"];
  /** Aborted when the run is aborted, or the plugin's time is over. */
  readonly signal: AbortSignal;
}

/**
 * Something that is told what a suite does: one that writes a log, sends a message or keeps a report elsewhere.
 *
 * A plugin changes nothing of the run: what it is given is frozen, and one that throws, or takes longer than the
 * suite allows, becomes a warning of the result. Its hooks run beside the next stages, `finished` at the end. A
 * hook that keeps the event loop busy holds the run up like any code of the process.
 *
 * @example
 * ```ts
 * import type { SuitePlugin } from "@dqx/api";
 *
 * const log: SuitePlugin = {
 *   name: "log",
 *   finished: (report) => console.log(`${report.suite}: ${report.status}`),
 * };
 * ```
 */
export interface SuitePlugin {
  /** For messages; unique within a suite. */
  readonly name: string;
  /** Called before anything is measured. */
  planned?(plan: SuitePlan, run: PluginRun): void | Promise<void>;
  /** Called once all metrics are measured, derived and stored. */
  measured?(metrics: readonly MetricReport[], run: PluginRun): void | Promise<void>;
  /** Called once the report is stored. A failure of this hook is in the live result alone. */
  finished?(report: RunReport, run: PluginRun): void | Promise<void>;
}
