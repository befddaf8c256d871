import { describe, expect, test } from "vitest";
import {
  type Aggregate,
  type AggregateKind,
  aggregateIdentity,
  mapAggregate,
  operandsOf,
  type Predicate,
  primitiveOf,
  primitives,
  type RowExpression,
} from "../src/index.js";
import { compute, type Row } from "./array-engine.js";

const x = { kind: "column", name: "x" } as const;
const t = { kind: "column", name: "t" } as const;
const examples: { readonly [Kind in AggregateKind]: Extract<Aggregate, { readonly kind: Kind }> } = {
  rows: { kind: "rows" },
  nonNull: { kind: "nonNull", of: x },
  nonFinite: { kind: "nonFinite", of: x },
  sum: { kind: "sum", of: x },
  minimum: { kind: "minimum", of: x },
  maximum: { kind: "maximum", of: x },
  populationVariance: { kind: "populationVariance", of: x },
  sumOfSquares: { kind: "sumOfSquares", of: x },
  sumXLogX: { kind: "sumXLogX", of: x },
  first: { kind: "first", of: x, orderBy: t },
  quantile: { kind: "quantile", of: x, at: 0.5, method: "discrete" },
  countDistinct: { kind: "countDistinct", of: [x, t] },
  last: { kind: "last", of: x, orderBy: t },
  sumOfProducts: { kind: "sumOfProducts", of: x, with: t },
  populationCovariance: { kind: "populationCovariance", of: x, with: x },
  countIf: { kind: "countIf", predicate: { kind: "in", of: x, values: [1, 2.5] } },
  custom: { kind: "custom", text: "sum(x)" },
  countKnown: { kind: "countKnown", predicate: { kind: "in", of: x, values: [1, 2.5] } },
};
const kinds = Object.values<Aggregate>(examples).map((aggregate) => [aggregate.kind, aggregate] as const);

const finite: readonly Row[] = [
  { x: 2.5, t: 3n },
  { x: null, t: 2n },
  { x: 1, t: 4n },
];
const wild: readonly Row[] = [
  ...finite,
  { x: Number.NaN, t: 1n },
  { x: Number.POSITIVE_INFINITY, t: 5n },
  { x: Number.NEGATIVE_INFINITY, t: 0n },
];

describe.each(kinds)("%s", (kind, aggregate) => {
  test("has the value over no rows that an engine gives", () => {
    expect(compute(aggregate, [])).toEqual(primitives[kind].overNoRows);
  });

  test("is that of the finite values, or says that it is not", () => {
    const same = compute(aggregate, wild) === compute(aggregate, finite);
    const { ofFiniteValues, computedFor, overNoRows } = primitiveOf(aggregate);
    // countIf looks for finite literals only.
    expect(same).toBe(ofFiniteValues || kind === "countIf");
    if (computedFor === "float") expect(compute(aggregate, [{ x: 1n }, { x: 2n }])).toBe(overNoRows);
    if (computedFor === "exact") expect(compute(aggregate, finite)).toBe(overNoRows);
  });

  test("keeps its fields, its filter and the order of its operands over other operands", () => {
    const where: Predicate = { kind: "isNull", of: t };
    const filtered = { ...aggregate, where } as Aggregate;
    const seen: RowExpression[] = [];
    const renamed = mapAggregate(
      filtered,
      (of: RowExpression) => {
        seen.push(of);
        return `${seen.length}`;
      },
      (filter: Predicate) => filter,
    );
    expect(renamed.where).toEqual(where);
    expect(operandsOf(renamed).map(({ of }) => of)).toEqual(seen.map((_, index) => `${index + 1}`));
    expect(operandsOf(filtered).map(({ of }) => of)).toEqual(seen);
    const back = mapAggregate(
      renamed,
      (of: string) => seen[Number(of) - 1] ?? x,
      (filter) => filter,
    );
    expect(back).toEqual(filtered);
    expect(aggregateIdentity(back)).not.toBe(aggregateIdentity(aggregate));
  });
});

test("an aggregate that another one implies is 0 where that one is finite", () => {
  for (const [kind, aggregate] of kinds) {
    const { zeroIfFinite } = primitives[kind];
    if (zeroIfFinite === undefined) continue;
    expect(Number.isFinite(compute({ ...aggregate, ...examples[zeroIfFinite] }, finite))).toBe(true);
    expect(compute(aggregate, finite)).toBe(0n);
  }
  expect(primitives.nonFinite.zeroIfFinite).toBe("sum");
});
