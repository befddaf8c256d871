import { InvalidArgumentError } from "@dqx/common";
import { type ComparisonOperator, formats, type MetricLiteral } from "@dqx/metrics";
import type { ColumnType } from "../dialect/column-type.js";
import { attainable, plainDigits } from "../dialect/comparable-literals.js";
import type { Dialect } from "../dialect/dialect.js";
import type { ComparisonSign } from "../dialect/row-renderers.js";
import type { BoundExpression, BoundPredicate } from "./bound-row.js";
import { commonType } from "./common-type.js";
import { literalBound, nearestSingle } from "./literal-bound.js";
import { patternText } from "./pattern-text.js";
import { renderFormat } from "./render-format.js";
import { renderPath } from "./render-path.js";
import { temporalText } from "./temporal-literal.js";

const SIGNS: Readonly<Record<ComparisonOperator, ComparisonSign>> = {
  eq: "=",
  neq: "<>",
  lt: "<",
  leq: "<=",
  gt: ">",
  geq: ">=",
};

/**
 * Writes an expression as SQL that can be an operand or an argument anywhere.
 *
 * @param expression - bound against the columns of the relation
 * @param dialect - the engine's SQL
 */
export function renderExpression(expression: BoundExpression, dialect: Dialect): string {
  switch (expression.kind) {
    case "column":
      return renderPath(dialect.quote(expression.column.name), expression.path, dialect);
    case "literal":
      return renderLiteral(expression.value, expression.type, dialect);
    case "instant": {
      const { wall, type } = expression;
      return dialect.rows.temporal(type.kind === "timestamptz" ? `${wall}+00:00` : wall, type.kind);
    }
    case "elementCount": {
      const { of, ofType } = expression;
      return (
        dialect.rows.elementCount?.(renderExpression(of, dialect), ofType) ??
        missing("lengths of lists", dialect)
      );
    }
    case "call":
      return renderCall(expression, dialect);
    case "sql":
      return `(${expression.text}\n)`;
  }
}

/**
 * Writes a predicate as SQL: true, false or null for each row, by the three-valued logic that the predicate's
 * kinds state. Comparisons with NaN are those of IEEE 754 on every engine: none holds but `neq`.
 *
 * @param predicate - bound against the columns of the relation
 * @param dialect - the engine's SQL
 * @returns a condition; put it in brackets where other operators stand beside it
 */
export function renderPredicate(predicate: BoundPredicate, dialect: Dialect): string {
  const { rows } = dialect;
  switch (predicate.kind) {
    case "compare":
      return renderComparison(predicate, dialect);
    case "compareLiteral":
      return renderLiteralComparison(predicate, dialect);
    case "in":
      return renderIn(predicate, dialect);
    case "matches": {
      const pattern = dialect.literal(patternText(predicate.pattern, rows.endOfText));
      const sql = rows.matches?.(renderExpression(predicate.of, dialect), pattern);
      return sql ?? missing("regular expressions", dialect);
    }
    case "isNull":
      return rows.isNull(renderExpression(predicate.of, dialect));
    case "isFinite": {
      const value = renderExpression(predicate.of, dialect);
      return predicate.of.type.kind === "float" ? rows.isFinite(value) : constant(true, value, dialect);
    }
    case "hasFormat": {
      const { of, format } = predicate;
      return renderFormat(renderExpression(of, dialect), format, formats[format], dialect);
    }
    case "and":
    case "or":
      return predicate.operands
        .map((operand) => `(${renderPredicate(operand, dialect)})`)
        .join(predicate.kind === "and" ? " AND " : " OR ");
    case "not":
      return `NOT (${renderPredicate(predicate.operand, dialect)})`;
    case "sql":
      return `(${predicate.text}\n)`;
  }
}

function renderCall(call: Extract<BoundExpression, { kind: "call" }>, dialect: Dialect): string {
  const { name, type } = call;
  const render = dialect.rows.functions[name] ?? missing(name, dialect);
  const values = call.arguments.map((operand) => inDomain(operand, type, dialect));
  const [first = "", second] = values;
  // The engine's own function finds NaN equal to NaN where its comparison does.
  if (name === "nullIf" && type.kind === "float" && second !== undefined) {
    return `CASE WHEN ${compareFloats(first, "eq", second, dialect)} THEN NULL ELSE ${first} END`;
  }
  return render(values, type, call.arguments[0]?.type ?? type);
}

// An operand as a value of the type that a function computes in, or that two values are compared in.
function inDomain(operand: BoundExpression, type: ColumnType, dialect: Dialect): string {
  if (type.kind !== "float") return renderExpression(operand, dialect);
  if (operand.kind === "literal") {
    return typeof operand.value === "string"
      ? renderExpression(operand, dialect)
      : doubleLiteral(operand.value, dialect);
  }
  return dialect.rows.toDouble(renderExpression(operand, dialect));
}

function renderLiteral(value: MetricLiteral, type: ColumnType, dialect: Dialect): string {
  switch (type.kind) {
    case "date":
    case "timestamp":
    case "timestamptz":
      return dialect.rows.temporal(String(value), type.kind);
    case "integer":
    case "decimal":
      return dialect.rows.exactNumber(typeof value === "number" ? plainDigits(value) : String(value));
    case "float":
    case "boolean":
    case "text":
    case "other":
      return dialect.literal(value);
  }
}

function doubleLiteral(value: MetricLiteral, dialect: Dialect): string {
  return dialect.rows.toDouble(dialect.literal(typeof value === "bigint" ? Number(value) : value));
}

function renderComparison(
  { operator, left, right }: Extract<BoundPredicate, { kind: "compare" }>,
  dialect: Dialect,
): string {
  const type = commonType(left.type, right.type);
  if (type?.kind !== "float") {
    const [a, b] = [renderExpression(left, dialect), renderExpression(right, dialect)];
    return dialect.rows.compare(a, SIGNS[operator], b);
  }
  return compareFloats(inDomain(left, type, dialect), operator, inDomain(right, type, dialect), dialect);
}

function compareFloats(a: string, operator: ComparisonOperator, b: string, dialect: Dialect): string {
  const { rows } = dialect;
  if (rows.comparesNaN === "ieee") return rows.compare(a, SIGNS[operator], b);
  if (operator === "neq") return `NOT (${compareFloats(a, "eq", b, dialect)})`;
  const someNull = `(${rows.isNull(a)}) OR (${rows.isNull(b)})`;
  const someNaN = `(${rows.isNaN(a)}) OR (${rows.isNaN(b)})`;
  return `CASE WHEN ${someNull} THEN NULL WHEN ${someNaN} THEN FALSE ELSE ${rows.compare(a, SIGNS[operator], b)} END`;
}

function renderLiteralComparison(
  { operator, of, literal }: Extract<BoundPredicate, { kind: "compareLiteral" }>,
  dialect: Dialect,
): string {
  const { rows } = dialect;
  const value = renderExpression(of, dialect);
  if (typeof literal === "string" || typeof literal === "boolean") {
    return rows.compare(value, SIGNS[operator], elementOf(literal, of, dialect));
  }
  const bound = literalBound(operator, literal, of.type, isSingle(of, dialect));
  if (bound.kind === "constant") return constant(bound.holds, value, dialect);
  if (of.type.kind !== "float") {
    return rows.compare(value, SIGNS[bound.operator], rows.exactNumber(bound.digits));
  }
  const sql = rows.compare(value, SIGNS[bound.operator], dialect.literal(Number(bound.digits)));
  const meetsNaN = rows.comparesNaN === "largest" && (bound.operator === "gt" || bound.operator === "geq");
  return meetsNaN ? `${sql} AND NOT (${rows.isNaN(value)})` : sql;
}

function renderIn({ of, values }: Extract<BoundPredicate, { kind: "in" }>, dialect: Dialect): string {
  const value = renderExpression(of, dialect);
  const typeName = "typeName" in of ? of.typeName : undefined;
  const elements = attainable(values, of.type)
    .filter((literal) => !isSingle(of, dialect) || Number.isFinite(Math.fround(Number(literal))))
    .map((literal) => elementOf(literal, of, dialect));
  if (elements.length === 0) return constant(false, value, dialect);
  return dialect.rows.isIn(value, elements, of.type, typeName);
}

// A literal as a value of the type that it is compared with; numbers are their digits.
function elementOf(literal: MetricLiteral, of: BoundExpression, dialect: Dialect): string {
  switch (of.type.kind) {
    case "integer":
    case "decimal":
      return dialect.rows.exactNumber(String(literal));
    case "float": {
      const double = Number(literal);
      return dialect.literal(Number(isSingle(of, dialect) ? nearestSingle(double) : double));
    }
    case "date":
    case "timestamp":
    case "timestamptz": {
      const text = temporalText(String(literal), of.type.kind);
      return dialect.rows.temporal(text ?? String(literal), of.type.kind);
    }
    case "boolean":
    case "text":
    case "other":
      return dialect.literal(literal);
  }
}

function isSingle(of: BoundExpression, dialect: Dialect): boolean {
  return "typeName" in of && dialect.rows.singleFloats.includes(of.typeName);
}

// True or false for what is not null, and null otherwise.
function constant(holds: boolean, value: string, { rows }: Dialect): string {
  return holds ? `NOT (${rows.isNull(value)}) OR NULL` : `(${rows.isNull(value)}) AND NULL`;
}

function missing(what: string, dialect: Dialect): never {
  throw new InvalidArgumentError(
    `${dialect.name} cannot compute ${what}. Bind the expression against columns of this engine.`,
  );
}
