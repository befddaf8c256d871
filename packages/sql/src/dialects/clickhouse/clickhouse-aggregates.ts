import type { AggregateOf } from "@dqx/metrics";
import type { AggregateRenderers, Guard, SqlOperand } from "../../dialect/dialect.js";
import { exactProducts, exactSum } from "./clickhouse-exact-sums.js";
import { groupKey, toDouble } from "./clickhouse-numbers.js";

/**
 * How ClickHouse computes each primitive aggregate.
 *
 * Over no rows its aggregates give the default of their type, 0 or an empty text; with the suffix OrNull they give
 * null, whatever the settings. Variances are computed by the functions with the suffix Stable: the others lose all
 * digits of values that are far from 0.
 */
export const aggregates: AggregateRenderers = {
  rows: ({ where }) => `count(*)${filter(where)}`,
  nonNull: ({ of, where }) => `count(${of.sql})${filter(where)}`,
  nonFinite: ({ of, where }) => `count(*)${filter(`NOT isFinite(${of.sql})`, where)}`,
  sum({ of, where }, guard) {
    if (of.type.kind === "float") return `sumOrNull(${guarded(of, guard)})${filter(where)}`;
    return exactSum(of, sumOver(where));
  },
  minimum: ({ of, where }, guard) => `minOrNull(${guarded(of, guard)})${filter(where)}`,
  maximum: ({ of, where }, guard) => `maxOrNull(${guarded(of, guard)})${filter(where)}`,
  sumOfSquares: ({ of, where }) => exactProducts(of, of, sumOver(where)),
  populationVariance: ({ of, where }, guard) => `varPopStableOrNull(${guarded(of, guard)})${filter(where)}`,
  sumOfProducts: ({ of, with: factor, where }) => exactProducts(of, factor, sumOver(where)),
  populationCovariance({ of, with: other, where }, guard) {
    const [a, b] = [toDouble(guarded(of, guard)), toDouble(guarded(other, guard))];
    return `covarPopStableOrNull(${a}, ${b})${filter(where)}`;
  },
  sumXLogX({ of, where }) {
    const value = toDouble(of.sql);
    return `sumOrNull(${value} * log(${value}))${filter(`${value} > 0`, `isFinite(${value})`, where)}`;
  },
  first: (aggregate, guard) => atEnd("argMin", aggregate, guard),
  last: (aggregate, guard) => atEnd("argMax", aggregate, guard),
  quantile({ of, at, method, where }, guard) {
    const value = guarded(of, guard);
    // With weights, the quantile is the element that SQL defines; quantileExact takes its neighbour.
    return method === "discrete"
      ? `quantileExactWeightedOrNull(${at})(${value}, 1)${filter(where)}`
      : `quantileExactInclusiveOrNull(${at})(${toDouble(value)})${filter(where)}`;
  },
  countDistinct({ of, where }) {
    const keys = of.map(({ sql, type }) => groupKey(sql, type));
    if (keys.length === 1) return `uniqExact(${keys.join()})${filter(where)}`;
    const allNull = of.map(({ sql }) => `${sql} IS NULL`).join(" AND ");
    return `uniqExact(tuple(${keys.join(", ")}))${filter(`NOT (${allNull})`, where)}`;
  },
  countIf: ({ predicate, where }) => `count(*)${filter(predicate, where)}`,
  countKnown: ({ predicate, where }) => `count(${predicate})${filter(where)}`,
};

// Among equals of the order, the value at the same end of its own.
function atEnd(
  aggregate: "argMin" | "argMax",
  { of, orderBy, where }: AggregateOf<"first" | "last", SqlOperand, string>,
  guard: Guard,
): string {
  const value = guarded(of, guard);
  const kept = filter(`${orderBy.sql} IS NOT NULL`, `${value} IS NOT NULL`, where);
  return `${aggregate}OrNull(${value}, tuple(${orderBy.sql}, ${value}))${kept}`;
}

function sumOver(where: string | undefined): (of: string) => string {
  return (of) => `sumOrNull(${of})${filter(where)}`;
}

function guarded({ sql, type }: SqlOperand, guard: Guard): string {
  return guard === "guarded" && type.kind === "float" ? `if(isFinite(${sql}), ${sql}, NULL)` : sql;
}

// The rows for which all conditions are true.
function filter(...conditions: readonly (string | undefined)[]): string {
  const present = conditions.filter((condition) => condition !== undefined);
  return present.length === 0 ? "" : ` FILTER (WHERE ${present.map((each) => `(${each})`).join(" AND ")})`;
}
