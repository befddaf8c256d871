import type { MetricRequest } from "./plan/metric-request.js";
import { completePlan, draftPlan, type PlanOptions } from "./plan/plan-source.js";
import type { Analysis } from "./run/analysis.js";
import { type RunPlanOptions, runPlan } from "./run/run-plan.js";
import type { SqlDataSource } from "./source/sql-data-source.js";

/** How an analysis is planned and run. */
export interface AnalyzeOptions extends PlanOptions, RunPlanOptions {}

/**
 * Measures metrics on a data source, in the fewest statements and on one snapshot of the data: the plan that
 * `planSource` makes, run by {@link runPlan} in the session that it was made in.
 *
 * A metric that cannot be measured fails alone: because of its columns before anything runs, or because the
 * engine fails on it, which is then found out by running parts of the statement.
 *
 * @param source - where the data is
 * @param requests - what to measure, and for which dates
 * @param options - the date of the run, and limits
 * @returns exactly one outcome for each requested metric and date
 * @throws `PlanningError` for what is known to be impossible before anything runs; the source's `DQXError`
 *   when nothing of it can be read; the signal's reason when aborted
 */
export async function analyze(
  source: SqlDataSource,
  requests: readonly MetricRequest[],
  options: AnalyzeOptions,
): Promise<Analysis> {
  const { signal } = options;
  signal?.throwIfAborted();
  const draft = draftPlan(source, requests, options);
  if (draft.relations.length === 0) return { measured: [], statements: [], skipped: [], warnings: [] };
  return source.withSession(
    async (session) => runPlan(await completePlan(draft, session, { signal }), session, options),
    signal,
  );
}
