import { DQXError, InvalidArgumentError, inTurns } from "@dqx/common";
import { failedOutcome } from "@dqx/metrics";
import { type Analysis, plannedStatements, runPlan } from "@dqx/sql";
import { MAXIMUM_PARALLEL_DATASETS, type PlannedDataset } from "./plan-datasets.js";
import { settleAll } from "./settle-all.js";

/**
 * Runs the statements of all datasets, several datasets at a time. What cannot be read takes the metrics of its
 * own dataset down, and no other's.
 *
 * @param datasets - the datasets, planned
 * @param signal - ends the measuring early
 * @returns what was measured, by dataset
 */
export async function measureDatasets(
  datasets: readonly PlannedDataset[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, Analysis>> {
  const limit = inTurns(MAXIMUM_PARALLEL_DATASETS);
  return new Map(
    await settleAll(
      datasets.map((dataset) =>
        limit(async () => [dataset.source.name, await measureDataset(dataset, signal)] as const),
      ),
    ),
  );
}

async function measureDataset(dataset: PlannedDataset, signal: AbortSignal | undefined): Promise<Analysis> {
  const { source, planning } = dataset;
  if (planning.kind !== "planned") return failAll(dataset, planning.error);
  const { plan } = planning;
  try {
    return await source.withSession((session) => runPlan(plan, session, signal && { signal }), signal);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof InvalidArgumentError || !(error instanceof DQXError)) throw error;
    return failAll(dataset, error);
  }
}

function failAll({ requests, planning }: PlannedDataset, { message: reason }: DQXError): Analysis {
  const outcome = failedOutcome(reason);
  const measured = requests.flatMap(({ spec, dates }) => dates.map((date) => ({ spec, date, outcome })));
  const statements = planning.kind === "planned" ? plannedStatements(planning.plan) : [];
  const skipped = statements.map(({ sql, purpose }) => ({ sql, purpose, reason }));
  return { measured, statements: [], skipped, warnings: [] };
}
