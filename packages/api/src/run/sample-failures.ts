import { DQXError, Either, escapeControls } from "@dqx/common";
import { type PlannedSample, planSample, type RowSample } from "@dqx/rules";
import { isProtected, rowTarget, type SqlDataSource, type SqlSession, type StatementReport } from "@dqx/sql";
import type { RowDemand } from "../check/row-demand.js";
import type { PreparedRun } from "../prepare/prepare-run.js";
import type { Protections } from "../protection/run-protection.js";
import type { AssertionResult } from "../result/suite-result.js";
import type { SampleSettings } from "../sample/sample-options.js";
import type { PlannedDataset } from "./plan-datasets.js";
import { settleAll } from "./settle-all.js";

/** What samples are taken by. */
export interface SampleRun {
  /** The places of the assertions that need a look. */
  readonly problems: ReadonlySet<number>;
  readonly settings: SampleSettings;
  readonly protections: Protections;
  readonly signal: AbortSignal;
}

/** The results with their samples, and the statements that it took, by dataset. */
export interface SampledResults {
  readonly results: readonly AssertionResult[];
  readonly statements: ReadonlyMap<string, readonly StatementReport[]>;
}

/** A sample that is due, or why there is none. */
interface DueSample {
  /** The place of the assertion. */
  readonly index: number;
  readonly dataset: string;
  readonly planned: Either.Either<PlannedSample, string>;
}

/**
 * Shows some failing rows of each assertion that did not hold, where that was asked for: one more statement each. What
 * goes wrong is a warning of the assertion; its verdict stands.
 *
 * @param run - the prepared run
 * @param planned - how its datasets were measured
 * @param results - one for each assertion of the run, in their order
 * @param sampling - which of them need a look, how many rows, and what may be shown of them
 */
export async function sampleFailures(
  run: PreparedRun,
  planned: readonly PlannedDataset[],
  results: readonly AssertionResult[],
  sampling: SampleRun,
): Promise<SampledResults> {
  const due = dueSamples(run, planned, results, sampling);
  const taken = new Map<number, Either.Either<RowSample, string>>();
  const statements = new Map<string, readonly StatementReport[]>();
  await settleAll(
    planned.map(async ({ source }) => {
      const own = due.filter(({ dataset }) => dataset === source.name);
      if (own.length > 0) statements.set(source.name, await takeSamples(own, source, taken, sampling));
    }),
  );
  return { results: results.map((result, index) => withSample(result, taken.get(index))), statements };
}

function dueSamples(
  { assertions, provider, key }: PreparedRun,
  planned: readonly PlannedDataset[],
  results: readonly AssertionResult[],
  { problems, settings, protections }: SampleRun,
): readonly DueSample[] {
  const plans = new Map(planned.map(({ source, planning }) => [source.name, planning] as const));
  return assertions.flatMap(({ rows }, index) => {
    if (rows === undefined || !problems.has(index)) return [];
    const dataset = provider.datasetOf(rows.share);
    const planning = dataset === undefined ? undefined : plans.get(dataset);
    if (dataset === undefined || planning?.kind !== "planned") return [];
    const limit = rows.sample.limit ?? settings.limit;
    const target = rowTarget(planning.plan, rows.share.spec, key.date);
    if (limit === undefined || target === undefined || results[index]?.rows === undefined) return [];
    const request = { ...requestOf(rows, settings, dataset), limit, protections: protections(dataset) };
    const bound = Either.mapLeft(planSample(target, request), ({ reason }) => reason);
    return [{ index, dataset, planned: bound }];
  });
}

function requestOf({ condition, scope, sample }: RowDemand, settings: SampleSettings, dataset: string) {
  const { keys = [], context = [] } = settings.datasets[dataset] ?? {};
  return { condition, scope, keys: sample.keys ?? keys, context: sample.context ?? context };
}

// One after the other on one session, so that all see one state of the data where the engine can give that.
async function takeSamples(
  due: readonly DueSample[],
  source: SqlDataSource,
  taken: Map<number, Either.Either<RowSample, string>>,
  { protections, signal }: SampleRun,
): Promise<readonly StatementReport[]> {
  const reports: StatementReport[] = [];
  const hides = isProtected(protections(source.name));
  const messageOf = (cause: unknown): string => {
    signal.throwIfAborted();
    if (!(cause instanceof DQXError)) throw cause;
    // Engines quote values.
    return hides ? "the engine failed, and its message is withheld" : escapeControls(cause.message);
  };
  try {
    await source.withSession(async (session) => {
      for (const { index, planned } of due) {
        if (Either.isLeft(planned)) {
          taken.set(index, Either.left(planned.left));
          continue;
        }
        const { report, sample } = await takeSample(planned.right, session, signal, messageOf);
        reports.push(report);
        taken.set(index, sample);
      }
    }, signal);
  } catch (cause) {
    const message = messageOf(cause);
    for (const { index } of due) if (!taken.has(index)) taken.set(index, Either.left(message));
  }
  return reports;
}

async function takeSample(
  { statement, read }: PlannedSample,
  session: SqlSession,
  signal: AbortSignal,
  messageOf: (cause: unknown) => string,
): Promise<{ readonly report: StatementReport; readonly sample: Either.Either<RowSample, string> }> {
  const started = performance.now();
  const report = { sql: statement.sql, purpose: "sample" as const };
  const took = () => performance.now() - started;
  try {
    const rows = await session.query(statement, signal);
    return {
      report: { ...report, milliseconds: took(), rows: rows.length },
      sample: Either.right(read(rows)),
    };
  } catch (cause) {
    const error = messageOf(cause);
    return { report: { ...report, milliseconds: took(), rows: 0, error }, sample: Either.left(error) };
  }
}

function withSample(
  result: AssertionResult,
  taken: Either.Either<RowSample, string> | undefined,
): AssertionResult {
  if (taken === undefined) return result;
  return Either.match(taken, {
    onLeft: (reason) => ({
      ...result,
      warnings: [...result.warnings, `failing rows cannot be shown: ${reason}`],
    }),
    onRight: (sample) => ({ ...result, sample }),
  });
}
