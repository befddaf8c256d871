import type { MetricLiteral } from "@dqx/metrics";
import type { AggregateRenderers, Guard, SqlOperand } from "../../dialect/dialect.js";
import { literal, text } from "./duckdb-literals.js";

/**
 * How DuckDB computes each primitive aggregate.
 *
 * Forms were chosen by measurement (docs/decisions/0003): `count_if` beats `count(*) FILTER`,
 * `list_contains` beats `IN` for all types but booleans, and a guard inside a CASE beats one in a FILTER.
 */
export const aggregates: AggregateRenderers = {
  rows: () => "count(*)",
  nonNull: ({ of }) => `count(${of.sql})`,
  nonFinite: ({ of }) => countIf(`NOT isfinite(${of.sql})`),
  sum: ({ of }, guard) => `sum(${guarded(of, guard)})`,
  minimum: ({ of }, guard) => `min(${guarded(of, guard)})`,
  maximum: ({ of }, guard) => `max(${guarded(of, guard)})`,
  populationVariance: ({ of }, guard) => `var_pop(${guarded(of, guard)})`,
  first({ of, orderBy }, guard) {
    const value = guarded(of, guard);
    return `arg_min(${value}, row(${orderBy.sql}, ${value})) FILTER (WHERE ${orderBy.sql} IS NOT NULL)`;
  },
  countDistinct: ({ of }) => countDistinct(of),
  countEqual: ({ of, values }) => countEqual(of, values),
};

function guarded({ sql, type }: SqlOperand, guard: Guard): string {
  return guard === "guarded" && type.kind === "float" ? `CASE WHEN isfinite(${sql}) THEN ${sql} END` : sql;
}

// count_if is a sum: over no rows it gives NULL.
function countIf(condition: string): string {
  return `coalesce(count_if(${condition}), 0)`;
}

function countDistinct(of: readonly SqlOperand[]): string {
  const keys = of.map(({ sql }) => sql);
  if (keys.length === 1) return `count(DISTINCT ${keys.join("")})`;
  const allNull = keys.map((key) => `${key} IS NULL`).join(" AND ");
  return `count(DISTINCT row(${keys.join(", ")})) FILTER (WHERE NOT (${allNull}))`;
}

// The list is cast to the operand's type, so that the operand itself never is.
function countEqual({ sql, type, typeName }: SqlOperand, values: readonly MetricLiteral[]): string {
  if (type.kind === "boolean") return countIf(`${sql} IN (${values.map(literal).join(", ")})`);
  const isText = type.kind === "text";
  const elements = values.map((value) => text(String(value))).join(", ");
  return countIf(`list_contains([${elements}]::${isText ? "VARCHAR" : typeName}[], ${sql})`);
}
