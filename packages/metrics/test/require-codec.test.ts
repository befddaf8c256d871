import { describe, expect, it } from "vitest";
import { columnField, defineMetric, emptyOutcome, type StateCodec } from "../src/index.js";

function metricWith(codec: StateCodec<number>) {
  return defineMetric({
    type: "mine",
    summary: "Nothing.",
    parameters: { column: columnField },
    display: ({ column }) => [column],
    measurement: () => ({ kind: "scan", aggregates: [{ kind: "rows" }], stateOf: () => 1 }),
    examples: [],
    state: { identity: 0, ...codec },
    outcomeOf: () => emptyOutcome("nothing"),
  });
}

describe("a state's codec", () => {
  const right: StateCodec<number> = {
    encode: (state) => Uint8Array.of(1, state),
    decode: ([, state = 0]) => state,
  };

  it("is tried when the metric is defined", () => {
    expect(metricWith(right).definition.type).toBe("mine");
  });

  // What JavaScript callers can give in spite of the types, and what types do not tell.
  it.each([
    [
      "text for bytes",
      { ...right, encode: (state: number) => `${state}` as never },
      /gives "0". Give a Uint8Array/,
    ],
    [
      "a state that it forgets",
      { ...right, decode: () => 7 },
      /does not give back what state.encode\(\) was given/,
    ],
    [
      "a state that it cannot write",
      {
        ...right,
        encode: () => {
          throw new RangeError("no room");
        },
      },
      /state.encode\(\) fails on the state of no rows: no room/,
    ],
    [
      "bytes that it cannot read",
      {
        ...right,
        decode: () => {
          throw new RangeError("odd");
        },
      },
      /state.decode\(\) fails on the state of no rows: odd/,
    ],
  ])("is refused when the metric is defined: %s", (_, codec, message) => {
    expect(() => metricWith(codec)).toThrow(message);
  });
});
