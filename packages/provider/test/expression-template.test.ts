import { createRequire } from "node:module";
import { InvalidArgumentError } from "@dqx/common";
import { right } from "effect/Either";
import { afterEach, describe, expect, it } from "vitest";
import { type Expression, ExpressionSyntaxError, evaluate, expr } from "../src/index.js";
import { newProvider } from "./new-provider.js";

// The copy that formulas are read with.
const jsep: typeof import("jsep") = createRequire(import.meta.url)("jsep");

const mp = newProvider();
const a = mp.sum("a");
const b = mp.numRows({ lag: 1 });

function errorOf(make: () => Expression): ExpressionSyntaxError {
  try {
    make();
  } catch (error) {
    if (error instanceof ExpressionSyntaxError) return error;
    throw error;
  }
  throw new Error("It was read without an error");
}

describe("a formula in a template", () => {
  it("builds the same tree as the methods do", () => {
    const pairs: readonly (readonly [Expression, Expression])[] = [
      [expr`${a}`, a.add(0)],
      [expr`${a} / ${b}`, a.div(b)],
      [expr`${a} - ${b} - 1`, a.sub(b).sub(1)],
      [expr`${a} - (${b} - 1)`, a.sub(b.sub(1))],
      [expr`${a} + ${b} * 2`, a.add(b.mul(2))],
      [expr`(${a} + ${b}) * 2.5e-3`, a.add(b).mul(0.0025)],
      [expr`-${a} * ${b}`, a.neg().mul(b)],
      [expr`-(${a} * ${b})`, a.mul(b).neg()],
      [expr`${a}--${b}`, a.sub(b.neg())],
      [expr`+${a} + +1`, a.add(1)],
      [
        expr`abs(${a}) + sqrt( ${a} ) * ln(${b}) / exp (${b})`,
        a.abs().add(a.sqrt().mul(b.ln()).div(b.exp())),
      ],
      [expr`pow(${a}, 2) - min(${a}, ${b}, 3) - max(${b})`, a.pow(2).sub(a.min(b, 3)).sub(b.max())],
      [expr`${a} * .5 + 1.`, a.mul(0.5).add(1)],
      [
        expr`
          ${a}
          / max(${b}, 1)
        `,
        a.div(b.max(1)),
      ],
    ];
    for (const [template, methods] of pairs.slice(1)) expect(template.node).toEqual(methods.node);
    expect(pairs[0]?.[0].node).toBe(a.node);
  });

  it("takes an expression in a hole as a whole, and negative numbers", () => {
    expect(expr`2 * ${a.add(b)}`.node).toEqual(expr`2 * (${a} + ${b})`.node);
    expect(evaluate(expr`${-3} * ${a} - ${-1}`, () => right(2))).toEqual(right(-5));
  });

  it("never takes a user's word for the content of a hole", () => {
    for (const word of ["x_1", "t0", "t1", "hole0", "$0", "_0", "__proto__", "constructor", "this", "true"]) {
      const raw = [`${word} + `, ""];
      const error = errorOf(() => expr(Object.assign([...raw], { raw }), a));
      expect(error.message).toMatch(`Unknown name '${word}' at character 1 of`);
    }
  });

  it("names an unknown name or function, its place, and the nearest there is", () => {
    const name = errorOf(() => expr`${a} + foo`);
    expect(name.message).toBe(
      `Unknown name 'foo' at character 13 of \`\${sum(a)} + foo\`. Functions are abs, sqrt, ln, exp, pow, min, max, log, round, coalesce, pct. Metrics are written as \${metric}.`,
    );
    expect([name.position, name.source]).toEqual([13, `\${sum(a)} + foo`]);
    expect(errorOf(() => expr`${a} + sqr(${b})`).message).toBe(
      `Unknown function 'sqr' at character 13 of \`\${sum(a)} + sqr(\${numRows(lag 1)})\`. Did you mean 'sqrt'?`,
    );
    expect(errorOf(() => expr`floor(${a})`).message).toContain(
      "Functions are abs, sqrt, ln, exp, pow, min, max, log, round, coalesce, pct.",
    );
    expect(errorOf(() => expr`${a} * Min`).message).toContain("Unknown name 'Min'");
    expect(errorOf(() => expr`abs + 1`).message).toBe(
      "The function 'abs' is not called at character 1 of `abs + 1`. Write abs(a).",
    );
  });

  it("names an unknown operator, and what is written for it", () => {
    const operators: readonly (readonly [() => Expression, string])[] = [
      [
        () => expr`2 ** ${a}`,
        `Unknown operator '**' at character 3 of \`2 ** \${sum(a)}\`. Write pow(base, exponent).`,
      ],
      [() => expr`2^3`, "Unknown operator '^' at character 2 of `2^3`. Write pow(base, exponent)."],
      [() => expr`2 − 3`, "Unknown operator '−' at character 3 of `2 − 3`. Write -."],
      [
        () => expr`7 % 3`,
        "Unknown operator '%' at character 3 of `7 % 3`. Operators are + - * /, functions abs,",
      ],
      [() => expr`7 // 3`, "Unknown operator '//' at character 3"],
      [() => expr`1 == 1`, "Unknown operator '=='"],
      [() => expr`1 ? 2 : 3`, "Unknown operator '?'"],
      [() => expr`1; 2`, "Unknown operator ';'"],
      [() => expr`"a"`, "Unknown operator '\"'"],
      [() => expr`1 + [2]`, "Unknown operator '['"],
      [() => expr`\u{zz}`, "Unknown operator '\\'"],
    ];
    for (const [make, message] of operators) expect(errorOf(make).message).toContain(message);
  });

  it("says where an operator, an operand or a bracket is missing", () => {
    const broken: readonly (readonly [() => Expression, string, number])[] = [
      [() => expr`${a} ${b}`, "An operator is missing", 11],
      [() => expr`2${a}`, "An operator is missing", 2],
      [() => expr`(1)(2)`, "An operator is missing", 4],
      [() => expr`1.2.3`, "An operator is missing", 4],
      [() => expr`min(1 2)`, "An operator is missing", 7],
      [() => expr`${a} +`, "An operand is missing", 12],
      [() => expr`* 3`, "An operand is missing", 1],
      [() => expr`3 * / 4`, "An operand is missing", 5],
      [() => expr`()`, "An operand is missing", 2],
      [() => expr`-`, "An operand is missing", 2],
      [() => expr`min(1,)`, "An operand is missing", 7],
      [() => expr`min(,1)`, "An operand is missing", 5],
      [() => expr`abs() + ()`, "An operand is missing", 10],
      [() => expr`(1 + 2`, "Unclosed '('", 1],
      [() => expr`abs(1`, "Unclosed '('", 4],
      [() => expr`1 + 2)`, "Unexpected ')'", 6],
      [() => expr`1, 2`, "Unexpected ','", 2],
      [() => expr`(1, 2)`, "Unexpected ','", 3],
      [() => expr`1 +,`, "An operand is missing", 4],
    ];
    for (const [make, problem, position] of broken) {
      const error = errorOf(make);
      expect([error.message, error.position]).toEqual([expect.stringContaining(problem), position]);
    }
  });

  it("says how many arguments a function takes", () => {
    expect(errorOf(() => expr`1 + pow(${a})`).message).toBe(
      `The function 'pow' got 1 argument at character 5 of \`1 + pow(\${sum(a)})\`. Write pow(base, exponent).`,
    );
    expect(errorOf(() => expr`abs(1, 2)`).message).toContain("got 2 arguments");
    expect(errorOf(() => expr`min()`).message).toContain("got 0 arguments");
  });

  it("refuses an empty template and a number that no double can hold", () => {
    expect(errorOf(() => expr``).message).toBe(
      `An operand is missing at character 1 of \`\`. Write a metric as \${metric}, a number or a function.`,
    );
    expect(errorOf(() => expr`1 + 1e999`).message).toContain(
      "The number 1e999 is too large for a double at character 5",
    );
  });

  it("refuses a hole that holds no operand, and a call that is no template", () => {
    // @ts-expect-error -- text is no operand
    expect(() => expr`1 + ${"a"}`).toThrow('Hole 1 of an expr template got the operand "a".');
    expect(() => expr`1 + ${Number.NaN}`).toThrow(InvalidArgumentError);
    // @ts-expect-error -- not a template
    expect(() => expr("1 + 2")).toThrow('expr got "1 + 2". Write it before a template');
  });

  describe("when something else in the process has changed jsep", () => {
    afterEach(() => {
      jsep.removeLiteral("t0");
      jsep.removeBinaryOp("+ -");
      jsep.removeUnaryOp("t0");
      jsep.addUnaryOp("-");
      jsep.addBinaryOp("+", 9);
    });

    it("is not misread: a new literal is an error", () => {
      jsep.addLiteral("t0", 5);
      expect(errorOf(() => expr`${a} + 1`).message).toContain("Something in this process has changed jsep");
    });

    it("is not misread: a lost operator is an error", () => {
      jsep.removeBinaryOp("+");
      expect(errorOf(() => expr`${a} + 1`).message).toContain(
        "jsep found Compound in a formula at character 1",
      );
      jsep.removeUnaryOp("-");
      const error = errorOf(() => expr`-${a}`);
      expect(error.message).toContain("jsep found no formula in a formula");
      expect(error.cause).toBeInstanceOf(Error);
    });

    it("is not misread: a new operator is an error", () => {
      jsep.addBinaryOp("+ -", 9);
      expect(errorOf(() => expr`${a} + -1`).message).toContain("jsep found BinaryExpression");
      jsep.addUnaryOp("t0");
      expect(errorOf(() => expr`abs(${a})`).message).toContain("jsep found UnaryExpression");
    });
  });
});
