import { InvalidArgumentError } from "@dqx/common";
import { left, right } from "effect/Either";
import { describe, expect, it } from "vitest";
import {
  type Expression,
  ExpressionSyntaxError,
  evaluate,
  expr,
  printExpression,
  symbolsOf,
} from "../src/index.js";
import { newProvider } from "./new-provider.js";

const mp = newProvider();
const a = mp.sum("a");
const ones = () => right(1);

function repeat(times: number, step: (expression: Expression) => Expression): Expression {
  let expression: Expression = a;
  for (let time = 0; time < times; time++) expression = step(expression);
  return expression;
}

function errorOf(make: () => unknown): ExpressionSyntaxError {
  try {
    make();
  } catch (error) {
    if (error instanceof ExpressionSyntaxError) return error;
    throw error;
  }
  throw new Error("It was taken");
}

/** A template whose text is computed, as a file of checks could have it. */
function template(text: string): Expression {
  return expr(Object.assign([text], { raw: [text] }));
}

describe("a large expression", () => {
  it("counts, computes and walks through a part that is used again once", () => {
    // 2^60 additions, were each part computed as often as it occurs.
    const doubled = repeat(60, (e) => e.add(e));
    expect(evaluate(doubled, ones)).toEqual(right(2 ** 60));
    expect(symbolsOf(doubled)).toEqual([a]);
    const text = String(doubled);
    expect(text.length).toBeLessThan(10_100);
    expect(text).toMatch(/… \(cut after 10000 characters\)$/);
  });

  it("may be thousands of operations deep", () => {
    const deep = repeat(9_999, (e) => e.add(1));
    expect(evaluate(deep, ones)).toEqual(right(10_000));
    expect(symbolsOf(deep)).toEqual([a]);
    expect(String(deep)).toMatch(/^sum\(a\) \+ 1 \+ 1 .*cut after 10000 characters\)$/);
    expect(() => deep.add(1)).toThrow(InvalidArgumentError);
    expect(() => deep.add(1)).toThrow(
      "An expression has more than 10000 operations inside each other. Add many terms up with expr templates or in groups, or compute them in the data's own query.",
    );
    expect(() => repeat(20_000, (e) => e.neg())).toThrow(InvalidArgumentError);
  });

  it("may have a hundred thousand parts", () => {
    const group = (count: number) => a.max(...Array.from({ length: count }, (_, index) => index));
    // The metric, two functions and their numbers, and the sum of both.
    const wide = group(49_998).add(group(49_998));
    expect(evaluate(wide, ones)).toEqual(right(2 * 49_997));
    expect(String(wide)).toMatch(/^max\(sum\(a\), 0, 1, .*cut after 10000 characters\)$/);
    expect(evaluate(wide, () => left("gone"))).toMatchObject({ left: { metrics: [{ symbol: a }] } });
    expect(() => wide.add(1)).toThrow(InvalidArgumentError);
    expect(() => wide.add(1)).toThrow(
      "An expression has more than 100000 parts. Split it into several assertions, or compute part of it in the data's own query.",
    );
    // What is used again does not count again.
    const shared = group(60_000);
    expect(evaluate(shared.add(shared).add(shared), ones)).toEqual(right(3 * 59_999));
  });

  it("shows ten operands of a function that fails", () => {
    const result = evaluate(a.max(...Array.from({ length: 50 }, () => 1e308)).mul(10), ones);
    expect(result).toMatchObject({ left: { message: expect.stringContaining("1e+308 * 10 is too large") } });
    expect(evaluate(a.pct(0), ones)).toMatchObject({
      left: { message: "pct(1, 0) divides by zero, in pct(sum(a), 0)." },
    });
  });

  it("is cut off where a caller wants it", () => {
    expect(printExpression(a.add(1).node, () => "x_1", 3)).toBe("x_1… (cut after 3 characters)");
    expect(printExpression(a.add(1).node, () => "x_1", 7)).toBe("x_1 + 1");
  });
});

describe("a large template", () => {
  it("may be a sum of thousands of terms", () => {
    expect(evaluate(template(Array.from({ length: 5_000 }, () => "1").join(" + ")), ones)).toEqual(
      right(5_000),
    );
    expect(() => template(Array.from({ length: 20_000 }, () => "1").join(" - "))).toThrow(
      "more than 10000 operations inside each other",
    );
  });

  it.each([
    ["brackets", "(", "1", ")"],
    ["signs", "- ", "1", ""],
    ["functions", "abs(", "1", ")"],
    ["signs before brackets", "-(", "1", ")"],
  ])("nests 200 deep and no deeper: %s", (_, open, inner, close) => {
    const levels = open === "-(" ? 100 : 200;
    const nested = (count: number) => open.repeat(count) + inner + close.repeat(count);
    expect(evaluate(template(nested(levels - 1)), ones)).toMatchObject({ _tag: "Right" });
    const error = errorOf(() => template(nested(5_000)));
    expect(error.message).toContain("More than 200 brackets and signs inside each other at character");
    expect(error.message).toContain("Build the parts as expressions of their own");
    expect(error.message.length).toBeLessThan(500);
  });

  it.each([
    ["an unknown name", "x".repeat(800_000)],
    ["an unknown operator", "%".repeat(800_000)],
    ["a number that is too large", `1${"0".repeat(800_000)}`],
    ["a missing operand, at the end", `${"1 + ".repeat(200_000)}`],
    ["an unclosed bracket", `(${"1 + ".repeat(200_000)}1`],
  ])("is quoted around the place where it goes wrong: %s", (_, text) => {
    const error = errorOf(() => template(text));
    expect(error.message.length).toBeLessThan(600);
    expect(error.message).toContain("…");
    expect(error.source.length).toBe(text.length);
  });

  it("shows the text at the place, and little of a hole", () => {
    const before = "1 + ".repeat(200);
    const error = errorOf(() => template(`${before}foo${" + 1".repeat(200)}`));
    expect(error.position).toBe(801);
    expect(error.message).toContain(`\`…${before.slice(-100)}foo + 1`);
    const hole = errorOf(() => expr`${repeat(300, (e) => e.add(1))} foo`);
    expect(hole.source).toContain("… (cut after 200 characters)} foo");
  });
});
