import { Either } from "@dqx/common";
import {
  type MetricLiteral,
  type OperandType,
  type RowExpression,
  rowFunctions,
  showExpression,
} from "@dqx/metrics";
import { type ColumnType, isNumeric, isTime } from "../dialect/column-type.js";
import { plainDigits } from "../dialect/comparable-literals.js";
import { bindColumn } from "./bind-path.js";
import { type BindingFailure, bindingFailure } from "./binding-failure.js";
import type { BoundExpression } from "./bound-row.js";
import { commonType, DECIMAL_DIGITS, scaleOf, wideInteger } from "./common-type.js";
import { instantBefore } from "./instant-before.js";
import type { RowScope } from "./row-scope.js";
import { temporalText } from "./temporal-literal.js";

/** An expression that was bound, or why it could not be. */
export type ExpressionBinding = Either.Either<BoundExpression, BindingFailure>;

/**
 * Finds the columns of an expression, and checks that its functions get what they take.
 *
 * @param expression - any expression
 * @param scope - the columns that there are, and what the engine can do
 * @returns the expression with the types of its values, or why it cannot be computed
 */
export function bindExpression(expression: RowExpression, scope: RowScope): ExpressionBinding {
  switch (expression.kind) {
    case "column":
      return bindColumn(expression, scope);
    case "literal":
      return Either.right({ ...expression, type: literalType(expression.value) });
    case "ago":
      return bindAgo(expression, scope);
    case "call":
      return bindCall(expression, scope);
    case "sql":
      return Either.map(scope.sqlType(expression.text), (type) => ({ ...expression, ...type }));
  }
}

/** Says what an expression's values are, for messages. */
export function describeValue(expression: RowExpression, bound: BoundExpression): string {
  if (bound.kind === "column" && bound.path.length === 0) {
    const { guessed } = bound.column;
    if (guessed !== undefined) return `the type of column '${bound.column.name}' is not known (${guessed})`;
    return `column '${bound.column.name}' is ${bound.typeName}`;
  }
  const shown = showExpression(expression);
  return `'${shown}' is ${"typeName" in bound ? bound.typeName : TYPE_WORDS[bound.type.kind]}`;
}

const TYPE_WORDS: Readonly<Record<ColumnType["kind"], string>> = {
  integer: "a whole number",
  decimal: "a decimal",
  float: "a double",
  boolean: "a boolean",
  text: "a text",
  date: "a date",
  timestamp: "a timestamp",
  timestamptz: "an instant",
  other: "of another type",
};

function bindAgo(expression: Extract<RowExpression, { kind: "ago" }>, scope: RowScope): ExpressionBinding {
  const { amount, unit } = expression;
  const { referenceTime } = scope;
  if (referenceTime === undefined) {
    return bindingFailure(
      `'${showExpression(expression)}' needs the reference time of a run, and there is none`,
    );
  }
  const instant = instantBefore(referenceTime, amount, unit);
  if (instant === undefined) {
    return bindingFailure(`'${showExpression(expression)}' is before the year 1; give a smaller amount`);
  }
  const wall = instant.toISOString().slice(0, -1).replace("T", " ");
  return Either.right({ kind: "instant", wall, type: { kind: "timestamptz" } });
}

/**
 * An instant as what it is beside days and wall times, which are those of UTC; anything else stays as it is.
 *
 * @param operand - what stands beside it
 * @param type - the type of what it stands beside
 */
export function adaptInstant(operand: BoundExpression, type: ColumnType): BoundExpression {
  const isWall = type.kind === "date" || type.kind === "timestamp";
  return operand.kind === "instant" && isWall ? { ...operand, type: { kind: "timestamp" } } : operand;
}

// Texts become days and times where those are wanted; all other operands stay as they are.
function adaptLiteral(operand: BoundExpression, type: ColumnType): BoundExpression {
  if (operand.kind === "instant") return adaptInstant(operand, type);
  if (operand.kind !== "literal" || typeof operand.value !== "string") return operand;
  if (type.kind !== "date" && type.kind !== "timestamp" && type.kind !== "timestamptz") return operand;
  const text = temporalText(operand.value, type.kind);
  return text === undefined ? operand : { kind: "literal", value: text, type };
}

function bindCall(expression: Extract<RowExpression, { kind: "call" }>, scope: RowScope): ExpressionBinding {
  return Either.gen(function* () {
    const { name } = expression;
    if (scope.rows.functions[name] === null) {
      return yield* bindingFailure(`the engine cannot compute ${name}; compute it in the source's query`);
    }
    const bound: BoundExpression[] = [];
    for (const argument of expression.arguments) bound.push(yield* bindExpression(argument, scope));
    const count = name === "length" ? elementCount(bound, scope) : undefined;
    if (count !== undefined) return count;
    const wanted = rowFunctions[name].operands;
    for (const [index, argument] of expression.arguments.entries()) {
      const operand = bound[index];
      const type = wanted[index] ?? wanted.at(-1) ?? "any";
      if (operand === undefined || fits(operand.type, type)) continue;
      yield* bindingFailure(
        `${describeValue(argument, operand)}, and ${name} takes ${name === "length" ? "texts, lists and maps" : OPERAND_WORDS[type]}`,
      );
    }
    const operands = adaptAll(bound);
    const type = resultType(expression, operands);
    if (type !== undefined) return { kind: "call", name, arguments: operands, type };
    const values = expression.arguments.flatMap((argument, index) => {
      const operand = bound[index];
      return operand === undefined ? [] : [describeValue(argument, operand)];
    });
    return yield* bindingFailure(
      `${name} cannot bring its operands to one type: ${values.join(", ")}; cast them in the source's query`,
    );
  });
}

// The length of what holds others is their number.
function elementCount(
  [of]: readonly BoundExpression[],
  { rows }: RowScope,
): Extract<BoundExpression, { kind: "elementCount" }> | undefined {
  if (of?.type.kind !== "other" || !("typeName" in of)) return undefined;
  return rows.elementCount?.("", of.typeName) === undefined
    ? undefined
    : { kind: "elementCount", of, ofType: of.typeName, type: INT64 };
}

const OPERAND_WORDS: Readonly<Record<OperandType, string>> = {
  text: "texts",
  number: "numbers",
  time: "days, timestamps and instants",
  plain: "texts, numbers, booleans, days and times; cast it to text in the source's query",
  any: "values of one type",
};

function fits(type: ColumnType, wanted: OperandType): boolean {
  switch (wanted) {
    case "text":
      return type.kind === "text";
    case "number":
      return isNumeric(type);
    case "time":
      return isTime(type);
    case "plain":
      return type.kind !== "other";
    case "any":
      return true;
  }
}

// Texts among days and times are days and times.
function adaptAll(operands: readonly BoundExpression[]): readonly BoundExpression[] {
  const leading = operands.find(({ kind }) => kind !== "literal" && kind !== "instant");
  return leading === undefined ? operands : operands.map((operand) => adaptLiteral(operand, leading.type));
}

/** What counts are, and other whole numbers that functions give. */
const INT64: ColumnType = { kind: "integer", minimum: -(2n ** 63n), maximum: 2n ** 63n - 1n };

/** The digits of microseconds in 64 bits, and as many zeros as a product with 0.000001 has. */
const SECONDS_DIGITS = 26;

function resultType(
  { name }: Extract<RowExpression, { kind: "call" }>,
  operands: readonly BoundExpression[],
): ColumnType | undefined {
  const facts = rowFunctions[name];
  switch (facts.result) {
    case "text":
      return { kind: "text" };
    case "integer":
      return INT64;
    case "double":
      return { kind: "float" };
    case "seconds":
      return { kind: "decimal", precision: SECONDS_DIGITS, scale: 6 };
    case "operands":
      break;
  }
  const [first, ...others] = operands.map(({ type }) => type);
  const common = others.reduce<ColumnType | undefined>(
    (type, other) => type && commonType(type, other),
    first?.kind === "other" ? undefined : first,
  );
  if (common === undefined || facts.operands[0] === "any") return common;
  if (common.kind === "integer") return name === "floor" || name === "ceiling" ? common : wideInteger;
  if (common.kind !== "decimal") return common;
  if (name === "abs") return common;
  const scales = operands.map(({ type }) => scaleOf(type));
  const scale = name === "mul" ? scales.reduce((sum, digits) => sum + digits, 0) : common.scale;
  if (scale > DECIMAL_DIGITS) return undefined;
  const whole = name === "floor" || name === "ceiling";
  return { kind: "decimal", precision: DECIMAL_DIGITS, scale: whole ? 0 : scale };
}

function literalType(value: MetricLiteral): ColumnType {
  switch (typeof value) {
    case "string":
      return { kind: "text" };
    case "boolean":
      return { kind: "boolean" };
    case "bigint":
      return { kind: "integer", minimum: value, maximum: value };
    case "number":
      return numberType(value);
  }
}

// A number that has an exact decimal of the engines is one, so that `price * 1.1` loses no digit.
function numberType(value: number): ColumnType {
  if (Number.isSafeInteger(value)) return { kind: "integer", minimum: BigInt(value), maximum: BigInt(value) };
  const [whole = "", fraction = ""] = plainDigits(value).replace("-", "").split(".");
  const precision = whole.length + fraction.length;
  return precision > DECIMAL_DIGITS || fraction === ""
    ? { kind: "float" }
    : { kind: "decimal", precision, scale: fraction.length };
}
