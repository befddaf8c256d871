import { Either } from "@dqx/common";
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
export function calculate(operation: Operation, operands: readonly number[]): Either.Either<number, string> {
  const { compute, problem } = operations[operation];
  // The tree gives every operation as many operands as it takes; NaN would be refused below.
  const [a = Number.NaN, b] = operands;
  const found = problem?.(a, b);
  if (found !== undefined) return Either.left(`${show(operation, operands)} ${found}`);
  const result = compute(a, b, operands);
  return Number.isFinite(result)
    ? Either.right(result)
    : Either.left(`${show(operation, operands)} is too large for a double`);
}

interface OperationDefinition {
  compute(a: number, b: number | undefined, operands: readonly number[]): number;
  /** What is wrong with operands that have no result; nothing when they have one. */
  problem?(a: number, b: number | undefined): string | undefined;
  /** Written between its operands instead of before them. */
  readonly isInfix?: true;
}

const operations: Readonly<Record<Operation, OperationDefinition>> = {
  negate: { compute: (a) => -a },
  "+": { compute: (a, b = Number.NaN) => a + b, isInfix: true },
  "-": { compute: (a, b = Number.NaN) => a - b, isInfix: true },
  "*": { compute: (a, b = Number.NaN) => a * b, isInfix: true },
  "/": {
    compute: (a, b = Number.NaN) => a / b,
    problem: (_, b) => (b === 0 ? "divides by zero" : undefined),
    isInfix: true,
  },
  abs: { compute: Math.abs },
  sqrt: {
    compute: Math.sqrt,
    problem: (a) => (a < 0 ? "is the root of a negative number" : undefined),
  },
  ln: { compute: Math.log, problem: logarithmProblem },
  exp: { compute: Math.exp },
  pow: {
    compute: (a, b = Number.NaN) => a ** b,
    problem(a, b = Number.NaN) {
      if (a === 0 && b < 0) return "divides by zero";
      return a < 0 && !Number.isInteger(b) ? "is a fractional power of a negative number" : undefined;
    },
  },
  min: { compute: (_, __, operands) => operands.reduce((a, b) => Math.min(a, b)) },
  max: { compute: (_, __, operands) => operands.reduce((a, b) => Math.max(a, b)) },
  log: { compute: logarithm, problem: logarithmProblem },
  round: {
    compute: roundHalfAway,
    problem: (_, digits = 0) =>
      Number.isInteger(digits) && digits >= 0 && digits <= MAXIMUM_DIGITS
        ? undefined
        : `has digits that are no whole number from 0 to ${MAXIMUM_DIGITS}`,
  },
  // What has no value has been passed over before.
  coalesce: { compute: (a) => a },
  pct: {
    compute: (a, b = Number.NaN) => (100 * a) / b,
    problem: (_, b) => (b === 0 ? "divides by zero" : undefined),
  },
};

/** How many digits behind the point a double can be rounded to. */
const MAXIMUM_DIGITS = 15;

function logarithm(a: number, base?: number): number {
  if (base === undefined) return Math.log(a);
  // Exact where the power is.
  if (base === 10) return Math.log10(a);
  return base === 2 ? Math.log2(a) : Math.log(a) / Math.log(base);
}

function logarithmProblem(a: number, base?: number): string | undefined {
  if (a <= 0) return "is the logarithm of a number that is not positive";
  if (base === undefined || (base > 0 && base !== 1)) return undefined;
  return "has a base that is not positive, or 1";
}

// Half away from zero, as SQL rounds; toFixed works on all binary digits of the double.
function roundHalfAway(a: number, digits = 0): number {
  const rounded = Number(Math.abs(a).toFixed(digits));
  return a < 0 ? -rounded : rounded;
}

/** How many operands a message shows. */
const SHOWN_OPERANDS = 10;

function show(operation: Operation, operands: readonly number[]): string {
  if (operations[operation].isInfix) {
    return operands.map((operand) => (operand < 0 ? `(${operand})` : String(operand))).join(` ${operation} `);
  }
  const others = operands.length - SHOWN_OPERANDS;
  const shown = operands.slice(0, SHOWN_OPERANDS).join(", ");
  return `${operation}(${shown}${others > 0 ? `, … and ${others} more` : ""})`;
}
