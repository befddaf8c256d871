import { daysBetween, escapeControls, inSlices, type LocalDate, remember } from "@dqx/common";
import type { ExecutionClaim, MetricStore } from "@dqx/orm";
import { type Analysis, isProtected, type StatementReport } from "@dqx/sql";
import { requireWithinBudget } from "../budget/require-within-budget.js";
import type { RunBudget } from "../budget/run-budget.js";
import { withinTime } from "../budget/time-limit.js";
import type { PluginHost } from "../plugin/plugin-host.js";
import { deduplicateSymbols } from "../prepare/deduplicate-symbols.js";
import type { PreparedRun } from "../prepare/prepare-run.js";
import type { AssertionSelector } from "../prepare/select-assertions.js";
import { requireNothingRevealed } from "../protection/require-nothing-revealed.js";
import { type Protections, protectionsOf, type RunProtection } from "../protection/run-protection.js";
import { withholdMessages } from "../protection/withhold-messages.js";
import type { RunQuarantine } from "../quarantine/quarantine-options.js";
import { type DatasetQuarantine, planQuarantine, quarantineRows } from "../quarantine/quarantine-rows.js";
import { deepFreeze } from "../result/deep-freeze.js";
import type { RunReport } from "../result/run-report.js";
import type { SuitePlan } from "../result/suite-plan.js";
import {
  type AssertionResult,
  countAssertions,
  hasCriticalFailure,
  type SuiteResult,
  type SuiteSummary,
  suiteStatus,
} from "../result/suite-result.js";
import { toMetricReports, toRunReport } from "../result/to-run-report.js";
import { type SampleOptions, type SampleSettings, sampleSettings } from "../sample/sample-options.js";
import { expandSegments, inPlaces } from "../segment/expand-segments.js";
import { gatherGroups, problemsAmong } from "../verdict/gather-groups.js";
import { MetricOutcomes } from "../verdict/metric-outcomes.js";
import { deriveMetrics } from "./derive-metrics.js";
import { evaluateAssertions, lateResults } from "./evaluate-assertions.js";
import { whileClaimed } from "./execution-lease.js";
import { beginExecution, endExecution } from "./execution-record.js";
import { makeSuitePlan } from "./make-suite-plan.js";
import { measureDatasets } from "./measure-datasets.js";
import { type MetricWriter, toStoredMetric } from "./metric-writer.js";
import { persistMetrics } from "./persist-metrics.js";
import { costOf, type PlannedDataset, planDatasets, requirePlanned } from "./plan-datasets.js";
import { reproduceFailures } from "./reproduce-failures.js";
import { requireAllJudged, requireAllMeasured } from "./require-complete.js";
import { ProgressTeller, type RunProgress } from "./run-progress.js";
import { sampleFailures } from "./sample-failures.js";
import { settleAll } from "./settle-all.js";

/** Options of a plan. */
export interface PlanOptions {
  /** Ends the planning early. */
  readonly signal?: AbortSignal;
  /**
   * What ages are measured against, on all days of the run: an instant of the years 1 to 9999. The time at which the
   * run is planned by default.
   */
  readonly referenceTime?: Date;
  /** Which assertions are judged, and what they need is measured; all by default. */
  readonly select?: AssertionSelector;
}

/** Options of a run. */
export interface RunOptions extends Pick<PlanOptions, "referenceTime" | "select"> {
  /** Ends the run early; what is not stored by then is not stored. */
  readonly signal?: AbortSignal;
  /** What measuring may cost; not limited by default. */
  readonly budget?: RunBudget;
  /** How many failing rows of each assertion on rows are shown that does not hold; none by default. */
  readonly samples?: number | SampleOptions;
  /** Files that the bad and the good rows of datasets are written to, before the run ends; none by default. */
  readonly quarantine?: RunQuarantine;
  /** Columns whose values nobody is shown, by dataset; those that the sources protect by default. */
  readonly protect?: RunProtection;
  /** Is told how far the run is: before the first statement, and whenever one has ended. */
  readonly onProgress?: (progress: RunProgress) => void;
}

/** Options of a run that is executed. */
export interface ExecuteOptions extends Omit<RunOptions, "referenceTime" | "select"> {
  readonly ttlHours: number;
  readonly plugins: PluginHost;
  /** Whether an abandoned execution of the same id gives way. */
  readonly takeOver: boolean;
  /** Called once the execution id is this run's own. */
  readonly onBegin: (claim: ExecutionClaim) => void;
}

/**
 * Plans a run and describes the plan; nothing is measured.
 *
 * @param run - the prepared run
 * @param options - a signal to end early
 */
export async function describeRun(
  run: PreparedRun,
  { signal }: Pick<PlanOptions, "signal">,
): Promise<SuitePlan> {
  return makeSuitePlan(run, await planDatasets(run, { signal, expectRows: true }));
}

/**
 * Claims the execution id, plans, measures, stores, derives, evaluates, and records how it ended.
 *
 * @param run - the prepared run
 * @param db - where the numbers are kept
 * @param options - how long they are kept, who is told that the run has begun, a signal to end early, and whether an
 *   abandoned execution gives way
 * @returns one result per assertion
 * @throws a `SuiteStateError` when another run claimed the execution id at the same time
 * @throws an `ExecutionClaimError` when the execution was deleted or taken over meanwhile; nothing is stored then
 * @throws a `PlanningError` when a metric asks what its source cannot give
 * @throws a `BudgetError` when it would cost more than its budget, or takes longer
 * @throws a `QuarantineError` when rows cannot be written where they should go
 */
export async function executeRun(
  run: PreparedRun,
  db: MetricStore,
  options: ExecuteOptions,
): Promise<SuiteResult> {
  const { suite, provider, key, dataSources } = run;
  const datasets = dataSources.map(({ name }) => name);
  const protections = protectionsOf(options.protect, dataSources);
  const settings = sampleSettings(options.samples, datasets);
  const begin = async () => {
    const request = { executionId: provider.executionId, suite, key, datasets };
    const claim = await beginExecution(db, request, { takeOver: options.takeOver });
    options.onBegin(claim);
    return claim;
  };
  const { budget = {} } = options;
  return withinTime("The run", budget.seconds, options.signal, (limited) =>
    whileClaimed(begin, limited, (claiming, signal) =>
      measureAndEvaluate(run, claiming, {
        ...options,
        budget,
        progress: new ProgressTeller(options.onProgress),
        protections,
        settings,
        signal,
      }),
    ),
  );
}

async function measureAndEvaluate(
  run: PreparedRun,
  claiming: Promise<ExecutionClaim>,
  options: MeasureOptions,
): Promise<SuiteResult> {
  const { provider, key, availability } = run;
  const { ttlHours, plugins, progress, signal } = options;
  const startedAt = new Date();
  // The claim costs nothing beside the scan; nothing is stored before both have come.
  const [claim, { planned, quarantines, analyses }] = await settleAll([
    claiming,
    planAndMeasure(run, options),
  ]);
  signal.throwIfAborted();
  const keyOn = remember((date: LocalDate) => key.lag(daysBetween(date, key.date)));
  const writer = { provider, claim, keyOn, ttlHours };
  const outcomes = new MetricOutcomes();
  await persistMetrics(analyses, outcomes, writer);
  await deriveMetrics(availability.derived, outcomes, writer);
  requireAllMeasured(planned, analyses, availability, outcomes);
  const { run: known, warnings: unasserted } = await knowSegments(run, outcomes, writer);
  const { assertions, distinct } = known;
  await plugins.begin("measured", () => toMetricReports(outcomes.results));
  const judged = await evaluateAssertions(assertions, distinct, provider, key, outcomes);
  requireAllJudged(assertions, judged);
  const { protections, settings } = options;
  const problems = problemsAmong(assertions, judged);
  const reproduced = await reproduceFailures(known, planned, judged, { problems, protections, signal });
  const sampled = await sampleFailures(known, planned, reproduced, {
    problems,
    settings,
    protections,
    signal,
  });
  const quarantined = await quarantineRows(
    quarantines,
    inPlaces(run.assertions, assertions, sampled.results),
    signal,
  );
  const results = [...gatherGroups(assertions, sampled.results), ...lateResults(run, outcomes)];
  const warnings = [...unasserted, ...(await plugins.settle()), ...progress.warnings];
  const read = withStatements(withStatements(analyses, sampled.statements), quarantined.statements);
  const summary = {
    ...(await summarize(run, read, outcomes, results, warnings)),
    quarantined: quarantined.written,
  };
  const report = await toRunReport(summary, {
    checks: run.checks,
    referenceTime: run.referenceTime,
    startedAt,
    endedAt: new Date(),
  });
  // Whoever told the run to stop is not told that it passed.
  signal.throwIfAborted();
  await endExecution(claim, summary, report);
  await plugins.begin("finished", () => report);
  return toResult(summary, deepFreeze(report), await plugins.settle());
}

/** What a run that claims its execution meanwhile is executed with. */
interface MeasureOptions extends Pick<ExecuteOptions, "ttlHours" | "plugins" | "quarantine"> {
  readonly protections: Protections;
  readonly settings: SampleSettings;
  readonly signal: AbortSignal;
  readonly budget: RunBudget;
  readonly progress: ProgressTeller;
}

async function planAndMeasure(
  run: PreparedRun,
  { plugins, protections, signal, budget, progress, quarantine = {} }: MeasureOptions,
): Promise<{
  readonly planned: readonly PlannedDataset[];
  readonly quarantines: readonly DatasetQuarantine[];
  readonly analyses: ReadonlyMap<string, Analysis>;
}> {
  const expectRows = [budget, ...Object.values(budget.datasets ?? {})].some(({ rows }) => rows !== undefined);
  const planned = await planDatasets(run, { signal, expectRows });
  requirePlanned(planned);
  for (const { source, planning } of planned) {
    if (planning.kind === "planned") requireNothingRevealed(planning.plan, protections(source.name));
  }
  requireWithinBudget(budget, planned.map(costOf));
  const quarantines = await planQuarantine(run, planned, quarantine, protections);
  await plugins.begin("planned", () => makeSuitePlan(run, planned));
  const analyses = await measureDatasets(planned, { signal, budget, progress });
  const shown = [...analyses].map(([dataset, analysis]) => {
    const hides = isProtected(protections(dataset));
    return [dataset, hides ? withholdMessages(analysis) : analysis] as const;
  });
  return { planned, quarantines, analyses: new Map(shown) };
}

function withStatements(
  analyses: ReadonlyMap<string, Analysis>,
  statements: ReadonlyMap<string, readonly StatementReport[]>,
): ReadonlyMap<string, Analysis> {
  const added = [...analyses].map(([dataset, analysis]) => {
    const all = [...analysis.statements, ...(statements.get(dataset) ?? [])];
    return [dataset, { ...analysis, statements: all }] as const;
  });
  return new Map(added);
}

async function knowSegments(
  run: PreparedRun,
  outcomes: MetricOutcomes,
  writer: MetricWriter,
): Promise<{ readonly run: PreparedRun; readonly warnings: readonly string[] }> {
  if (run.assertions.every(({ forEach }) => forEach === undefined)) return { run, warnings: [] };
  const { provider, key } = run;
  const { assertions, points, warnings } = expandSegments(run.assertions, provider, key, outcomes);
  await writer.claim.persist(points.map((point) => toStoredMetric(writer, point, point.outcome)));
  return { run: { ...run, assertions, distinct: await deduplicateSymbols(assertions, provider) }, warnings };
}

async function summarize(
  { suite, provider, key, warnings }: PreparedRun,
  analyses: ReadonlyMap<string, Analysis>,
  outcomes: MetricOutcomes,
  assertions: readonly AssertionResult[],
  pluginWarnings: readonly string[],
): Promise<Omit<SuiteSummary, "quarantined">> {
  const counts = countAssertions(assertions);
  const measured = [...analyses.values()].flatMap((analysis) => analysis.warnings);
  const shown: string[] = [];
  await inSlices([...measured, ...warnings, ...pluginWarnings], (warning) => {
    shown.push(escapeControls(warning));
  });
  return {
    suite,
    executionId: provider.executionId,
    key,
    status: suiteStatus(counts),
    isCritical: hasCriticalFailure(assertions),
    counts,
    assertions,
    metrics: outcomes.results,
    datasets: [...analyses].map(([dataset, { statements, skipped }]) => ({ dataset, statements, skipped })),
    warnings: shown,
  };
}

// What went wrong in `finished` comes behind the stored report.
function toResult(summary: SuiteSummary, report: RunReport, late: readonly string[]): SuiteResult {
  const warnings = [...summary.warnings, ...late.map(escapeControls)];
  const json = late.length === 0 ? report : deepFreeze({ ...report, warnings });
  return { ...summary, warnings, toJSON: () => json };
}
