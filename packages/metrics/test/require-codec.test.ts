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

  it("is tried once, for the metric's first spec", () => {
    let written = 0;
    const metric = metricWith({
      ...right,
      encode: (state) => {
        written += 1;
        return right.encode(state);
      },
    });
    expect(written).toBe(0);
    const spec = metric.spec({ column: "x" });
    const tried = written;
    expect(tried).toBeGreaterThan(0);
    expect(metric.fromParameters({ column: "x" }).id).toBe(spec.id);
    expect(written).toBe(tried);
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
  ])("is refused with the metric's first spec: %s", (_, codec, message) => {
    const metric = metricWith(codec);
    expect(() => metric.spec({ column: "x" })).toThrow(message);
    expect(() => metric.fromParameters({ column: "x" })).toThrow(message);
  });
});
