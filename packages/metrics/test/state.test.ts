import { DQXError } from "@dqx/common";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  average,
  compareExact,
  countDistinct,
  countState,
  exactNumber,
  fieldsCodec,
  first,
  maximum,
  minimum,
  nanCount,
  nullCount,
  requireDouble,
  requireField,
  type StateCodec,
  StateFormatError,
  sum,
  variance,
} from "../src/index.js";
import { exactNumberArbitrary, finiteDouble } from "./exact-arbitraries.js";

/** Like what a codec makes: plain objects, none without a prototype. */
function record<T>(fields: { [Name in keyof T]: fc.Arbitrary<T[Name]> }): fc.Arbitrary<T> {
  return fc.record(fields, { noNullPrototype: true });
}

const count = fc.nat(Number.MAX_SAFE_INTEGER);
const sumOf = exactNumberArbitrary;
const extreme = record({ extreme: fc.option(exactNumberArbitrary) });

/** Round trips of one codec, its state's type kept together with its arbitrary. */
function roundTrip<State>(codec: StateCodec<State>, states: fc.Arbitrary<State>): () => void {
  return () =>
    fc.assert(
      fc.property(states, (state) => {
        const bytes = codec.encode(state);
        // Strict: -0 is not 0, a bigint no double, and 1.10 not 1.1.
        expect(codec.decode(bytes)).toStrictEqual(state);
        expect(codec.encode(codec.decode(bytes))).toEqual(bytes);
      }),
    );
}

describe("a state comes back from its bytes as it was", () => {
  test.each<[string, () => void]>([
    ["average", roundTrip(average.definition.state, record({ count, sum: sumOf, nonFinite: count }))],
    ["sum", roundTrip(sum.definition.state, record({ sum: sumOf, nonFinite: count }))],
    [
      "variance",
      roundTrip(
        variance.definition.state,
        record({ count, mean: finiteDouble, m2: finiteDouble, nonFinite: count }),
      ),
    ],
    ["minimum", roundTrip(minimum.definition.state, extreme)],
    ["maximum", roundTrip(maximum.definition.state, extreme)],
    ["first", roundTrip(first.definition.state, record({ first: fc.option(exactNumberArbitrary) }))],
    ["counts", roundTrip(countState, record({ count }))],
    ["countDistinct", roundTrip(countDistinct.definition.state, record({ count }))],
    ["nullCount", roundTrip(nullCount.definition.state, record({ count }))],
    ["nanCount", roundTrip(nanCount.definition.state, record({ count }))],
  ])("%s", (_, run) => run());

  test("a decimal without digits behind the point keeps its value", () => {
    const { state } = maximum.definition;
    const whole = exactNumber("9223372036854775807");
    const { extreme: back } = state.decode(state.encode({ extreme: whole }));
    expect(back === null ? null : compareExact(back, whole)).toBe(0);
  });
});

describe("bytes that are no state", () => {
  const { state } = average.definition;
  const good = state.encode({ count: 2, sum: 3n, nonFinite: 0 });

  test("of another version name both versions", () => {
    const newer = Uint8Array.from(good);
    newer[0] = 2;
    expect(() => state.decode(newer)).toThrow(StateFormatError);
    expect(() => state.decode(newer)).toThrow("has format version 2; this library reads version 1");
    expect(() => state.decode(new Uint8Array())).toThrow("has format version none");
  });

  test.each([
    ["nothing but the version", ""],
    ["no JSON", "[“]"],
    ["no list", '{"0":"d1"}'],
    ["a number that is no text", '["d2",3,"d0"]'],
    ["a field too few", '["d2","3"]'],
    ["a field too many", '["d2","3","d0","d0"]'],
    ["an absent number", '["d2",null,"d0"]'],
    ["an empty whole number", '["d2","","d0"]'],
    ["an empty double", '["d","3","d0"]'],
    ["a double that is no number", '["dtwo","3","d0"]'],
    ["a whole number in another base", '["d2","0x3","d0"]'],
    ["a decimal that is none", '["d2","3.","d0"]'],
    ["a count that is no double", '["2","3","d0"]'],
    ["white space", '["d2", "3","d0"]'],
    ["a byte order mark", '\ufeff["d2","3","d0"]'],
  ])("with %s are refused", (_, body) => {
    const bytes = Uint8Array.from([1, ...new TextEncoder().encode(body)]);
    expect(() => state.decode(bytes)).toThrow(StateFormatError);
    expect(() => state.decode(bytes)).toThrow("A stored state is damaged");
  });

  test("of an extreme, too: a missing field is not an empty input", () => {
    const bytes = Uint8Array.from([1, ...new TextEncoder().encode("[]")]);
    for (const metric of [minimum, maximum, first]) {
      expect(() => metric.definition.state.decode(bytes)).toThrow(StateFormatError);
    }
  });

  test("that are not UTF-8 are refused", () => {
    expect(() => state.decode(Uint8Array.from([1, 0x5b, 0xff, 0x5d]))).toThrow(StateFormatError);
  });

  test("however damaged, give a StateFormatError or a state that is written with those bytes", () => {
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), (place, change) => {
        const bytes = good.map((byte, index) => (index === place ? byte ^ change : byte));
        try {
          expect(state.encode(state.decode(bytes))).toEqual(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(StateFormatError);
          expect(error).toBeInstanceOf(DQXError);
        }
      }),
    );
    for (let length = 0; length < good.length; length++) {
      expect(() => state.decode(good.subarray(0, length))).toThrow(StateFormatError);
    }
  });
});

describe("fieldsCodec", () => {
  test("serves a definition of one's own", () => {
    const codec = fieldsCodec<{ readonly total: bigint | number; readonly weight: number }>(
      7,
      ({ total, weight }) => [total, weight],
      (fields) => {
        const total = requireField(fields, 0);
        if (typeof total === "object") throw new RangeError("a decimal");
        return { total, weight: requireDouble(fields, 1) };
      },
    );
    expect(codec.encode({ total: 5n, weight: -0 })[0]).toBe(7);
    expect(codec.decode(codec.encode({ total: 5n, weight: -0 }))).toStrictEqual({ total: 5n, weight: -0 });
    expect(() => requireField([null], 0)).toThrow("field 0 is absent");
    expect(() => requireDouble([1n], 0)).toThrow("field 0 is not a double");
  });
});
