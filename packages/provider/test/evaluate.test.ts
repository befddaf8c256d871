import { type Either, isRight, left, right } from "effect/Either";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { type Expression, evaluate, expr, type MetricSymbol, MetricsUnavailable } from "../src/index.js";
import { formulas, SYMBOLS } from "./formula.js";
import { newProvider } from "./new-provider.js";

const mp = newProvider();
const symbols = Array.from({ length: SYMBOLS }, (_, index) => mp.sum(`c${index}`));
const [a, b, c] = [mp.sum("a"), mp.sum("b"), mp.average("c")];

function valueWith(values: ReadonlyMap<MetricSymbol, number>) {
  return (symbol: MetricSymbol): Either<number, string> => {
    const value = values.get(symbol);
    return value === undefined ? left(`no value of ${symbol}`) : right(value);
  };
}

function evaluateWith(expression: Expression, ...values: readonly number[]) {
  return evaluate(
    expression,
    valueWith(new Map(values.map((value, index) => [[a, b, c][index] ?? a, value]))),
  );
}

describe("evaluating an expression", () => {
  it("equals the calculation in plain JavaScript to the last digit, and never is NaN or infinite", () => {
    fc.assert(
      fc.property(
        formulas,
        fc.tuple(...symbols.map(() => fc.double({ noNaN: true, noDefaultInfinity: true }))),
        (formula, values) => {
          const result = evaluate(
            formula.build(symbols),
            valueWith(new Map(symbols.map((symbol, index) => [symbol, values[index] ?? 0]))),
          );
          const expected = formula.calculate(values);
          if (Number.isFinite(expected)) expect(result).toEqual(right(expected));
          else expect(result).toMatchObject({ left: { _tag: "OperationFailed" } });
          if (isRight(result)) expect(result.right).toSatisfy(Number.isFinite);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("keeps all digits of a double", () => {
    expect(evaluateWith(a.add(0), 1234567.8)).toEqual(right(1234567.8));
    expect(evaluateWith(expr`${a} / ${b}`, 1_864_455, 1_864_458)).toEqual(right(1_864_455 / 1_864_458));
  });

  it("asks for each metric once, however often it occurs", () => {
    const readingOf = vi.fn(() => right(2));
    expect(evaluate(a.mul(a).add(a.pow(a)).sub(b), readingOf)).toEqual(right(6));
    expect(readingOf.mock.calls).toEqual([[a], [b]]);
  });

  it("reports every metric without a value, not only the first", () => {
    const result = evaluateWith(c.add(a).div(b).add(a), 1);
    expect(result).toEqual(
      left(
        new MetricsUnavailable([
          { symbol: c, failure: "no value of average(c)" },
          { symbol: b, failure: "no value of sum(b)" },
        ]),
      ),
    );
    expect(result).toMatchObject({ left: { message: "average(c) has no value. sum(b) has no value." } });
  });

  it("passes on the message of a failure that has one", () => {
    const result = evaluate(a.add(b), (symbol) => left({ message: `${symbol.name} is gone.` }));
    expect(result).toMatchObject({ left: { message: `${a.name} is gone. ${b.name} is gone.` } });
    const empty = evaluate(a, () => left(null));
    expect(empty).toMatchObject({ left: { message: "sum(a) has no value." } });
  });

  it("names the operation that has no result, with the numbers in it", () => {
    const cases: readonly (readonly [Expression, readonly number[], object])[] = [
      [
        a.div(b).add(1),
        [12, 0],
        {
          operation: "/",
          operands: [12, 0],
          part: "sum(a) / sum(b)",
          message: "12 / 0 divides by zero, in sum(a) / sum(b).",
        },
      ],
      [a.div(b), [0, -0], { message: "0 / 0 divides by zero, in sum(a) / sum(b)." }],
      [
        a.sub(b).sqrt().add(1),
        [1, 5],
        {
          operation: "sqrt",
          operands: [-4],
          message: "sqrt(-4) is the root of a negative number, in sqrt(sum(a) - sum(b)).",
        },
      ],
      [a.ln(), [0], { message: "ln(0) is the logarithm of a number that is not positive, in ln(sum(a))." }],
      [a.ln(), [-1], { operation: "ln", operands: [-1] }],
      [a.pow(b), [0, -2], { message: "pow(0, -2) divides by zero, in pow(sum(a), sum(b))." }],
      [
        a.pow(0.5),
        [-2],
        { message: "pow(-2, 0.5) is a fractional power of a negative number, in pow(sum(a), 0.5)." },
      ],
      [
        a.mul(b),
        [1e300, -1e300],
        { message: "1e+300 * (-1e+300) is too large for a double, in sum(a) * sum(b)." },
      ],
      [a.exp(), [1000], { message: "exp(1000) is too large for a double, in exp(sum(a))." }],
      [a.add(a), [1e308], { operation: "+", operands: [1e308, 1e308] }],
      [
        a.div(b),
        [1e300, 1e-300],
        { message: "1e+300 / 1e-300 is too large for a double, in sum(a) / sum(b)." },
      ],
    ];
    for (const [expression, values, failure] of cases) {
      expect(evaluateWith(expression, ...values)).toMatchObject({
        left: { _tag: "OperationFailed", ...failure },
      });
    }
  });

  it("computes what is defined at the edges", () => {
    expect(evaluateWith(a.sqrt(), 0)).toEqual(right(0));
    expect(evaluateWith(a.pow(0), 0)).toEqual(right(1));
    expect(evaluateWith(a.pow(3), -2)).toEqual(right(-8));
    expect(evaluateWith(a.pow(-1), -2)).toEqual(right(-0.5));
    expect(evaluateWith(a.neg(), 0)).toEqual(right(-0));
    expect(evaluateWith(a.min(), 7)).toEqual(right(7));
  });

  it("refuses a metric whose own value is not finite, which no operation could be blamed for", () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(evaluateWith(a.mul(0).min(3), value)).toMatchObject({
        left: {
          _tag: "OperationFailed",
          operation: "value",
          message: `The value ${value} is not a finite number, in sum(a).`,
        },
      });
    }
  });

  it("takes a formula of thousands of terms", () => {
    const many = Array.from({ length: 2000 }, () => a).reduce<Expression>((sum, term) => sum.add(term), b);
    expect(evaluateWith(many, 1, 5)).toEqual(right(2005));
    expect(String(many).length).toBeGreaterThan(2000);
  });
});
