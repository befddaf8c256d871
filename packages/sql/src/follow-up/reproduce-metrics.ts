import { Either, escapeControls } from "@dqx/common";
import { type BoundAggregate, isConstant, rowCount } from "../plan/bound-aggregate.js";
import { groupBy } from "../plan/group-by.js";
import type { MetricRequest } from "../plan/metric-request.js";
import type { PlannedMetric, ScanPlan } from "../plan/plan-scan.js";
import { renderStatement } from "../plan/render-statement.js";
import { shapeIdentity } from "../plan/shape.js";
import type { SourcePlan } from "../plan/source-plan.js";
import type { BoundSql } from "../source/bound-sql.js";

/** A statement to be run by hand. */
export interface ReproducingStatement {
  /** What it shows, one line each, for a comment above it. */
  readonly about: readonly string[];
  readonly statement: BoundSql;
}

/**
 * Writes statements that compute the aggregates of some metrics alone, as a run has computed them among others:
 * they can be run by hand, and read no more than SELECT does.
 *
 * @param plan - how the metrics were measured
 * @returns gives, for some of the metrics and days, one statement for all that one can compute; none for metrics that
 *   the plan cannot measure
 */
export function metricReproducer({
  dialect,
  relations,
}: SourcePlan): (requests: readonly MetricRequest[]) => readonly ReproducingStatement[] {
  const scans = relations.flatMap((relation) => (relation.kind === "unreadable" ? [] : [relation.scan]));
  const known = scans.map((scan) => ({
    scan,
    byId: new Map(scan.metrics.map((metric) => [metric.spec.id, metric])),
  }));
  return (requests) =>
    known.flatMap(({ scan, byId }) => {
      const metrics = requests.flatMap(({ spec, dates }) => ofDays(byId.get(spec.id), dates));
      const shaped = groupBy(metrics, ({ shape, dates }) =>
        JSON.stringify([shapeIdentity(shape), shape.kind === "groups" ? shape.limit : null, dates]),
      );
      return [...shaped.values()].map((group) => statementOf(scan, group, dialect));
    });
}

// A relation that is made for one date knows no other one.
function ofDays(metric: PlannedMetric | undefined, dates: MetricRequest["dates"]): readonly PlannedMetric[] {
  if (metric === undefined) return [];
  const known = metric.dates.filter((date) => dates.includes(date));
  return known.length === 0 || Either.isLeft(metric.aggregates) ? [] : [{ ...metric, dates: known }];
}

function statementOf(
  { target }: ScanPlan,
  metrics: readonly PlannedMetric[],
  dialect: SourcePlan["dialect"],
): ReproducingStatement {
  const aggregates = new Map<string, BoundAggregate>();
  for (const { aggregates: bound } of metrics) {
    for (const each of Either.getOrElse(bound, () => [])) {
      if (!isConstant(each)) aggregates.set(each.identity, each);
    }
  }
  const computed = aggregates.size === 0 ? [rowCount] : [...aggregates.values()];
  // NaN and ±Infinity are left out at once: whoever runs it by hand asks once.
  const guarded = new Set(computed.flatMap(({ operands }) => operands.map(({ identity }) => identity)));
  const [first] = metrics;
  const content = {
    purpose: "scan" as const,
    dates: first?.dates ?? [],
    aggregates: computed,
    guarded,
    ...(first !== undefined && { shape: first.shape }),
  };
  const { sql, parameters } = renderStatement(target, content, dialect);
  const isInstant = target.day?.column.type.kind === "timestamptz";
  return {
    about: [...metrics.map(({ spec }) => spec.name), ...(isInstant ? [UTC] : [])],
    statement: { sql, parameters },
  };
}

const UTC = "in a session whose TimeZone is UTC";

/**
 * A statement as text, what it shows in comments above it.
 *
 * @param about - lines
 * @param sql - the statement, its values filled in
 */
export function withComments(about: readonly string[], sql: string): string {
  return [...about.map((line) => `-- ${inComment(line)}`), sql].join("\n");
}

// On one line, or the rest of a name would be SQL.
function inComment(text: string): string {
  return escapeControls(text).replaceAll(/[\r\n]+/g, " ");
}
