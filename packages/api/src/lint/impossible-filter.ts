import {
  type ComparisonOperator,
  type MetricLiteral,
  type Predicate,
  type RowExpression,
  showPredicate,
} from "@dqx/metrics";
import type { ColumnType } from "@dqx/sql";

/** The type of a column; nothing where it is not known. */
export type ColumnTypes = (column: string) => ColumnType | undefined;

/**
 * The part of a filter that no row can meet, by the types of its columns: a whole number is never 1.5, and none is
 * beyond the limits of its type.
 *
 * @param filter - of a metric
 * @param typeOf - the columns that it is about
 * @returns the part and why; nothing when rows may meet the filter, as far as types tell
 */
export function impossiblePart(filter: Predicate, typeOf: ColumnTypes): string | undefined {
  switch (filter.kind) {
    case "and":
      return filter.operands.map((each) => impossiblePart(each, typeOf)).find((part) => part !== undefined);
    case "or": {
      const parts = filter.operands.map((each) => impossiblePart(each, typeOf));
      return parts.every((part) => part !== undefined) ? parts[0] : undefined;
    }
    case "compare":
      return comparisonPart(filter, typeOf);
    case "in": {
      const limits = limitsOf(filter.of, typeOf);
      const isReached = filter.values.some((value) => limits === undefined || canBe("eq", value, limits));
      return limits === undefined || isReached ? undefined : told(filter, limits);
    }
    case "between": {
      const limits = limitsOf(filter.of, typeOf);
      const [from, to] = [filter.from, filter.to];
      if (limits === undefined || from.kind !== "literal" || to.kind !== "literal") return undefined;
      const isReached = canBe("geq", from.value, limits) && canBe("leq", to.value, limits);
      return isReached ? undefined : told(filter, limits);
    }
    // Of these, types tell nothing that planning does not.
    case "matches":
    case "isNull":
    case "isFinite":
    case "hasFormat":
    case "not":
    case "sql":
      return undefined;
  }
}

const MIRRORED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  eq: "eq",
  neq: "neq",
  lt: "gt",
  leq: "geq",
  gt: "lt",
  geq: "leq",
};

function comparisonPart(
  filter: Extract<Predicate, { readonly kind: "compare" }>,
  typeOf: ColumnTypes,
): string | undefined {
  const { operator, left, right } = filter;
  const [of, bound, seen] =
    left.kind === "literal" ? [right, left, MIRRORED[operator]] : [left, right, operator];
  const limits = limitsOf(of, typeOf);
  if (limits === undefined || bound.kind !== "literal" || canBe(seen, bound.value, limits)) return undefined;
  return told(filter, limits);
}

/** A column of whole numbers. */
interface Limits {
  readonly column: string;
  readonly minimum: bigint;
  readonly maximum: bigint;
}

function limitsOf(of: RowExpression, typeOf: ColumnTypes): Limits | undefined {
  if (of.kind !== "column" || of.path !== undefined) return undefined;
  const type = typeOf(of.name);
  if (type?.kind !== "integer") return undefined;
  return { column: of.name, minimum: type.minimum, maximum: type.maximum };
}

function canBe(operator: ComparisonOperator, value: MetricLiteral, { minimum, maximum }: Limits): boolean {
  // Literals of other types are refused when the metric is planned.
  if (typeof value !== "number" && typeof value !== "bigint") return true;
  switch (operator) {
    case "eq":
      return (typeof value === "bigint" || Number.isInteger(value)) && value >= minimum && value <= maximum;
    case "neq":
      return true;
    case "lt":
      return value > minimum;
    case "leq":
      return value >= minimum;
    case "gt":
      return value < maximum;
    case "geq":
      return value <= maximum;
  }
}

function told(part: Predicate, { column, minimum, maximum }: Limits): string {
  return `${showPredicate(part)}, while column '${column}' holds whole numbers from ${minimum} to ${maximum}`;
}
