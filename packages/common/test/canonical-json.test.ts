import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import {
  type CanonicalValue,
  canonicalJson,
  InvalidArgumentError,
  parseCanonicalJson,
} from "../src/index.js";

const text = fc.string({ unit: "grapheme" });
const name = text.filter((key) => key !== "$bigint");

const canonicalValue: fc.Arbitrary<CanonicalValue> = fc.letrec<{ value: CanonicalValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    text,
    // Canonical JSON has one zero, so -0 does not come back; a test of its own says so.
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    fc.bigInt(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(name, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

function withKeysReversed(value: CanonicalValue): CanonicalValue {
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) return value.map(withKeysReversed);
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, member === undefined ? undefined : withKeysReversed(member)]),
  );
}

function isList(value: object): value is readonly CanonicalValue[] {
  return Array.isArray(value);
}

describe("canonicalJson", () => {
  test("writes sorted keys, no white space, and bigints as an envelope", () => {
    expect(canonicalJson({ b: [1, -2.5, 1e21], a: { d: null, c: true }, e: 2n ** 63n - 1n })).toBe(
      '{"a":{"c":true,"d":null},"b":[1,-2.5,1e+21],"e":{"$bigint":"9223372036854775807"}}',
    );
  });

  test("comes back as it was, digits of any size included", () => {
    fc.assert(
      fc.property(canonicalValue, (value) => {
        expect(parseCanonicalJson(canonicalJson(value))).toStrictEqual(value);
      }),
    );
  });

  test("is the same whatever the order of the keys", () => {
    fc.assert(
      fc.property(canonicalValue, (value) => {
        expect(canonicalJson(withKeysReversed(value))).toBe(canonicalJson(value));
      }),
    );
  });

  test("tells different values apart", () => {
    fc.assert(
      fc.property(canonicalValue, canonicalValue, (a, b) => {
        const same = canonicalJson(a) === canonicalJson(b);
        expect(same).toBe(deepEqual(a, b));
      }),
    );
    const texts = [1, 1n, "1", true, "true", null, "null", [], {}, "", [1], 2 ** 53, 2n ** 53n].map((value) =>
      canonicalJson(value),
    );
    expect(new Set(texts).size).toBe(texts.length);
  });

  test("sorts keys by UTF-16 code unit, as RFC 8785 does", () => {
    // The example of RFC 8785, section 3.2.3: the surrogates of the emoji come before U+FB33.
    const keys = ["\u20ac", "\r", "\ufb33", "1", "\u{1f600}", "\u0080", "\u00f6"];
    const written = canonicalJson(Object.fromEntries(keys.map((key) => [key, true])));
    expect([...written.matchAll(/"(.*?)":true/g)].map(([, key]) => key)).toEqual([
      "\\r",
      "1",
      "\u0080",
      "\u00f6",
      "\u20ac",
      "\u{1f600}",
      "\ufb33",
    ]);
  });

  test("leaves absent properties out and has one zero", () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe(canonicalJson({ b: 1 }));
    expect(canonicalJson(-0)).toBe(canonicalJson(0));
  });

  test("accepts one object at two places, which is no cycle", () => {
    const shared = { x: 1 };
    expect(canonicalJson({ a: shared, b: [shared, shared] })).toBe('{"a":{"x":1},"b":[{"x":1},{"x":1}]}');
  });

  test("keeps a key called __proto__ a key", () => {
    const value: CanonicalValue = Object.fromEntries([["__proto__", 1]]);
    expect(canonicalJson(value)).toBe('{"__proto__":1}');
    expect(canonicalJson(parseCanonicalJson('{"__proto__":1}'))).toBe('{"__proto__":1}');
  });

  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  const list: unknown[] = [];
  list.push([list]);

  test.each<[string, unknown, string]>([
    ["NaN", { rate: Number.NaN }, "value.rate is NaN"],
    ["Infinity", [1, Number.POSITIVE_INFINITY], "value[1] is Infinity"],
    ["-Infinity", Number.NEGATIVE_INFINITY, "value is -Infinity"],
    ["undefined in a list", { a: [1, undefined] }, "value.a[1] is undefined"],
    ["a hole in a list", new Array(1), "value[0] is undefined"],
    ["undefined alone", undefined, "value is undefined"],
    ["a function", { f: Math.max }, "value.f is function max"],
    ["a symbol", { s: Symbol("s") }, "value.s is Symbol(s)"],
    ["a Date", { at: { when: new Date(0) } }, 'value.at.when is "1970-01-01T00:00:00.000Z"'],
    ["a Map", new Map(), "value is {}"],
    ["a boxed number", { n: Object(1) }, "value.n is 1"],
    ["a lone surrogate", ["\ud800"], 'value[0] is "\\ud800"'],
    ["a lone surrogate in a key", { a: { "\udc00": 1 } }, 'value.a is "\\udc00"'],
    ["an object that looks like a bigint", { a: { $bigint: "1" } }, 'value.a is {"$bigint":"1"}'],
    ["a cycle of objects", cycle, "value.self is a cycle"],
    ["a cycle of lists", list, "value[0][0] is a cycle"],
  ])("refuses %s and names its place", (_, value, message) => {
    // JavaScript callers can pass anything.
    const write = () => canonicalJson(value as CanonicalValue);
    expect(write).toThrow(InvalidArgumentError);
    expect(write).toThrow(message);
  });

  test("does not compile for what JSON cannot hold", () => {
    expectTypeOf<Date>().not.toExtend<CanonicalValue>();
    expectTypeOf<() => void>().not.toExtend<CanonicalValue>();
    expectTypeOf<undefined>().not.toExtend<CanonicalValue>();
    expectTypeOf<{ readonly a: readonly (1n | null)[] }>().toExtend<CanonicalValue>();
  });
});

describe("parseCanonicalJson", () => {
  test.each(["", "{", "nonsense", '{"$bigint":"twelve"}'])("refuses %j and shows it", (damaged) => {
    const parse = () => parseCanonicalJson(damaged);
    expect(parse).toThrow(InvalidArgumentError);
    expect(parse).toThrow(`${JSON.stringify(damaged)} is not canonical JSON`);
  });

  test.each(['{"$bigint":""}', '{"$bigint":"0x10"}', '{"$bigint":" 1 "}', '{"$bigint":"1","more":2}'])(
    "refuses %j instead of guessing a number",
    (damaged) => {
      expect(() => parseCanonicalJson(damaged)).toThrow(InvalidArgumentError);
    },
  );
});

/** Equality by value and type, independent of any serialisation. */
function deepEqual(a: CanonicalValue | undefined, b: CanonicalValue | undefined): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return (
    left.size === right.size &&
    [...left].every(([key, member]) => right.has(key) && deepEqual(member, right.get(key)))
  );
}
