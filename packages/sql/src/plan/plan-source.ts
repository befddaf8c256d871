import { DQXError, InvalidArgumentError, inSteps, type LocalDate, showValue } from "@dqx/common";
import type { Dialect } from "../dialect/dialect.js";
import { isInCalendar } from "../row/instant-before.js";
import type { SqlText } from "../source/bound-sql.js";
import type { SourceSample } from "../source/sampled-source.js";
import type { SqlDataSource, SqlSession } from "../source/sql-data-source.js";
import { checkSql, sqlTextsIn } from "./check-sql.js";
import type { MetricRequest } from "./metric-request.js";
import { planScanSteps } from "./plan-scan.js";
import { PlanningError } from "./planning-error.js";
import { type Relation, relationsOf } from "./relation.js";
import type { RelationPlan, SourcePlan } from "./source-plan.js";

/** How a source is planned. */
export interface PlanOptions {
  /** The date of the run: that of the rows of a source without history. */
  readonly referenceDate: LocalDate;
  /** Whether the engine is asked how many rows it expects to read, too; not by default. */
  readonly expectRows?: boolean;
  /** What ages are measured against; the time at which the plan is made by default. */
  readonly referenceTime?: Date;
  /** Ends the work early: the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** A plan whose relations have not been described yet. */
export interface SourceDraft {
  /** The source's name. */
  readonly dataset: string;
  readonly dialect: Dialect;
  readonly relations: readonly Relation[];
  /** What the source reads of its rows; absent when it reads all. */
  readonly sample?: SourceSample;
  /** What ages are measured against. */
  readonly referenceTime: Date;
}

/**
 * Plans the fewest statements that measure metrics on a source. The engine is asked for the columns of the
 * source's relations, and for nothing else.
 *
 * @param source - where the data is
 * @param requests - what to measure, and for which dates
 * @param options - the date and the reference time of the run
 * @returns the plan, as data
 * @throws `InvalidArgumentError` for a reference time that is no instant of the years 1 to 9999;
 *   {@link PlanningError} for what cannot be measured; the source's `DQXError` when none of its relations
 *   can be described; the signal's reason when aborted
 */
export async function planSource(
  source: SqlDataSource,
  requests: readonly MetricRequest[],
  options: PlanOptions,
): Promise<SourcePlan> {
  const { signal, expectRows = false } = options;
  signal?.throwIfAborted();
  const draft = draftPlan(source, requests, options);
  if (draft.relations.length === 0) return { ...draft, relations: [] };
  return source.withSession((session) => completePlan(draft, session, { signal, expectRows }), signal);
}

/**
 * Begins a plan: everything that is known without the engine.
 *
 * @throws {@link PlanningError} when the source cannot have what a metric asks for
 */
export function draftPlan(
  source: SqlDataSource,
  requests: readonly MetricRequest[],
  { referenceDate, referenceTime = new Date() }: PlanOptions,
): SourceDraft {
  requireInstant(referenceTime);
  const { name: dataset, sample } = source;
  return {
    referenceTime,
    dataset,
    dialect: source.dialect,
    ...(sample !== undefined && { sample }),
    relations: relationsOf(source, requests, referenceDate),
  };
}

/**
 * Completes a plan with the columns that the engine describes. A relation that cannot be described fails its
 * own metrics; when none can, the source is broken.
 *
 * @throws {@link PlanningError} when the engine cannot compute what a metric needs; the first relation's error
 *   when none can be described
 */
export async function completePlan(
  { relations, referenceTime, ...source }: SourceDraft,
  session: SqlSession,
  {
    signal,
    expectRows = false,
  }: Pick<PlanOptions, "expectRows"> & { readonly signal: AbortSignal | undefined },
): Promise<SourcePlan> {
  const plans: RelationPlan[] = [];
  const errors: DQXError[] = [];
  for (const relation of relations) {
    signal?.throwIfAborted();
    try {
      const text = textOf(relation);
      const columns = await session.describe(text, signal);
      const texts = await sqlTextsIn(relation.requests.map(({ spec }) => spec));
      const sql = await checkSql(texts, text, session, signal);
      const scan = await inSteps(planScanSteps(relation, columns, source.dialect, { sql, referenceTime }));
      const expectedRows = expectRows ? await session.expectedRows?.(text, signal) : undefined;
      plans.push({ kind: "scan", relation, scan, ...(expectedRows !== undefined && { expectedRows }) });
    } catch (cause) {
      signal?.throwIfAborted();
      if (!(cause instanceof DQXError) || cause instanceof PlanningError) throw cause;
      errors.push(cause);
      plans.push({ kind: "unreadable", relation, reason: cause.message });
    }
  }
  const [first] = errors;
  if (first !== undefined && errors.length === relations.length) throw first;
  return { ...source, relations: plans };
}

function requireInstant(referenceTime: Date): void {
  if (referenceTime instanceof Date && isInCalendar(referenceTime)) return;
  throw new InvalidArgumentError(
    `The reference time is ${showValue(referenceTime)}. Give a Date of the years 1 to 9999.`,
  );
}

function textOf({ sql, parameters = {} }: Relation): SqlText {
  return Object.keys(parameters).length === 0 ? sql : { sql, parameters };
}
