import type { LocalDate, SourceParameters } from "@dqx/common";
import type { SchemaColumn, SimpleMetricSpec } from "@dqx/metrics";
import type { Dialect } from "../dialect/dialect.js";
import { renderDays } from "../plan/render-statement.js";
import { generatedAlias } from "../plan/shape.js";
import type { RelationPlan, SourcePlan } from "../plan/source-plan.js";
import type { RowScope } from "../row/row-scope.js";
import { fromItem } from "../source/from-item.js";

/** The rows that a metric was measured on, for statements of one's own about them. */
export interface RowTarget {
  /** The source's name. */
  readonly dataset: string;
  readonly dialect: Dialect;
  /** An item of FROM. */
  readonly from: string;
  /** The values that the driver binds to its placeholders; none where it has none. */
  readonly parameters: SourceParameters;
  /** The columns, in their order. */
  readonly columns: readonly SchemaColumn[];
  /** What expressions and predicates are bound against. */
  readonly scope: RowScope;
  /** Which rows are of the day; absent when all are. */
  readonly ofDay?: string;
  /** A quoted name that no column has. @param index - 0 or more */
  alias(index: number): string;
}

/**
 * The rows that a metric was measured on.
 *
 * @param plan - how it was measured
 * @param spec - the metric
 * @param date - the day
 * @returns nothing when the plan does not measure it, or could not read its relation
 */
export function rowTarget(
  { dialect, relations }: SourcePlan,
  spec: Pick<SimpleMetricSpec, "id">,
  date: LocalDate,
): RowTarget | undefined {
  const plan = relations.find((relation) => measures(relation, spec, date));
  if (plan === undefined || plan.kind === "unreadable") return undefined;
  const { target, schema, scope } = plan.scan;
  const ofDay = renderDays(target, [date], false, dialect);
  return {
    dataset: target.dataset,
    dialect,
    from: fromItem(target.relation),
    parameters: target.parameters ?? {},
    columns: schema,
    scope,
    ...(ofDay !== undefined && { ofDay }),
    alias: (index) => dialect.quote(generatedAlias(target.aliasPrefix, index)),
  };
}

function measures(
  { relation }: RelationPlan,
  { id }: Pick<SimpleMetricSpec, "id">,
  date: LocalDate,
): boolean {
  return relation.requests.some(({ spec, dates }) => spec.id === id && dates.includes(date));
}
