import type { AggregateOf } from "@dqx/metrics";
import type { AggregateRenderers, Guard, SqlOperand } from "../../dialect/dialect.js";
import { finite, toDouble } from "./postgres-numbers.js";

/**
 * How PostgreSQL computes each primitive aggregate. Sums and products of whole numbers and decimals are `numeric`,
 * hence exact; text is compared by its bytes whatever the database's collation.
 */
export const aggregates: AggregateRenderers = {
  rows: ({ where }) => `count(*)${filter(where)}`,
  nonNull: ({ of, where }) => `count(${of.sql})${filter(where)}`,
  nonFinite: ({ of, where }) => `count(*)${filter(`NOT ${finite(of.sql)}`, where)}`,
  sum: ({ of, where }, guard) => `sum(${number(of, guard)})${filter(where)}`,
  minimum: ({ of, where }, guard) => `min(${number(of, guard)})${filter(where)}`,
  maximum: ({ of, where }, guard) => `max(${number(of, guard)})${filter(where)}`,
  sumOfSquares: ({ of, where }) => `sum(CAST(${of.sql} AS numeric) * ${of.sql})${filter(where)}`,
  populationVariance: ({ of, where }, guard) => toDouble(`var_pop(${number(of, guard)})${filter(where)}`),
  sumOfProducts: ({ of, with: factor, where }) =>
    `sum(CAST(${of.sql} AS numeric) * ${factor.sql})${filter(where)}`,
  populationCovariance: ({ of, with: other, where }, guard) =>
    `covar_pop(${toDouble(number(of, guard))}, ${toDouble(number(other, guard))})${filter(where)}`,
  sumXLogX({ of, where }) {
    const value = toDouble(number(of, "guarded"));
    return `sum(CASE WHEN ${value} > 0 THEN ${value} * ln(${value}) END)${filter(where)}`;
  },
  first: (aggregate, guard) => atEnd("ASC", aggregate, guard),
  last: (aggregate, guard) => atEnd("DESC", aggregate, guard),
  quantile({ of, at, method, where }, guard) {
    const value = number(of, guard);
    const sql =
      method === "discrete"
        ? `percentile_disc(${at}) WITHIN GROUP (ORDER BY ${value})`
        : `percentile_cont(${at}) WITHIN GROUP (ORDER BY ${toDouble(value)})`;
    return `${sql}${filter(where)}`;
  },
  countDistinct({ of, where }) {
    const keys = of.map(({ sql }) => sql);
    if (keys.length === 1) return `count(DISTINCT ${keys.join()})${filter(where)}`;
    const allNull = keys.map((key) => `${key} IS NULL`).join(" AND ");
    return `count(DISTINCT ROW(${keys.join(", ")}))${filter(`NOT (${allNull})`, where)}`;
  },
  countIf: ({ predicate, where }) => `count(*)${filter(predicate, where)}`,
  countKnown: ({ predicate, where }) => `count(${predicate})${filter(where)}`,
};

// Among equals of the order, the value at the same end of its own.
function atEnd(
  direction: "ASC" | "DESC",
  { of, orderBy, where }: AggregateOf<"first" | "last", SqlOperand, string>,
  guard: Guard,
): string {
  const value = number(of, guard);
  const order = orderBy.type.kind === "text" ? `${orderBy.sql} COLLATE "C"` : orderBy.sql;
  const kept = filter(`${orderBy.sql} IS NOT NULL`, `${value} IS NOT NULL`, where);
  return `(array_agg(${value} ORDER BY ${order} ${direction}, ${value} ${direction})${kept})[1]`;
}

// Floats of 32 bits become doubles: PostgreSQL would sum in 32 bits.
function number({ sql, type }: SqlOperand, guard: Guard): string {
  if (type.kind !== "float") return sql;
  const double = toDouble(sql);
  return guard === "plain" ? double : `CASE WHEN ${finite(sql)} THEN ${double} END`;
}

// The rows for which all conditions are true.
function filter(...conditions: readonly (string | undefined)[]): string {
  const present = conditions.filter((condition) => condition !== undefined);
  return present.length === 0 ? "" : ` FILTER (WHERE ${present.map((each) => `(${each})`).join(" AND ")})`;
}
