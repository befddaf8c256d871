import { Either, inSlices, type LocalDate, remember } from "@dqx/common";
import { failingRows, rowFailure, shownColumns } from "@dqx/rules";
import {
  type ColumnProtection,
  metricReproducer,
  type ReproducingStatement,
  rowTarget,
  type SourcePlan,
} from "@dqx/sql";
import type { Assertion } from "../check/assertion.js";
import type { RowDemand } from "../check/row-demand.js";
import { comparedSymbols } from "../check/symbols-in.js";
import { fillStatements } from "../follow-up/fill-statements.js";
import type { PreparedRun } from "../prepare/prepare-run.js";
import type { Protections } from "../protection/run-protection.js";
import type { AssertionResult, ReproducingSql } from "../result/suite-result.js";
import type { PlannedDataset } from "./plan-datasets.js";
import { settleAll } from "./settle-all.js";

/** A statement that reproduces something of an assertion, before its values are filled in. */
interface Draft extends ReproducingStatement {
  /** The place of the assertion. */
  readonly index: number;
  readonly dataset: string;
  readonly shows: ReproducingSql["shows"];
}

/** What statements are made by. */
interface Reproduction {
  /** The places of the assertions that need a look. */
  readonly problems: ReadonlySet<number>;
  readonly protections: Protections;
  readonly signal: AbortSignal;
}

/**
 * Adds to each assertion that did not hold the SQL by which its numbers, and its failing rows, can be seen by hand.
 *
 * @param run - the prepared run
 * @param planned - how its datasets were measured
 * @param results - one for each assertion of the run, in their order
 * @param options - which of them need a look, the columns that no statement shows, and a signal to end early
 */
export async function reproduceFailures(
  run: PreparedRun,
  planned: readonly PlannedDataset[],
  results: readonly AssertionResult[],
  { problems, protections, signal }: Reproduction,
): Promise<readonly AssertionResult[]> {
  const drafts = await draftStatements(run, planned, problems, protections);
  if (drafts.length === 0) return results;
  const found = new Map<number, ReproducingSql[]>();
  await settleAll(
    planned.map(async ({ source }) => {
      const own = drafts.filter(({ dataset }) => dataset === source.name);
      const texts = await fillStatements(own, source, signal);
      for (const [place, { index, dataset, shows }] of own.entries()) {
        const statement = { dataset, shows, sql: texts[place] ?? "" };
        found.set(index, [...(found.get(index) ?? []), statement]);
      }
    }),
  );
  return results.map((result, index) => {
    const reproducedBy = found.get(index);
    return reproducedBy === undefined ? result : { ...result, reproducedBy };
  });
}

async function draftStatements(
  { assertions, provider, key }: PreparedRun,
  planned: readonly PlannedDataset[],
  problems: ReadonlySet<number>,
  protections: Protections,
): Promise<readonly Draft[]> {
  const plans = new Map(plansOf(planned));
  // Made when an assertion did not hold: most runs need none.
  const reproducerOf = remember(metricReproducer);
  const drafts: Draft[] = [];
  await inSlices(assertions, (assertion, index) => {
    if (!problems.has(index)) return;
    const needs = provider.requirements(comparedSymbols(assertion.template ?? assertion), key);
    for (const dataset of new Set(needs.map((need) => need.dataset))) {
      const own = needs.filter((need) => need.dataset === dataset);
      const plan = plans.get(dataset);
      if (plan === undefined) continue;
      for (const statement of reproducerOf(plan)(own)) {
        drafts.push({ ...statement, index, dataset, shows: "numbers" });
      }
    }
    if (assertion.rows === undefined) return;
    const dataset = provider.datasetOf(assertion.rows.share);
    const plan = dataset === undefined ? undefined : plans.get(dataset);
    const hidden = dataset === undefined ? [] : protections(dataset);
    const statement = plan && selectFailingRows(assertion, assertion.rows, plan, { date: key.date, hidden });
    if (dataset !== undefined && statement) drafts.push({ ...statement, index, dataset, shows: "rows" });
  });
  return drafts;
}

function plansOf(
  planned: readonly PlannedDataset[],
): readonly (readonly [dataset: string, plan: SourcePlan])[] {
  return planned.flatMap(({ source, planning }) =>
    planning.kind === "planned" ? [[source.name, planning.plan] as const] : [],
  );
}

function selectFailingRows(
  { name }: Assertion,
  { condition, scope, share }: RowDemand,
  plan: SourcePlan,
  { date, hidden }: { readonly date: LocalDate; readonly hidden: readonly ColumnProtection[] },
): ReproducingStatement | undefined {
  const target = rowTarget(plan, share.spec, date);
  if (target === undefined) return undefined;
  let windows = 0;
  const failure = rowFailure(condition, scope, target, () => target.alias(windows++));
  if (Either.isLeft(failure)) return undefined;
  return {
    about: [`the rows that fail '${name}'`],
    statement: failingRows(target, failure.right, { columns: shownColumns(target, hidden) }),
  };
}
