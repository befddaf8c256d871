import type { AggregateOf } from "@dqx/metrics";
import type { AggregateRenderers, Guard, SqlOperand } from "../../dialect/dialect.js";
import { exactSum, sumOfProducts, sumOfSquares } from "./duckdb-exact-sums.js";

/**
 * How DuckDB computes each primitive aggregate.
 *
 * Forms were chosen by measurement (docs/decisions/0003 and 0018): `count_if` beats `count(*) FILTER`,
 * `list_contains` beats `IN` for all types but booleans, a guard inside a CASE beats one in a FILTER, and the
 * rows of a metric are chosen by a FILTER, which is evaluated once however many aggregates have it.
 */
export const aggregates: AggregateRenderers = {
  rows: ({ where }) => (where === undefined ? "count(*)" : countIf(where)),
  nonNull: ({ of, where }) => `count(${of.sql})${filter(where)}`,
  nonFinite: ({ of, where }) => countIf(`NOT isfinite(${of.sql})`, where),
  sum: ({ of, where }, guard) => exactSum(of, filter(where)) ?? `sum(${guarded(of, guard)})${filter(where)}`,
  sumOfSquares: ({ of, where }) => sumOfSquares(of, filter(where)),
  minimum: ({ of, where }, guard) => `min(${guarded(of, guard)})${filter(where)}`,
  maximum: ({ of, where }, guard) => `max(${guarded(of, guard)})${filter(where)}`,
  populationVariance: ({ of, where }, guard) => `var_pop(${guarded(of, guard)})${filter(where)}`,
  sumOfProducts: ({ of, with: factor, where }) => sumOfProducts(of, factor, filter(where)),
  populationCovariance: ({ of, with: other, where }, guard) =>
    `covar_pop(${guarded(of, guard)}, ${guarded(other, guard)})${filter(where)}`,
  sumXLogX: ({ of, where }) =>
    `sum(CASE WHEN ${of.sql} > 0 ${isFloat(of) ? `AND isfinite(${of.sql}) ` : ""}THEN ${of.sql} * ln(${of.sql}) END)${filter(where)}`,
  first: (aggregate, guard) => atEnd("arg_min", aggregate, guard),
  last: (aggregate, guard) => atEnd("arg_max", aggregate, guard),
  quantile({ of, at, method, where }, guard) {
    const value = guarded(of, guard);
    const sql =
      method === "discrete"
        ? `quantile_disc(${value}, ${at})`
        : `quantile_cont(CAST(${value} AS DOUBLE), ${at})`;
    return `${sql}${filter(where)}`;
  },
  countDistinct: ({ of, where }) => countDistinct(of, where),
  countIf: ({ predicate, where }) => countIf(predicate, where),
  countKnown: ({ predicate, where }) => `count(${predicate})${filter(where)}`,
};

// The value beside it decides among equals of the order; it is passed over when it is null.
function atEnd(
  aggregate: "arg_min" | "arg_max",
  { of, orderBy, where }: AggregateOf<"first" | "last", SqlOperand, string>,
  guard: Guard,
): string {
  const value = guarded(of, guard);
  return `${aggregate}(${value}, row(${orderBy.sql}, ${value}))${filter(`${orderBy.sql} IS NOT NULL`, where)}`;
}

function isFloat({ type }: SqlOperand): boolean {
  return type.kind === "float";
}

function guarded({ sql, type }: SqlOperand, guard: Guard): string {
  return guard === "guarded" && type.kind === "float" ? `CASE WHEN isfinite(${sql}) THEN ${sql} END` : sql;
}

// count_if is a sum: over no rows it gives NULL.
function countIf(condition: string, where?: string): string {
  return `coalesce(count_if(${condition})${filter(where)}, 0)`;
}

// The rows for which all conditions are true: false and null are left out.
function filter(...conditions: readonly (string | undefined)[]): string {
  const [first, ...others] = conditions.filter((condition) => condition !== undefined);
  if (first === undefined) return "";
  const whole = others.length === 0 ? first : [first, ...others].map((part) => `(${part})`).join(" AND ");
  return ` FILTER (WHERE ${whole})`;
}

function countDistinct(of: readonly SqlOperand[], where: string | undefined): string {
  const keys = of.map(({ sql }) => sql);
  if (keys.length === 1) return `count(DISTINCT ${keys.join("")})${filter(where)}`;
  const allNull = keys.map((key) => `${key} IS NULL`).join(" AND ");
  return `count(DISTINCT row(${keys.join(", ")}))${filter(`NOT (${allNull})`, where)}`;
}
