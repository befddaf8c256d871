import fc from "fast-check";
import { type Expression, expr, type MetricSymbol } from "../src/index.js";

/** A formula in two independent forms: as an expression of symbols, and as a calculation in plain JavaScript. */
export interface Formula {
  build(symbols: readonly MetricSymbol[]): Expression;
  /** The value; NaN or infinite when any step has no finite result. */
  calculate(values: readonly number[]): number;
}

/** How many symbols {@link formulas} are about. */
export const SYMBOLS = 4;

/** Any formula over the first {@link SYMBOLS} symbols of a provider. */
export const formulas: fc.Arbitrary<Formula> = fc.letrec<{ formula: Formula }>((tie) => {
  const formula = tie("formula");
  const symbol = fc.nat(SYMBOLS - 1).map(
    (index): Formula => ({
      build: (symbols) => at(symbols, index),
      calculate: (values) => at(values, index),
    }),
  );
  // A formula of a number alone has no method to start from; 0 plus it has.
  const constant = fc
    .double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 })
    .map((value): Formula => ({ build: () => expr`${value}`, calculate: () => value }));
  const unary = fc
    .tuple(formula, fc.constantFrom<UnaryName>("neg", "abs", "sqrt", "ln", "exp"))
    .map(([a, name]) => unaryFormula(a, name));
  const binary = fc
    .tuple(formula, formula, fc.constantFrom<BinaryName>("add", "sub", "mul", "div", "pow", "min", "max"))
    .map(([a, b, name]) => binaryFormula(a, b, name));
  return {
    formula: fc.oneof(
      { depthSize: "medium", withCrossShrink: true },
      symbol,
      constant,
      unary,
      binary,
      binary,
    ),
  };
}).formula;

type UnaryName = "neg" | "abs" | "sqrt" | "ln" | "exp";
type BinaryName = "add" | "sub" | "mul" | "div" | "pow" | "min" | "max";

const UNARY: Readonly<Record<UnaryName, (a: number) => number>> = {
  neg: (a) => -a,
  abs: Math.abs,
  sqrt: Math.sqrt,
  ln: Math.log,
  exp: Math.exp,
};

const BINARY: Readonly<Record<BinaryName, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  pow: Math.pow,
  min: Math.min,
  max: Math.max,
};

function unaryFormula(a: Formula, name: UnaryName): Formula {
  return {
    build: (symbols) => a.build(symbols)[name](),
    calculate: (values) => finite([a.calculate(values)], ([x = Number.NaN]) => UNARY[name](x)),
  };
}

function binaryFormula(a: Formula, b: Formula, name: BinaryName): Formula {
  return {
    build: (symbols) => a.build(symbols)[name](b.build(symbols)),
    calculate: (values) =>
      finite([a.calculate(values), b.calculate(values)], ([x = Number.NaN, y = Number.NaN]) =>
        BINARY[name](x, y),
      ),
  };
}

// 1 / Infinity and min(1, Infinity) are finite, but made of something that is not.
function finite(operands: readonly number[], calculate: (operands: readonly number[]) => number): number {
  return operands.every(Number.isFinite) ? calculate(operands) : Number.NaN;
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error(`There is no item ${index}`);
  return item;
}
