import { DQXError, InvalidArgumentError, inTurns } from "@dqx/common";
import { failedOutcome } from "@dqx/metrics";
import {
  type Analysis,
  MAXIMUM_ADDED_STATEMENTS,
  type PlannedStatement,
  plannedStatements,
  runPlan,
} from "@dqx/sql";
import type { RunBudget } from "../budget/run-budget.js";
import { withinTime } from "../budget/time-limit.js";
import { MAXIMUM_PARALLEL_DATASETS, type PlannedDataset } from "./plan-datasets.js";
import type { ProgressTeller } from "./run-progress.js";
import { settleAll } from "./settle-all.js";

/** How datasets are measured. */
export interface MeasuringOptions {
  /** Ends the measuring early. */
  readonly signal: AbortSignal | undefined;
  /** What measuring may cost. */
  readonly budget: RunBudget;
  /** Is told how far it is. */
  readonly progress: ProgressTeller;
}

/**
 * Runs the statements of all datasets, several datasets at a time. What cannot be read takes the metrics of its
 * own dataset down, and no other's.
 *
 * @param datasets - the datasets, planned
 * @param options - a signal to end early, what it may cost, and who is told how far it is
 * @returns what was measured, by dataset
 */
export async function measureDatasets(
  datasets: readonly PlannedDataset[],
  options: MeasuringOptions,
): Promise<ReadonlyMap<string, Analysis>> {
  const { budget, progress } = options;
  const statements = datasets.reduce((total, { planning }) => total + statementsOf(planning).length, 0);
  progress.begin(statements);
  const spare = addedWithin(budget.statements, statements, datasets.length);
  const limit = inTurns(MAXIMUM_PARALLEL_DATASETS);
  return new Map(
    await settleAll(
      datasets.map((dataset) =>
        limit(async () => [dataset.source.name, await measureDataset(dataset, options, spare)] as const),
      ),
    ),
  );
}

async function measureDataset(
  dataset: PlannedDataset,
  { signal, budget, progress }: MeasuringOptions,
  spare: number,
): Promise<Analysis> {
  const { source, planning } = dataset;
  if (planning.kind !== "planned") return failAll(dataset, planning.error);
  const { plan } = planning;
  const own = budget.datasets?.[source.name];
  const limits = {
    maximumStatements: Math.min(spare, addedWithin(own?.statements, plannedStatements(plan).length)),
    onStatement: () => progress.end(source.name),
  };
  try {
    return await withinTime(`Dataset '${source.name}'`, own?.seconds, signal, (limited) =>
      source.withSession(
        (session) => runPlan(plan, session, { ...limits, ...(limited && { signal: limited }) }),
        limited,
      ),
    );
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof InvalidArgumentError || !(error instanceof DQXError)) throw error;
    return failAll(dataset, error);
  }
}

// What a budget leaves over may be spent on finding the metrics that make a statement fail.
function addedWithin(limit: number | undefined, planned: number, datasets = 1): number {
  if (limit === undefined) return MAXIMUM_ADDED_STATEMENTS;
  return Math.min(MAXIMUM_ADDED_STATEMENTS, Math.floor((limit - planned) / datasets));
}

function failAll({ requests, planning }: PlannedDataset, { message: reason }: DQXError): Analysis {
  const outcome = failedOutcome(reason);
  const measured = requests.flatMap(({ spec, dates }) => dates.map((date) => ({ spec, date, outcome })));
  const statements = statementsOf(planning);
  const skipped = statements.map(({ sql, purpose }) => ({ sql, purpose, reason }));
  return { measured, statements: [], skipped, warnings: [] };
}

function statementsOf(planning: PlannedDataset["planning"]): readonly PlannedStatement[] {
  return planning.kind === "planned" ? plannedStatements(planning.plan) : [];
}
