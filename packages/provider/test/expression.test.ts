import { InvalidArgumentError } from "@dqx/common";
import { describe, expect, it } from "vitest";
import { Expression, symbolsOf } from "../src/index.js";
import { newProvider } from "./new-provider.js";

describe("an expression", () => {
  const mp = newProvider();
  const a = mp.sum("a");
  const b = mp.sum("b");

  it("is built by methods from metrics, expressions and numbers", () => {
    expect(String(a.add(b).sub(1).mul(2).div(b))).toBe("(sum(a) + sum(b) - 1) * 2 / sum(b)");
    expect(String(a.neg().abs().sqrt().ln().exp())).toBe("exp(ln(sqrt(abs(-sum(a)))))");
    expect(String(a.pow(2).min(b, 3).max(a.mul(b)))).toBe(
      "max(min(pow(sum(a), 2), sum(b), 3), sum(a) * sum(b))",
    );
    expect(a.add(b)).toBeInstanceOf(Expression);
  });

  it("keeps what it was built from unchanged", () => {
    const sum = a.add(b);
    sum.mul(2).neg();
    a.sub(b);
    expect(String(sum)).toBe("sum(a) + sum(b)");
    expect(Object.isFrozen(sum)).toBe(true);
    expect(Object.isFrozen(sum.node)).toBe(true);
    expect(Object.isFrozen(a)).toBe(true);
    expect(Object.isFrozen(a.max(b).node)).toBe(true);
  });

  it("refuses numbers that are not finite, and what is neither number nor expression", () => {
    for (const operand of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(() => a.add(operand)).toThrow(InvalidArgumentError);
    }
    // @ts-expect-error -- text is no operand
    expect(() => a.div("b")).toThrow(
      'div got the operand "b". Give a metric, an expression or a finite number.',
    );
    // @ts-expect-error -- an operand is required
    expect(() => a.pow()).toThrow("pow got the operand undefined.");
  });

  it("names each of its metrics once, in the order of the first place", () => {
    expect(symbolsOf(b.add(a).div(b.neg()).max(a, 1))).toEqual([b, a]);
    expect(symbolsOf(a)).toEqual([a]);
  });
});
