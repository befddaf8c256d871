import { DQXError, InvalidArgumentError, inTurns } from "@dqx/common";
import {
  type MetricRequest,
  PlanningError,
  type PlanOptions,
  planSource,
  type SourcePlan,
  type SqlDataSource,
} from "@dqx/sql";
import type { PlannedCost } from "../budget/require-within-budget.js";
import type { PreparedRun } from "../prepare/prepare-run.js";
import { settleAll } from "./settle-all.js";

/** How many datasets are planned or measured at once. */
export const MAXIMUM_PARALLEL_DATASETS = 4;

/** One dataset of a run and how it will be measured. */
export interface PlannedDataset {
  readonly source: SqlDataSource;
  readonly requests: readonly MetricRequest[];
  readonly planning: DatasetPlanning;
}

/**
 * What became of planning a dataset: statements; or nothing can be read of it, which fails its metrics; or it
 * was asked for what it cannot give, which is misuse.
 */
type DatasetPlanning =
  | { readonly kind: "planned"; readonly plan: SourcePlan }
  | { readonly kind: "unreadable"; readonly error: DQXError }
  | { readonly kind: "refused"; readonly error: DQXError };

/**
 * Plans how each dataset is measured, several at a time. Engines are asked for columns and for nothing else.
 *
 * @param run - what must be measured, by source, and the run's date and reference time
 * @param options - a signal to end early, and whether engines are asked how many rows they expect to read
 * @returns one entry per source, in their order
 */
export async function planDatasets(
  { availability: { requests }, key, referenceTime }: PreparedRun,
  { signal, expectRows }: { readonly signal: AbortSignal | undefined; readonly expectRows: boolean },
): Promise<readonly PlannedDataset[]> {
  const limit = inTurns(MAXIMUM_PARALLEL_DATASETS);
  const options = { referenceDate: key.date, referenceTime, expectRows, ...(signal && { signal }) };
  return settleAll(
    [...requests].map(([source, metrics]) =>
      limit(async () => ({
        source,
        requests: metrics,
        planning: await planDataset(source, metrics, options),
      })),
    ),
  );
}

/** What a dataset's planned statements cost, as far as it is known before they run. */
export function costOf({ source, planning }: PlannedDataset): PlannedCost {
  const relations = planning.kind === "planned" ? planning.plan.relations : [];
  let [statements, rows] = [0, 0];
  for (const relation of relations) {
    if (relation.kind === "unreadable" || relation.scan.statements.length === 0) continue;
    statements += relation.scan.statements.length;
    // NaN when one engine does not say: then nobody knows.
    rows += relation.scan.statements.length * (relation.expectedRows ?? Number.NaN);
  }
  return { dataset: source.name, statements, rows: Number.isNaN(rows) ? undefined : rows };
}

/**
 * Refuses a run that asks a dataset for what it cannot give.
 *
 * @throws the first such dataset's error
 */
export function requirePlanned(datasets: readonly PlannedDataset[]): void {
  for (const { planning } of datasets) if (planning.kind === "refused") throw planning.error;
}

async function planDataset(
  source: SqlDataSource,
  requests: readonly MetricRequest[],
  options: PlanOptions,
): Promise<DatasetPlanning> {
  try {
    return { kind: "planned", plan: await planSource(source, requests, options) };
  } catch (error) {
    options.signal?.throwIfAborted();
    if (!(error instanceof DQXError)) throw error;
    const isMisuse = error instanceof PlanningError || error instanceof InvalidArgumentError;
    return { kind: isMisuse ? "refused" : "unreadable", error };
  }
}
