import type { SqlValue } from "@dqx/common";
import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import {
  average,
  catalogue,
  countDistinct,
  countState,
  countValues,
  first,
  type MetricOutcome,
  maximum,
  minimum,
  nanCount,
  nullCount,
  numRows,
  type SimpleMetricSpec,
  sum,
  toDouble,
  variance,
} from "../src/index.js";
import { fromCents, type Row, stateOf, toCents, values } from "./array-engine.js";
import { someParameters } from "./some-parameters.js";

type Merge = (a: Uint8Array, b: Uint8Array) => Uint8Array;

function mergeOf({ measurement: { merge } }: SimpleMetricSpec): Merge {
  if (merge === undefined) throw new Error("does not merge");
  return merge;
}

function column(cells: fc.Arbitrary<SqlValue>): fc.Arbitrary<readonly Row[]> {
  return fc.array(
    fc.option(cells, { freq: 4 }).map((x) => ({ x })),
    { maxLength: 12 },
  );
}

const wholeNumbers = column(fc.bigInt({ min: -1_000_000n, max: 1_000_000n }));
const hugeNumbers = column(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }));
const money = column(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }).map(fromCents));
const doubles = column(fc.double({ min: -1e6, max: 1e6, noNaN: true }));
const wildDoubles = column(
  fc.oneof(
    { weight: 9, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
    { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY) },
  ),
);

/** How a table is cut: for each row its part, so that parts may be empty and in any order. */
const cuts = fc.array(fc.nat(4), { minLength: 12, maxLength: 12 });

function cut(rows: readonly Row[], places: readonly number[]): readonly (readonly Row[])[] {
  return [0, 1, 2, 3, 4].map((part) => rows.filter((_, index) => places[index] === part));
}

/** What a metric must be over a whole table, computed straight from the values. */
interface Mergeable {
  readonly spec: SimpleMetricSpec;
  readonly direct: (rows: readonly Row[]) => number | "empty" | "failed";
  /** What rounding may cost beside a relative error, for tables of huge and nearly equal numbers. */
  readonly slack?: (rows: readonly Row[]) => number;
}

const mergeable: readonly Mergeable[] = [
  { spec: numRows.spec({}), direct: (rows) => rows.length },
  { spec: nullCount.spec({ column: "x" }), direct: (rows) => rows.length - values(rows, "x").length },
  {
    spec: nanCount.spec({ column: "x" }),
    direct: (rows) => values(rows, "x").filter((value) => !isFiniteNumber(value)).length,
  },
  {
    spec: countValues.spec({ column: "x", values: [0, 1n, "0.01", 5n] }),
    direct: (rows) =>
      values(rows, "x").filter((value) => [0, 1, 5].includes(Number(value)) || value === "0.01").length,
  },
  { spec: sum.spec({ column: "x" }), direct: (rows) => unlessPoisoned(rows, () => exactSum(rows)) },
  {
    spec: average.spec({ column: "x" }),
    direct: (rows) =>
      values(rows, "x").length === 0
        ? "empty"
        : unlessPoisoned(rows, () => exactSum(rows) / values(rows, "x").length),
  },
  {
    spec: variance.spec({ column: "x" }),
    direct: (rows) =>
      unlessPoisoned(rows, () => {
        const numbers = values(rows, "x").map(Number);
        return numbers.length < 2 ? "empty" : sampleVariance(numbers);
      }),
    slack: (rows) => (1e-11 * Math.max(0, ...values(rows, "x").map(Number).map(Math.abs))) ** 2,
  },
  { spec: minimum.spec({ column: "x" }), direct: (rows) => extremeOf(rows, Math.min) },
  { spec: maximum.spec({ column: "x" }), direct: (rows) => extremeOf(rows, Math.max) },
];

function isFiniteNumber(value: SqlValue): boolean {
  return Number.isFinite(Number(value));
}

function unlessPoisoned<T>(rows: readonly Row[], compute: () => T): T | "failed" {
  return values(rows, "x").every(isFiniteNumber) ? compute() : "failed";
}

function exactSum(rows: readonly Row[]): number {
  const cells = values(rows, "x");
  if (cells.every((cell) => typeof cell === "bigint")) return Number(cells.reduce((a, b) => a + b, 0n));
  if (cells.every((cell) => typeof cell === "string")) {
    return Number(fromCents(cells.map(toCents).reduce((a, b) => a + b, 0n)));
  }
  return cells.map(Number).reduce((a, b) => a + b, 0);
}

function sampleVariance(numbers: readonly number[]): number {
  const mean = numbers.reduce((a, b) => a + b, 0) / numbers.length;
  return numbers.reduce((total, number) => total + (number - mean) ** 2, 0) / (numbers.length - 1);
}

function extremeOf(rows: readonly Row[], pick: (...numbers: number[]) => number): number | "empty" {
  const numbers = values(rows, "x").filter(isFiniteNumber).map(Number);
  return numbers.length === 0 ? "empty" : pick(...numbers);
}

function expectOutcome(outcome: MetricOutcome, expected: number | "empty" | "failed", slack = 0): void {
  if (typeof expected === "string") {
    expect(outcome.kind).toBe(expected);
    return;
  }
  if (outcome.kind !== "value") throw new Error(`${outcome.reason}, instead of ${expected}`);
  expect(Math.abs(outcome.value - expected)).toBeLessThanOrEqual(1e-6 + slack + Math.abs(expected) * 1e-9);
}

const tables: readonly (readonly [string, fc.Arbitrary<readonly Row[]>])[] = [
  ["whole numbers", wholeNumbers],
  ["64-bit whole numbers", hugeNumbers],
  ["decimals", money],
  ["doubles", doubles],
  ["doubles with NaN and infinities", wildDoubles],
];

describe.each(mergeable)("$spec.name over parts", ({ spec, direct, slack }) => {
  const merge = mergeOf(spec);

  test.each(tables)("equals itself over the whole, of %s, however cut, in either direction", (_, rows) => {
    fc.assert(
      fc.property(rows, cuts, (table, places) => {
        const states = cut(table, places).map((part) => stateOf(spec, part));
        const results = [
          stateOf(spec, table),
          states.reduce(merge),
          states.reduceRight((right, left) => merge(left, right)),
          states.toReversed().reduce(merge),
        ];
        for (const result of results) {
          expectOutcome(spec.measurement.outcomeOf(result), direct(table), slack?.(table));
        }
      }),
    );
  });

  test("changes nothing when a part is empty", () => {
    fc.assert(
      fc.property(wholeNumbers, (table) => {
        const [whole, empty] = [stateOf(spec, table), stateOf(spec, [])];
        expect(merge(whole, empty)).toEqual(whole);
        expect(merge(empty, whole)).toEqual(whole);
      }),
    );
  });
});

describe("exact states", () => {
  test.each(mergeable.map(({ spec }) => [spec.name, spec] as const))(
    "merge to the very same bytes in any order and grouping: %s",
    (_, spec) => {
      const merge = mergeOf(spec);
      fc.assert(
        fc.property(
          fc.constantFrom(hugeNumbers, money).chain((table) => fc.tuple(table, table, table)),
          (tables) => {
            const [a, b, c] = tables.map((table) => stateOf(spec, table));
            if (a === undefined || b === undefined || c === undefined) throw new Error("three tables");
            expect(merge(merge(a, b), c)).toEqual(merge(a, merge(b, c)));
            expect(merge(a, b)).toEqual(merge(b, a));
          },
        ),
      );
    },
  );
});

describe("variance", () => {
  const { state } = variance.definition;
  const spec = variance.spec({ column: "x" });
  const rows = (...numbers: bigint[]): readonly Row[] => numbers.map((x) => ({ x }));

  test("of {1, 2, 3} and {4, 5, 6} is 3.5, not the sum of both variances", () => {
    const merged = mergeOf(spec)(stateOf(spec, rows(1n, 2n, 3n)), stateOf(spec, rows(4n, 5n, 6n)));
    const outcome = spec.measurement.outcomeOf(merged);
    expect(outcome).toEqual({
      kind: "value",
      value: expect.closeTo(3.5, 14),
      warnings: [],
      arithmetic: "double",
    });
    const { count, mean, m2, nonFinite } = state.decode(merged);
    expect([count, mean, nonFinite]).toEqual([6, 3.5, 0]);
    expect(m2).toBeCloseTo(17.5, 13);
  });

  test("far from zero loses no more than doubles must", () => {
    const far = 1_000_000_000n;
    const merged = mergeOf(spec)(
      stateOf(spec, rows(far + 1n, far + 2n, far + 3n)),
      stateOf(spec, rows(far + 4n, far + 5n, far + 6n)),
    );
    expect(spec.measurement.outcomeOf(merged)).toMatchObject({ value: expect.closeTo(3.5, 9) });
  });

  test("of single values, one part each, is that of the whole", () => {
    const states = [2n, 4n, 4n, 4n, 5n, 5n, 7n, 9n].map((x) => stateOf(spec, [{ x }]));
    // Deviations from the mean 5 are -3, -1, -1, -1, 0, 0, 2, 4: 32 / 7.
    expect(spec.measurement.outcomeOf(states.reduce(mergeOf(spec)))).toMatchObject({
      value: expect.closeTo(32 / 7, 13),
    });
  });
});

describe("what merges", () => {
  test("is known to the type and to the specification", () => {
    const merging = [...catalogue].filter(
      ([type, metric]) => metric.fromParameters(someParameters(type)).measurement.merge !== undefined,
    );
    const types = merging.map(([type]) => type);
    expect(types).toEqual(expect.arrayContaining(mergeable.map(({ spec }) => spec.type)));
    expect(types).not.toContain("countDistinct");
    expect(types).not.toContain("first");
    expectTypeOf(average.definition.state.merge).toBeFunction();
    expectTypeOf(countState.merge).toBeFunction();
    expectTypeOf(countDistinct.definition.state.merge).not.toBeFunction();
    expectTypeOf(first.definition.state.merge).not.toBeFunction();
  });

  test("has an identity that changes nothing", () => {
    fc.assert(
      fc.property(wholeNumbers, (table) => {
        const metric = average.definition;
        const state = metric.state.decode(stateOf(average.spec({ column: "x" }), table));
        expect(metric.state.merge(metric.state.identity, state)).toEqual(state);
        expect(metric.state.merge(state, metric.state.identity)).toEqual(state);
      }),
    );
    const states = [sum.definition.state, average.definition.state];
    for (const { identity } of states) expect(toDouble(identity.sum).value).toBe(0);
    expect(minimum.definition.state.merge({ extreme: null }, { extreme: null })).toEqual({ extreme: null });
    expect(variance.definition.state.identity).toEqual({ count: 0, mean: 0, m2: 0, nonFinite: 0 });
    expect(first.definition.state.identity).toEqual({ first: null });
    expect(countDistinct.definition.state.identity).toEqual({ count: 0 });
  });
});
