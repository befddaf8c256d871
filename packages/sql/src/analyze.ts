import { DQXError, type LocalDate, type SqlColumn, type SqlDataSource, type SqlSession } from "@dqx/common";
import * as Either from "effect/Either";
import type { Dialect } from "./dialect/dialect.js";
import { findDialect } from "./dialect/find-dialect.js";
import type { MetricRequest } from "./plan/metric-request.js";
import { planScan } from "./plan/plan-scan.js";
import { type Relation, relationsOf } from "./plan/relation.js";
import type { Analysis, MeasuredMetric } from "./run/analysis.js";
import { failed, measure } from "./run/measure.js";
import { type Allowance, ScanRunner } from "./run/scan-runner.js";
import { StatementLog } from "./run/statement-log.js";

/** How an analysis is run. */
export interface AnalyzeOptions {
  /** The date of the run: that of the rows of a source without history. */
  readonly referenceDate: LocalDate;
  /** Dialects beside the built-in ones. */
  readonly dialects?: readonly Dialect[];
  /** Ends the analysis early: the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** How many statements may be added to the plan to find the metrics that make one fail; 64 by default. */
  readonly maximumStatements?: number;
}

const MAXIMUM_STATEMENTS = 64;

/**
 * Measures metrics on a data source, in the fewest statements and on one snapshot of the data.
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
  const { signal, maximumStatements: limit = MAXIMUM_STATEMENTS } = options;
  signal?.throwIfAborted();
  const dialect = findDialect(source.dialect, source.name, options.dialects);
  const relations = relationsOf(source, requests, options.referenceDate);
  if (relations.length === 0) return { measured: [], statements: [], warnings: [] };
  return source.withSession(async (session) => {
    const log = new StatementLog(session, signal);
    const allowance: Allowance = { remaining: limit, limit };
    const measured: MeasuredMetric[] = [];
    const warnings: string[] = [];
    for (const { relation, columns } of await describeAll(session, relations, signal)) {
      if (Either.isLeft(columns)) {
        measured.push(...failAll(relation, columns.left));
        continue;
      }
      const plan = planScan(relation, columns.right, dialect);
      const runner = new ScanRunner(plan, dialect, log, allowance);
      await runner.run();
      measured.push(
        ...(runner.unreadable === undefined
          ? measure(plan, runner.readings)
          : failAll(relation, runner.unreadable)),
      );
      warnings.push(...runner.warnings);
    }
    return { measured, statements: log.reports, warnings };
  }, signal);
}

interface Described {
  readonly relation: Relation;
  readonly columns: Either.Either<readonly SqlColumn[], string>;
}

// One day's missing file fails that day; when no relation can be described, the source is broken.
async function describeAll(
  session: SqlSession,
  relations: readonly Relation[],
  signal: AbortSignal | undefined,
): Promise<readonly Described[]> {
  const described: Described[] = [];
  const errors: DQXError[] = [];
  for (const relation of relations) {
    signal?.throwIfAborted();
    try {
      described.push({ relation, columns: Either.right(await session.describe(relation.sql, signal)) });
    } catch (cause) {
      signal?.throwIfAborted();
      if (!(cause instanceof DQXError)) throw cause;
      errors.push(cause);
      described.push({ relation, columns: Either.left(cause.message) });
    }
  }
  const [first] = errors;
  if (first !== undefined && errors.length === relations.length) throw first;
  return described;
}

function failAll({ requests }: Relation, reason: string): readonly MeasuredMetric[] {
  return requests.flatMap(({ spec, dates }) => dates.map((date) => failed(spec, date, reason)));
}
