import type { AggregateOf } from "@dqx/metrics";
import type { AggregateRenderers, Guard, SqlOperand } from "../../dialect/dialect.js";
import { exactProducts, exactSum } from "./trino-exact-sums.js";
import { bound } from "./trino-lambda.js";
import { toDouble } from "./trino-numbers.js";

/** How Trino computes each primitive aggregate. Floats of 32 bits become doubles: Trino would sum in 32 bits. */
export const aggregates: AggregateRenderers = {
  rows: ({ where }) => `count(*)${filter(where)}`,
  nonNull: ({ of, where }) =>
    of.type.kind === "boolean" ? countKnown(of.sql, where) : `count(${of.sql})${filter(where)}`,
  nonFinite: ({ of, where }) => `count(*)${filter(`NOT is_finite(${of.sql})`, where)}`,
  sum({ of, where }, guard) {
    if (of.type.kind === "float") return `sum(${number(of, guard)})${filter(where)}`;
    return exactSum(of, sumOver(where));
  },
  minimum: ({ of, where }, guard) => `min(${number(of, guard)})${filter(where)}`,
  maximum: ({ of, where }, guard) => `max(${number(of, guard)})${filter(where)}`,
  sumOfSquares: ({ of, where }) => exactProducts(of, of, sumOver(where)),
  populationVariance: ({ of, where }, guard) => `var_pop(${number(of, guard)})${filter(where)}`,
  sumOfProducts: ({ of, with: factor, where }) => exactProducts(of, factor, sumOver(where)),
  populationCovariance: ({ of, with: other, where }, guard) =>
    `covar_pop(${toDouble(number(of, guard))}, ${toDouble(number(other, guard))})${filter(where)}`,
  sumXLogX({ of, where }) {
    const value = toDouble(of.sql);
    return `sum(CASE WHEN ${value} > 0 AND is_finite(${value}) THEN ${value} * ln(${value}) END)${filter(where)}`;
  },
  first: (aggregate, guard) => atEnd("min_by", aggregate, guard),
  last: (aggregate, guard) => atEnd("max_by", aggregate, guard),
  quantile({ of, at, method, where }, guard) {
    const value = method === "discrete" ? number(of, guard) : toDouble(number(of, guard));
    const sorted = `array_sort(array_agg(${value})${filter(`${value} IS NOT NULL`, where)})`;
    return bound(sorted, (values) => (method === "discrete" ? element(values, at) : between(values, at)));
  },
  countDistinct({ of, where }) {
    const keys = of.map(({ sql }) => sql);
    if (keys.length === 1) return `count(DISTINCT ${keys.join()})${filter(where)}`;
    const allNull = keys.map((key) => `${key} IS NULL`).join(" AND ");
    return `count(DISTINCT ROW(${keys.join(", ")}))${filter(`NOT (${allNull})`, where)}`;
  },
  countIf: ({ predicate, where }) => `count(*)${filter(predicate, where)}`,
  countKnown: ({ predicate, where }) => countKnown(predicate, where),
};

// Trino 476 gives the number of the true ones for `count(b)` when `count(*) FILTER (WHERE b)` stands beside it.
function countKnown(condition: string, where: string | undefined): string {
  return `count(*)${filter(`(${condition}) IS NOT NULL`, where)}`;
}

// The smallest value that at least a share of the values does not exceed.
function element(values: string, at: number): string {
  return `element_at(${values}, greatest(1, CAST(ceil(DOUBLE '${at}' * cardinality(${values})) AS bigint)))`;
}

// Interpolated between the values around the place (n - 1) * at, from 0: Trino has no such function.
function between(values: string, at: number): string {
  const place = `((cardinality(${values}) - 1) * DOUBLE '${at}')`;
  const lower = `element_at(${values}, CAST(floor(${place}) AS bigint) + 1)`;
  const upper = `element_at(${values}, CAST(ceil(${place}) AS bigint) + 1)`;
  return `${lower} + (${upper} - ${lower}) * (${place} - floor(${place}))`;
}

// Among equals of the order, the value at the same end of its own.
function atEnd(
  aggregate: "min_by" | "max_by",
  { of, orderBy, where }: AggregateOf<"first" | "last", SqlOperand, string>,
  guard: Guard,
): string {
  const value = number(of, guard);
  const kept = filter(`${orderBy.sql} IS NOT NULL`, `${value} IS NOT NULL`, where);
  return `${aggregate}(${value}, ROW(${orderBy.sql}, ${value}))${kept}`;
}

function sumOver(where: string | undefined): (of: string) => string {
  return (of) => `sum(${of})${filter(where)}`;
}

function number({ sql, type }: SqlOperand, guard: Guard): string {
  if (type.kind !== "float") return sql;
  return guard === "guarded" ? `CASE WHEN is_finite(${sql}) THEN ${toDouble(sql)} END` : toDouble(sql);
}

// The rows for which all conditions are true.
function filter(...conditions: readonly (string | undefined)[]): string {
  const present = conditions.filter((condition) => condition !== undefined);
  return present.length === 0 ? "" : ` FILTER (WHERE ${present.map((each) => `(${each})`).join(" AND ")})`;
}
