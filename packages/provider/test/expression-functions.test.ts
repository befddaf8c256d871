import { type Either, left, right } from "effect/Either";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expressionFunctions } from "../src/expression/expression-functions.js";
import { type Expression, evaluate, expr, type MetricSymbol } from "../src/index.js";
import { newProvider } from "./new-provider.js";

const mp = newProvider();
const [a, b, c] = [mp.sum("a"), mp.sum("b"), mp.sum("c")];

/** Evaluates with values of `a`, `b` and `c`; null for none. */
function value(expression: Expression, ...values: readonly (number | null)[]) {
  return evaluate(expression, (symbol: MetricSymbol): Either<number, string> => {
    const given = values[[a, b, c].indexOf(symbol)];
    return typeof given === "number" ? right(given) : left(`no ${symbol}`);
  });
}

describe("the functions of expressions", () => {
  it("are methods and words of templates alike", () => {
    const pairs: readonly (readonly [Expression, Expression])[] = [
      [a.log(), expr`log(${a})`],
      [a.log(2), expr`log(${a}, 2)`],
      [a.round(), expr`round(${a})`],
      [a.round(2), expr`round(${a}, 2)`],
      [a.coalesce(b, 0), expr`coalesce(${a}, ${b}, 0)`],
      [a.pct(b), expr`pct(${a}, ${b})`],
    ];
    for (const [method, word] of pairs) expect(String(method)).toBe(String(word));
    expect(() => expr`pct(1)`).toThrow(
      "The function 'pct' got 1 argument at character 1 of `pct(1)`. Write pct(part, whole).",
    );
    expect(() => expr`round(1, 2, 3)`).toThrow("Write round(a) or round(a, digits).");
  });

  it("round halves away from zero, by all binary digits of the double", () => {
    const cases: readonly (readonly [number, number | undefined, number])[] = [
      [2.5, undefined, 3],
      [-2.5, undefined, -3],
      [0.5, undefined, 1],
      [1.25, 1, 1.3],
      [-1.25, 1, -1.3],
      // The double below 1.005.
      [1.005, 2, 1],
      [1e300, 2, 1e300],
      [-0.2, 0, -0],
    ];
    for (const [number, digits, rounded] of cases)
      expect(value(a.round(digits), number)).toEqual(right(rounded));
    for (const digits of [-1, 0.5, 16]) {
      expect(value(a.round(digits), 1)).toMatchObject({
        left: { message: expect.stringContaining("has digits that are no whole number from 0 to 15") },
      });
    }
  });

  it("take logarithms to a base, exact where the power is", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 22 }), (power) => {
        expect(value(a.log(10), 10 ** power)).toEqual(right(power));
        expect(value(a.log(2), 2 ** power)).toEqual(right(power));
      }),
    );
    expect(value(a.log(), Math.E)).toEqual(right(1));
    expect(value(a.log(3), 9)).toMatchObject({ right: expect.closeTo(2, 14) });
    expect(value(a.log(), 0)).toMatchObject({ left: { message: expect.stringContaining("not positive") } });
    for (const base of [0, -2, 1]) {
      expect(value(a.log(base), 9)).toMatchObject({
        left: { message: expect.stringContaining("has a base that is not positive, or 1") },
      });
    }
  });

  it("give percentages", () => {
    expect(value(a.pct(b), 7, 100)).toEqual(right(7));
    expect(value(a.pct(b), 3, -12)).toEqual(right(-25));
    expect(value(a.pct(b), 3, 0)).toMatchObject({
      left: { message: expect.stringContaining("divides by zero") },
    });
  });
});

describe("a metric without a value", () => {
  it("takes every function but coalesce with it", () => {
    for (const [name, { minimum, nulls }] of Object.entries(expressionFunctions)) {
      const words = ["", ...Array.from({ length: minimum - 1 }, () => ", 2"), ")"].join("");
      const formula = {
        abs: a.abs(),
        sqrt: a.sqrt(),
        ln: a.ln(),
        exp: a.exp(),
        pow: a.pow(2),
        min: a.min(2),
      };
      const all: Readonly<Record<string, Expression>> = {
        ...formula,
        max: a.max(2),
        log: a.log(),
        round: a.round(),
        coalesce: a.coalesce(2),
        pct: a.pct(2),
      };
      const expression = all[name];
      if (expression === undefined) throw new Error(`Give an example of ${name}${words}`);
      expect(value(expression, null)._tag).toBe(nulls === "absent" ? "Left" : "Right");
    }
  });

  it("is passed over by coalesce, which gives the first value there is", () => {
    const first = a.coalesce(b, c);
    expect(value(first, 1, 2, 3)).toEqual(right(1));
    expect(value(first, null, 2, 3)).toEqual(right(2));
    expect(value(first, null, null, 3)).toEqual(right(3));
    expect(value(first, 0, 2, 3)).toEqual(right(0));
    expect(value(a.add(b).coalesce(c), 1, null, 3)).toEqual(right(3));
    expect(value(first.mul(10), null, 2, 3)).toEqual(right(20));
  });

  it("is reported when coalesce finds none, and not when it is not to blame", () => {
    expect(value(a.coalesce(b), null, null)).toMatchObject({
      left: { metrics: [{ symbol: a }, { symbol: b }] },
    });
    expect(value(a.coalesce(1).add(b), null, null)).toMatchObject({ left: { metrics: [{ symbol: b }] } });
  });

  it("is not what a failed operation is: coalesce does not hide that", () => {
    expect(value(a.div(b).coalesce(c), 1, 0, 3)).toMatchObject({
      left: { _tag: "OperationFailed", message: "1 / 0 divides by zero, in sum(a) / sum(b)." },
    });
    // What stands behind the first value does not matter.
    expect(value(a.coalesce(b.div(0)), 1, 2)).toEqual(right(1));
    // Metrics that are missing are reported before what failed beside them.
    expect(value(a.div(0).add(b), 1, null)).toMatchObject({ left: { metrics: [{ symbol: b }] } });
  });
});
