import { describe, expect, test } from "vitest";
import {
  average,
  countDistinct,
  countState,
  fieldsCodec,
  first,
  maximum,
  minimum,
  requireBytes,
  requireDouble,
  requireList,
  requireText,
  type StateCodec,
  StateFormatError,
  sum,
  variance,
} from "../src/index.js";

function bytes(version: number, body: string): Uint8Array {
  return Uint8Array.from([version, ...new TextEncoder().encode(body)]);
}

function reads<State>(codec: StateCodec<State>, version: number, body: string, state: State): () => void {
  return () => expect(codec.decode(bytes(version, body))).toStrictEqual(state);
}

// Written by release 0.1.0. They never change.
describe("states that earlier releases wrote are read", () => {
  test.each<[string, () => void]>([
    [
      "average",
      reads(average.definition.state, 1, '["d3","0.30","d1"]', {
        count: 3,
        sum: { unscaled: 30n, scale: 2 },
        nonFinite: 1,
      }),
    ],
    [
      "sum of whole numbers",
      reads(sum.definition.state, 1, '["9223372036854775809","d0"]', { sum: 2n ** 63n + 1n, nonFinite: 0 }),
    ],
    ["sum of doubles", reads(sum.definition.state, 1, '["d-0","d0"]', { sum: -0, nonFinite: 0 })],
    [
      "variance",
      reads(variance.definition.state, 1, '["d6","d3.5","d17.5","d0"]', {
        count: 6,
        mean: 3.5,
        m2: 17.5,
        nonFinite: 0,
      }),
    ],
    ["minimum", reads(minimum.definition.state, 1, '["d1e-7"]', { extreme: 1e-7 })],
    ["maximum of nothing", reads(maximum.definition.state, 1, "[null]", { extreme: null })],
    ["first", reads(first.definition.state, 1, '["-1.05"]', { first: { unscaled: -105n, scale: 2 } })],
    ["a count", reads(countState, 1, '["d9007199254740991"]', { count: 9007199254740991 })],
    ["distinct keys", reads(countDistinct.definition.state, 1, '["d2"]', { count: 2 })],
  ])("%s", (_, read) => read());
});

describe("a state of texts, lists and registers", () => {
  interface Everything {
    readonly words: readonly string[];
    readonly registers: Uint8Array;
  }
  const codec = fieldsCodec<Everything>(
    2,
    ({ words, registers }) => [words.map((text) => ({ text })), registers],
    (fields) => {
      const list = requireList(fields, 0);
      return { words: list.map((_, index) => requireText(list, index)), registers: requireBytes(fields, 1) };
    },
    new Map([
      [
        1,
        { fields: 1, read: (fields) => ({ words: [], registers: Uint8Array.of(requireDouble(fields, 0)) }) },
      ],
    ]),
  );

  test("comes back as it was", () => {
    const state = { words: ["", "d1", "t", "ž🎉\0"], registers: Uint8Array.of(0, 255, 7) };
    expect(codec.decode(codec.encode(state))).toStrictEqual(state);
    expect(codec.encode(codec.decode(codec.encode(state)))).toEqual(codec.encode(state));
  });

  test("is read from an earlier format, and written in the newest", () => {
    const state = codec.decode(bytes(1, '["d7"]'));
    expect(state).toStrictEqual({ words: [], registers: Uint8Array.of(7) });
    expect(codec.encode(state)[0]).toBe(2);
  });

  test.each([
    [1, '["d7","d7"]', "is damaged"],
    [1, '[ "d7"]', "is damaged"],
    [1, '["t7"]', "is damaged"],
    [2, '[["twice"],"bAP8H="]', "is damaged"],
    [2, '["twice","bAP8H"]', "is damaged"],
    [2, '[[null],"bAP8H"]', "is damaged"],
    [3, '["d7"]', "has format version 3; this library reads version 1, 2."],
  ])("is refused when it is damaged or of another version: %i %s", (version, body, message) => {
    const attempt = () => codec.decode(bytes(version, body));
    expect(attempt).toThrow(StateFormatError);
    expect(attempt).toThrow(message);
  });
});
