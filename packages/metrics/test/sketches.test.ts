import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type DDSketch,
  ddSketchState,
  estimateDistinct,
  type HyperLogLog,
  hyperLogLogState,
  type MergeableStateDefinition,
  registersOf,
  type SketchBucket,
  StateFormatError,
  sketchedQuantile,
  sketchOf,
} from "../src/index.js";

const WIDTH = Math.log(1.01 / 0.99);

function bucketOf(x: number): number {
  return x === 0 ? 0 : Math.sign(x) * (2 ** 20 + Math.ceil(Math.log(Math.abs(x)) / WIDTH));
}

function sketch(values: readonly number[]): DDSketch {
  const buckets = new Map<number, number>();
  for (const value of values) buckets.set(bucketOf(value), 1 + (buckets.get(bucketOf(value)) ?? 0));
  if (values.length === 0) return sketchOf([], undefined);
  return sketchOf([...buckets], [Math.min(...values), Math.max(...values)]);
}

function registers(values: Iterable<unknown>): HyperLogLog {
  const smallest = new Map<number, bigint>();
  for (const value of values) {
    const hash = createHash("md5").update(String(value)).digest().readBigUInt64LE(0);
    const [register, rest] = [Number(hash >> 52n), hash & (2n ** 52n - 1n)];
    const known = smallest.get(register);
    if (known === undefined || rest < known) smallest.set(register, rest);
  }
  return registersOf(smallest);
}

const numbers = fc.array(
  fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(0, 1, 1, -1, 5e-324)),
  { maxLength: 20 },
);
const texts = fc.array(fc.oneof(fc.string(), fc.constantFrom("a", "")), { maxLength: 20 });

function laws<Value, State>(
  name: string,
  state: MergeableStateDefinition<State>,
  values: fc.Arbitrary<Value[]>,
  stateOf: (values: readonly Value[]) => State,
): void {
  describe(name, () => {
    test("merges as the whole, in any order and grouping, and with nothing to itself", () => {
      fc.assert(
        fc.property(values, values, values, (a, b, c) => {
          const [x, y, z] = [stateOf(a), stateOf(b), stateOf(c)] as const;
          const whole = stateOf([...a, ...b, ...c]);
          expect(state.merge(state.merge(x, y), z)).toEqual(whole);
          expect(state.merge(x, state.merge(y, z))).toEqual(whole);
          expect(state.merge(state.merge(z, y), x)).toEqual(whole);
          expect(state.merge(x, state.identity)).toEqual(x);
          expect(state.merge(state.identity, x)).toEqual(x);
          expect(stateOf([])).toEqual(state.identity);
        }),
        { numRuns: 50 },
      );
    });

    test("comes back from its bytes, which have a version", () => {
      fc.assert(
        fc.property(values, (a) => {
          const bytes = state.encode(stateOf(a));
          expect(state.decode(bytes)).toEqual(stateOf(a));
          expect(bytes[0]).toBe(1);
          expect(() => state.decode(Uint8Array.of(2, ...bytes.slice(1)))).toThrow(StateFormatError);
          expect(() => state.decode(bytes.slice(0, -1))).toThrow(StateFormatError);
        }),
        { numRuns: 20 },
      );
    });
  });
}

laws("a HyperLogLog", hyperLogLogState, texts, registers);
laws("a DDSketch", ddSketchState, numbers, sketch);

describe("a quantile of a sketch", () => {
  test("is within 1 % of the value of its rank, whatever the values", () => {
    fc.assert(
      fc.property(
        numbers.filter(({ length }) => length > 0),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, share) => {
          const exact = values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? 0;
          const estimate = sketchedQuantile(sketch(values), share);
          // A subnormal number has fewer digits than 1 % of it needs.
          const slack = Math.abs(exact) * (0.01 + 1e-9) + 5e-324;
          expect(Math.abs(estimate - exact)).toBeLessThanOrEqual(slack);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("of no values is none", () => {
    expect(() => sketchedQuantile(sketch([]), 0.5)).toThrow("A sketch of no values has no quantiles.");
  });

  test("keeps buckets in the order of the values, however they come", () => {
    const buckets: readonly SketchBucket[] = [
      [bucketOf(3), 1],
      [bucketOf(-3), 1],
      [0, 1],
    ];
    expect(sketchOf(buckets, [-3, 3]).buckets.map(([bucket]) => Math.sign(bucket))).toEqual([-1, 0, 1]);
  });
});

describe("an estimate of distinct values", () => {
  test.each([0, 1, 2, 10, 100])("is exact to rounding for %i", (count) => {
    const values = Array.from({ length: count }, (_, index) => `value ${index}`);
    const estimate = estimateDistinct(registers([...values, ...values]));
    expect(Math.round(estimate)).toBeGreaterThanOrEqual(count - Math.ceil(count * 0.02));
    expect(Math.round(estimate)).toBeLessThanOrEqual(count + Math.ceil(count * 0.02));
  });

  test("grows without bound: full registers are as many values as there can be", () => {
    const full = registersOf(Array.from({ length: 4096 }, (_, register) => [register, 0n] as const));
    expect(full.registers.every((rank) => rank === 53)).toBe(true);
    expect(estimateDistinct(full)).toBe(Number.POSITIVE_INFINITY);
  });

  test.each<[string, number, bigint]>([
    ["a register that is none", 4096, 0n],
    ["a hash of too many bits", 0, 2n ** 52n],
    ["a negative hash", 0, -1n],
  ])("refuses %s", (_, register, rest) => {
    expect(() => registersOf([[register, rest]])).toThrow("which is no hash");
  });

  test("refuses bytes that are no registers", () => {
    const bytes = hyperLogLogState.encode({ registers: Uint8Array.of(1, 2) });
    expect(() => hyperLogLogState.decode(bytes)).toThrow(StateFormatError);
  });
});
