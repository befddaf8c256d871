import { type Either, left, right } from "effect/Either";
import type { ExpressionFunction } from "./expression-functions.js";
import type { BinaryOperator } from "./expression-node.js";

/** What can be done with numbers in an expression. */
export type Operation = "negate" | BinaryOperator | ExpressionFunction;

/**
 * Carries out one operation in double precision.
 *
 * @param operation - what to do
 * @param operands - finite numbers, as many as the operation takes
 * @returns a finite number, or what is wrong with these operands, for example `12 / 0 divides by zero`
 */
export function calculate(operation: Operation, operands: readonly number[]): Either<number, string> {
  const problem = problemOf(operation, operands);
  if (problem !== undefined) return left(`${show(operation, operands)} ${problem}`);
  const result = apply(operation, operands);
  return Number.isFinite(result)
    ? right(result)
    : left(`${show(operation, operands)} is too large for a double`);
}

function apply(operation: Operation, operands: readonly number[]): number {
  // The tree gives every operation as many operands as it takes; NaN would be refused by the caller.
  const [a = Number.NaN, b = Number.NaN] = operands;
  switch (operation) {
    case "negate":
      return -a;
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "abs":
      return Math.abs(a);
    case "sqrt":
      return Math.sqrt(a);
    case "ln":
      return Math.log(a);
    case "exp":
      return Math.exp(a);
    case "pow":
      return a ** b;
    case "min":
      return Math.min(...operands);
    case "max":
      return Math.max(...operands);
  }
}

function problemOf(
  operation: Operation,
  [a = Number.NaN, b = Number.NaN]: readonly number[],
): string | undefined {
  switch (operation) {
    case "/":
      return b === 0 ? "divides by zero" : undefined;
    case "sqrt":
      return a < 0 ? "is the root of a negative number" : undefined;
    case "ln":
      return a <= 0 ? "is the logarithm of a number that is not positive" : undefined;
    case "pow":
      if (a === 0 && b < 0) return "divides by zero";
      return a < 0 && !Number.isInteger(b) ? "is a fractional power of a negative number" : undefined;
    case "negate":
    case "+":
    case "-":
    case "*":
    case "abs":
    case "exp":
    case "min":
    case "max":
      return undefined;
  }
}

function show(operation: Operation, operands: readonly number[]): string {
  switch (operation) {
    case "+":
    case "-":
    case "*":
    case "/":
      return operands
        .map((operand) => (operand < 0 ? `(${operand})` : String(operand)))
        .join(` ${operation} `);
    case "negate":
    case "pow":
    case "abs":
    case "sqrt":
    case "ln":
    case "exp":
    case "min":
    case "max":
      return `${operation}(${operands.join(", ")})`;
  }
}
