import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { showValue } from "../src/index.js";

describe("showValue", () => {
  const cycle: unknown[] = [];
  cycle.push(cycle);

  test.each<[value: () => unknown, string]>([
    [() => "a\nb", '"a\\nb"'],
    [() => "", '""'],
    [() => "null", '"null"'],
    [() => null, "null"],
    [() => undefined, "undefined"],
    [() => -0, "-0"],
    [() => 0, "0"],
    [() => Number.NaN, "NaN"],
    [() => 2n ** 63n, "9223372036854775808n"],
    [() => true, "true"],
    [() => Symbol("s"), "Symbol(s)"],
    [() => Math.max, "function max"],
    [() => () => 1, "a function"],
    [() => ({ a: [1] }), '{"a":[1]}'],
    [() => cycle, "an object"],
    [() => ({ toJSON: () => undefined }), "an object"],
    [() => ({ n: 1n }), "an object"],
    [() => new Date(Number.NaN), "an invalid Date"],
    [() => ({ from: [new Date("2025-13-01")] }), '{"from":["an invalid Date"]}'],
    [() => new Date(0), '"1970-01-01T00:00:00.000Z"'],
  ])("%s is shown as %s", (value, text) => {
    expect(showValue(value())).toBe(text);
  });

  test("cuts what is long", () => {
    expect(showValue("x".repeat(100))).toBe(`"${"x".repeat(76)}...`);
    expect(showValue("x".repeat(78))).toBe(`"${"x".repeat(78)}"`);
  });

  test("never throws, and stays on one short line", () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true }), (value) => {
        const text = showValue(value);
        expect(text.length).toBeLessThanOrEqual(80);
        expect(text).not.toContain("\n");
      }),
    );
  });

  test("does not throw on values that do", () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const hostile = {
      get [Symbol.toStringTag]() {
        throw new Error("hostile");
      },
      toJSON() {
        throw new Error("hostile");
      },
    };
    expect(showValue(proxy)).toBe("an object");
    expect(showValue(hostile)).toBe("an object");
  });
});
