import type { Relation } from "../plan/relation.js";
import type { SourcePlan } from "../plan/source-plan.js";
import type { SqlSession } from "../source/sql-data-source.js";
import type { Analysis, MeasuredMetric, SkippedStatement, StatementReport } from "./analysis.js";
import { failed, measure } from "./measure.js";
import { sampledOutcome } from "./sampled-outcome.js";
import { type Allowance, ScanRunner } from "./scan-runner.js";
import { StatementLog } from "./statement-log.js";

/** How a plan is run. */
export interface RunPlanOptions {
  /** Ends the run early: the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** How many statements may be added to the plan to find the metrics that make one fail; 64 by default. */
  readonly maximumStatements?: number;
  /** Is told of each statement when it has ended. */
  readonly onStatement?: (report: StatementReport) => void;
}

/** How many statements are added to a plan at the most unless told otherwise. */
export const MAXIMUM_ADDED_STATEMENTS = 64;

/**
 * Runs the statements of a source's plan.
 *
 * A metric that the engine fails on fails alone: parts of its statement are run until it is found.
 *
 * @param plan - what to run
 * @param session - a session of the plan's source
 * @param options - limits
 * @returns exactly one outcome for each planned metric and date
 * @throws the signal's reason when aborted
 */
export async function runPlan(
  plan: SourcePlan,
  session: SqlSession,
  { signal, maximumStatements: limit = MAXIMUM_ADDED_STATEMENTS, onStatement }: RunPlanOptions = {},
): Promise<Analysis> {
  const log = new StatementLog(session, plan.dialect, { signal, onStatement });
  const allowance: Allowance = { remaining: limit, limit };
  const measured: (readonly MeasuredMetric[])[] = [];
  const skipped: SkippedStatement[] = [];
  const warnings: string[] = session.remark === undefined ? [] : [session.remark];
  for (const planned of plan.relations) {
    if (planned.kind === "unreadable") {
      measured.push(failAll(planned.relation, planned.reason));
      continue;
    }
    const { relation, scan } = planned;
    const runner = new ScanRunner(scan, plan.dialect, log, allowance);
    await runner.run();
    measured.push(
      runner.unreadable === undefined
        ? await measure(scan, runner.readings)
        : failAll(relation, runner.unreadable),
    );
    const { unreadable: reason = "" } = runner;
    skipped.push(...runner.skipped.map(({ sql, purpose }) => ({ sql, purpose, reason })));
    warnings.push(...runner.warnings);
  }
  const { sample } = plan;
  const outcomes = measured.flat();
  const estimated =
    sample === undefined
      ? outcomes
      : outcomes.map((one) => ({ ...one, outcome: sampledOutcome(one.spec, one.outcome, sample) }));
  return { measured: estimated, statements: log.reports, skipped, warnings };
}

function failAll({ requests }: Relation, reason: string): readonly MeasuredMetric[] {
  return requests.flatMap(({ spec, dates }) => dates.map((date) => failed(spec, date, reason)));
}
