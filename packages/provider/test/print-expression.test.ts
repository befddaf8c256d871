import { right } from "effect/Either";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Expression,
  type ExpressionNode,
  evaluate,
  expr,
  type MetricSymbol,
  printExpression,
} from "../src/index.js";
import { formulas, SYMBOLS } from "./formula.js";
import { newProvider } from "./new-provider.js";

const mp = newProvider();
const symbols = Array.from({ length: SYMBOLS }, (_, index) => mp.sum(`c${index}`));
const [a, b] = [mp.sum("a"), mp.sum("b")];

describe("printing an expression", () => {
  it("writes the formula by display names, and by symbol names", () => {
    const mp = newProvider();
    const growth = mp.sum("revenue").div(mp.sum("revenue", { lag: 1 }));
    expect(String(growth)).toBe("sum(revenue) / sum(revenue, lag 1)");
    expect(bySymbolNames(growth)).toBe("x_1 / x_2");
  });

  it("writes brackets only where the meaning needs them", () => {
    expect(String(a.sub(b.sub(1)))).toBe("sum(a) - (sum(b) - 1)");
    expect(String(a.sub(b).sub(1))).toBe("sum(a) - sum(b) - 1");
    expect(String(a.div(b.mul(2)))).toBe("sum(a) / (sum(b) * 2)");
    expect(String(a.mul(b).div(2))).toBe("sum(a) * sum(b) / 2");
    expect(String(a.mul(b.add(1)))).toBe("sum(a) * (sum(b) + 1)");
    expect(String(a.mul(b).neg())).toBe("-(sum(a) * sum(b))");
    expect(String(a.neg().mul(b))).toBe("-sum(a) * sum(b)");
    expect(String(a.sub(b.neg()))).toBe("sum(a) - -sum(b)");
    expect(String(a.add(b).max(a.sub(b)))).toBe("max(sum(a) + sum(b), sum(a) - sum(b))");
  });

  it("keeps the order of additions, which decides how doubles are rounded", () => {
    expect(String(a.add(b.add(1)))).toBe("sum(a) + (sum(b) + 1)");
    expect(String(a.add(b).add(1))).toBe("sum(a) + sum(b) + 1");
  });

  it("shows every digit of a number, signs and signed zeros included", () => {
    expect(String(a.mul(0.1 + 0.2))).toBe("sum(a) * 0.30000000000000004");
    expect(String(a.add(-2.5e-7).sub(-0))).toBe("sum(a) + -2.5e-7 - -0");
    expect(String(expr`${-3}`.neg())).toBe("-(-3)");
    expect(String(a.neg().neg())).toBe("-(-sum(a))");
  });

  it("gives text that reads as the same tree, hence the same value to the last digit", () => {
    fc.assert(
      fc.property(formulas, fc.tuple(...symbols.map(() => fc.double())), (formula, values) => {
        const expression = formula.build(symbols);
        const again = parse(bySymbolNames(expression));
        expect(bySymbolNames(again)).toBe(bySymbolNames(expression));
        expect(withoutSignedNumbers(again.node)).toEqual(withoutSignedNumbers(expression.node));
        const readingOf = (symbol: MetricSymbol) => right(values[symbols.indexOf(symbol)] ?? Number.NaN);
        expect(evaluate(again, readingOf)).toEqual(evaluate(expression, readingOf));
      }),
      { numRuns: 500 },
    );
  });

  it("gives text in which no pair of brackets can be left out", () => {
    fc.assert(
      fc.property(formulas, (formula) => {
        const expression = formula.build(symbols);
        const text = bySymbolNames(expression);
        for (const [open, close] of groupingBrackets(text)) {
          const without = text.slice(0, open) + text.slice(open + 1, close) + text.slice(close + 1);
          // -(-x) keeps its brackets, as two signs side by side are hard to read.
          if (without.slice(open - 1, open + 1) === "--") continue;
          expect(withoutSignedNumbers(parse(without).node)).not.toEqual(
            withoutSignedNumbers(expression.node),
          );
        }
      }),
      { numRuns: 500 },
    );
  });
});

function bySymbolNames(expression: Expression): string {
  return printExpression(expression.node, (symbol) => symbol.name);
}

/** Reads text in which symbols are written as `x_1`, `x_2`, … */
function parse(text: string): Expression {
  const raw = text.split(/x_\d+/);
  const names = text.match(/x_\d+/g) ?? [];
  const holes = names.map((name) => symbols.find((symbol) => symbol.name === name) ?? Number.NaN);
  return expr(Object.assign([...raw], { raw }), ...holes);
}

/** A negative number reads as the negative of a positive one. */
function withoutSignedNumbers(node: ExpressionNode): unknown {
  switch (node.kind) {
    case "symbol":
      return node.symbol.name;
    case "constant":
      return node.value < 0 || Object.is(node.value, -0) ? ["-", -node.value] : node.value;
    case "unary":
      return ["-", withoutSignedNumbers(node.operand)];
    case "binary":
      return [withoutSignedNumbers(node.left), node.operator, withoutSignedNumbers(node.right)];
    case "call":
      return [node.name, ...node.arguments.map(withoutSignedNumbers)];
  }
}

/** The places of brackets that are not those of a function. */
function groupingBrackets(text: string): readonly (readonly [number, number])[] {
  const open: number[] = [];
  const pairs: (readonly [number, number])[] = [];
  [...text].forEach((character, index) => {
    if (character === "(") open.push(index);
    if (character !== ")") return;
    const start = open.pop() ?? -1;
    if (!/[a-z]$/.test(text.slice(0, start))) pairs.push([start, index]);
  });
  return pairs;
}
