import { decodePredicate, isMeasured } from "@dqx/metrics";
import type { MetricProvider, MetricSymbol } from "@dqx/provider";
import type { SqlDataSource } from "@dqx/sql";
import type { Assertion } from "../check/assertion.js";
import { symbolsIn } from "../check/symbols-in.js";
import type { PreparedRun } from "../prepare/prepare-run.js";
import type { PlanError, SuitePlan } from "../result/suite-plan.js";
import { compareAssertions } from "./compared-assertions.js";
import { type ColumnTypes, impossiblePart } from "./impossible-filter.js";
import type { LintFinding, SourcePlace } from "./lint-finding.js";

export { callerIn } from "./source-place.js";

/** What a suite is looked through with. */
export interface LintRequest {
  readonly run: PreparedRun;
  readonly plan: SuitePlan;
  /** Where assertions are made. */
  readonly placeOf: (assertion: Assertion) => SourcePlace | null;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Looks through a suite for what is wrong with it, whatever the data are.
 *
 * @param request - the prepared run, and its plan
 * @returns in the order of the suite, what concerns datasets as a whole first
 */
export async function lintRun({ run, plan, placeOf, signal }: LintRequest): Promise<readonly LintFinding[]> {
  const { assertions, provider, idleChecks, dataSources } = run;
  const types = await columnTypes(dataSources, run, signal);
  const findings: { readonly finding: LintFinding; readonly rank: number }[] = [];
  const ranks = new Map(assertions.map((assertion, index) => [assertion, index]));
  const add = (kind: LintFinding["kind"], assertion: Assertion, message: string) => {
    const finding = { kind, check: assertion.check.name, assertion: assertion.name, message };
    findings.push({
      finding: { ...finding, place: placeOf(assertion) },
      rank: ranks.get(assertion) ?? 0,
    });
  };
  const users = usersOf(assertions, provider);
  for (const error of plan.errors) {
    if (error.metric === null) continue;
    for (const assertion of users.get(keyOf(error.metric, error.dataset)) ?? []) {
      add("unmeasurable", assertion, `${error.metric}: ${error.message}`);
    }
  }
  for (const assertion of assertions) {
    if (assertion.broken !== undefined) {
      const { check, broken: message } = assertion;
      const finding = {
        kind: "brokenCheck" as const,
        check: check.name,
        assertion: null,
        message,
        place: null,
      };
      findings.push({ finding, rank: ranks.get(assertion) ?? 0 });
    }
    for (const part of impossibleParts(assertion, provider, types)) {
      add("cannotMatch", assertion, `No row meets the filter ${part}. Change the filter.`);
    }
  }
  for (const { kind, assertion, message } of compareAssertions(assertions, provider)) {
    add(kind, assertion, message);
  }
  return [
    ...plan.errors.filter(isOfDataset).map(({ message }) => ofSuite("unmeasurable", null, message)),
    ...findings.toSorted((a, b) => a.rank - b.rank).map(({ finding }) => finding),
    ...idleChecks.map(({ name }) =>
      ofSuite("idleCheck", name, `Check '${name}' asserts nothing. Give it an assertion, or remove it.`),
    ),
  ];
}

function ofSuite(kind: LintFinding["kind"], check: string | null, message: string): LintFinding {
  return { kind, check, assertion: null, message, place: null };
}

function isOfDataset({ metric, dataset }: PlanError): boolean {
  return metric === null && dataset !== null;
}

function keyOf(metric: string, dataset: string | null): string {
  return JSON.stringify([metric, dataset]);
}

/** The assertions that need a metric, for themselves or to compute another one. */
function usersOf(
  assertions: readonly Assertion[],
  provider: MetricProvider,
): ReadonlyMap<string, readonly Assertion[]> {
  const users = new Map<string, Assertion[]>();
  for (const assertion of assertions) {
    const keys = new Set(
      neededBy(assertion, provider).map((symbol) =>
        keyOf(symbol.spec.name, provider.datasetOf(symbol) ?? null),
      ),
    );
    for (const key of keys) {
      const known = users.get(key);
      if (known === undefined) users.set(key, [assertion]);
      else known.push(assertion);
    }
  }
  return users;
}

function neededBy(assertion: Assertion, provider: MetricProvider): readonly MetricSymbol[] {
  const needed = new Set<MetricSymbol>();
  const pending = [...symbolsIn(assertion)];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (needed.has(next)) continue;
    needed.add(next);
    pending.push(...provider.metricOf(next).children);
  }
  return [...needed];
}

function impossibleParts(
  assertion: Assertion,
  provider: MetricProvider,
  types: ReadonlyMap<string, ColumnTypes>,
): readonly string[] {
  const parts = symbolsIn(assertion).flatMap((symbol) => {
    const { where } = symbol.spec.parameters;
    const typeOf = types.get(provider.datasetOf(symbol) ?? "");
    if (where === undefined || typeOf === undefined || !isMeasured(symbol.spec)) return [];
    return impossiblePart(decodePredicate(where, symbol.spec.name), typeOf) ?? [];
  });
  return [...new Set(parts)];
}

/** The types of the columns of each source that can be asked for them; what is wrong with others is in the plan. */
async function columnTypes(
  sources: readonly SqlDataSource[],
  { key }: Pick<PreparedRun, "key">,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, ColumnTypes>> {
  const types = new Map<string, ColumnTypes>();
  for (const source of sources) {
    try {
      const date = source.dating.kind === "per-date" ? { date: key.date } : {};
      const columns = await source.withSession(
        (session) => session.describe(source.relation({ ...date, parameters: {} }), signal),
        signal,
      );
      const known = new Map(columns.map(({ name, type }) => [name, source.dialect.columnType(type)]));
      types.set(source.name, (column) => known.get(column));
    } catch (cause) {
      if (signal?.aborted) throw cause;
    }
  }
  return types;
}
