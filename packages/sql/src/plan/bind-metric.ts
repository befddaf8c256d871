import { type Aggregate, aggregateIdentity, type MetricLiteral, type SimpleMetricSpec } from "@dqx/metrics";
import * as Either from "effect/Either";
import { type BoundColumn, isNumeric } from "../dialect/column-type.js";
import { comparableWith, isComparable } from "../dialect/comparable-literals.js";
import { type BindingFailure, bindingFailure } from "./binding-failure.js";
import type { BoundAggregate } from "./bound-aggregate.js";
import type { Columns } from "./columns.js";

/**
 * Finds the columns of a metric's aggregates, and checks that they hold what the metric needs.
 *
 * @param spec - the metric
 * @param columns - what the relation has
 * @returns its aggregates over existing columns, or why it cannot be measured
 */
export function bindMetric(
  spec: SimpleMetricSpec,
  columns: Columns,
): Either.Either<readonly BoundAggregate[], BindingFailure> {
  return Either.gen(function* () {
    for (const requirement of spec.measurement.columns) {
      const column = yield* columns.find(requirement.column);
      if (requirement.type === "numeric" && !isNumeric(column.type)) {
        yield* bindingFailure(
          `column '${column.name}' is ${column.typeName}, and ${spec.type} needs numbers`,
        );
      }
    }
    const bound: BoundAggregate[] = [];
    for (const aggregate of spec.measurement.aggregates) {
      bound.push(yield* bindAggregate(aggregate, columns));
    }
    return bound;
  });
}

function bindAggregate(
  aggregate: Aggregate,
  columns: Columns,
): Either.Either<BoundAggregate, BindingFailure> {
  return Either.gen(function* () {
    const found: BoundColumn[] = [];
    for (const name of columnNames(aggregate)) found.push(yield* columns.find(name));
    const [first] = found;
    if (aggregate.kind === "countEqual" && first !== undefined) yield* checkLiterals(aggregate.values, first);
    return { aggregate, columns: found, identity: identityOf(aggregate, found) };
  });
}

function columnNames(aggregate: Aggregate): readonly string[] {
  switch (aggregate.kind) {
    case "rows":
      return [];
    case "first":
      return [aggregate.column, aggregate.orderBy];
    case "countDistinct":
      return aggregate.columns;
    default:
      return [aggregate.column];
  }
}

// Names that differ in case only may be the same column: the identity is that of the engine's names.
function identityOf(aggregate: Aggregate, columns: readonly BoundColumn[]): string {
  const names = columns.map(({ name }) => name);
  const [column = "", orderBy = ""] = names;
  switch (aggregate.kind) {
    case "rows":
      return aggregateIdentity(aggregate);
    case "first":
      return aggregateIdentity({ ...aggregate, column, orderBy });
    case "countDistinct":
      return aggregateIdentity({ ...aggregate, columns: names });
    default:
      return aggregateIdentity({ ...aggregate, column });
  }
}

function checkLiterals(
  literals: readonly MetricLiteral[],
  column: BoundColumn,
): Either.Either<void, BindingFailure> {
  const stranger = literals.find((literal) => !isComparable(literal, column.type));
  if (stranger === undefined) return Either.void;
  const shown = typeof stranger === "string" ? JSON.stringify(stranger) : String(stranger);
  return bindingFailure(
    `column '${column.name}' is ${column.typeName}, whose values cannot equal the ${typeof stranger} ${shown}; compare it with ${comparableWith(column.type.kind)}`,
  );
}
