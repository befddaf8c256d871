import { Either, InvalidArgumentError } from "@dqx/common";
import {
  type Aggregate,
  columnsOf,
  keyColumn,
  type Measurement,
  operandsOf,
  primitives,
  type RowExpression,
  type SimpleMetricSpec,
} from "@dqx/metrics";
import { disclosureOf } from "@dqx/rules";
import { type ColumnProtection, isProtected, type RelationPlan, type SourcePlan } from "@dqx/sql";

/**
 * Refuses metrics that are values of protected columns, or keep them in their state: the store and every report
 * would have them.
 *
 * @param plan - how a dataset will be measured
 * @param protections - of the dataset
 * @throws {@link InvalidArgumentError} naming the metric and the column, or a protected column that is not there
 */
export function requireNothingRevealed(plan: SourcePlan, protections: readonly ColumnProtection[]): void {
  if (!isProtected(protections)) return;
  for (const relation of plan.relations) requireOfRelation(plan.dataset, relation, protections);
}

function requireOfRelation(
  dataset: string,
  relation: RelationPlan,
  protections: readonly ColumnProtection[],
): void {
  if (relation.kind === "unreadable") return;
  const { scope, metrics } = relation.scan;
  const disclosure = disclosureOf({ dataset, scope }, protections);
  for (const { spec } of metrics) {
    requireOfSql(spec, dataset, protections);
    for (const name of revealedBy(spec)) {
      const column = scope.find(name);
      if (Either.isLeft(column) || disclosure(column.right) === "shown") continue;
      throw new InvalidArgumentError(
        `Metric ${spec.name} on dataset '${dataset}' is made of values of column '${column.right.name}', which is protected. Leave the metric out, or the protection; counts, such as countDistinct, show no value.`,
      );
    }
  }
}

// What SQL computes only the engine knows, so it may not name such a column at all.
function requireOfSql(
  { measurement, name }: SimpleMetricSpec,
  dataset: string,
  protections: readonly ColumnProtection[],
): void {
  const texts = aggregatesOf(measurement).flatMap((each) =>
    each.kind === "custom" ? [each.text.toLowerCase()] : [],
  );
  const columns = protections.flatMap(({ deny = [], mask = [] }) => [...deny, ...mask]);
  for (const column of columns) {
    if (!texts.some((text) => text.includes(column.toLowerCase()))) continue;
    throw new InvalidArgumentError(
      `Metric ${name} on dataset '${dataset}' has SQL that names column '${column}', which is protected. Leave the metric out, or the protection; counts, such as countDistinct, show no value.`,
    );
  }
}

// Columns of which values leave the engine, by name. A filter only says which rows count.
function revealedBy({ measurement }: SimpleMetricSpec): readonly string[] {
  const values = aggregatesOf(measurement)
    .filter(({ kind }) => primitives[kind].showsOperand)
    .flatMap(operandsOf)
    .flatMap(({ of }) => columnsShownBy(of));
  switch (measurement.kind) {
    case "groups":
      return [...values, ...measurement.by.flatMap((key) => columnsOf(key))];
    case "overGroups":
      // An aggregate over groups names a key by its place.
      return measurement.by.flatMap((key, index) =>
        columnsOf(keyColumn(index)).some((name) => values.includes(name)) ? columnsOf(key) : [],
      );
    case "scan":
    case "passes":
    case "sequence":
    case "schema":
      return values;
  }
}

// The length of a text is no value of it.
function columnsShownBy(of: RowExpression): readonly string[] {
  if (of.kind !== "call") return columnsOf(of);
  return of.name === "length" ? [] : of.arguments.flatMap(columnsShownBy);
}

function aggregatesOf(measurement: Measurement): readonly Aggregate[] {
  switch (measurement.kind) {
    case "scan":
    case "groups":
    case "passes":
    case "sequence":
      return measurement.aggregates;
    case "overGroups":
      return measurement.outer;
    case "schema":
      return [];
  }
}
