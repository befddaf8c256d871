import { Either } from "@dqx/common";
import {
  type ComparisonOperator,
  canonicalPredicate,
  type MetricLiteral,
  type Predicate,
  parsePattern,
  type RowExpression,
  showLiteral,
} from "@dqx/metrics";
import { isNumeric } from "../dialect/column-type.js";
import { comparableWith, isComparable } from "../dialect/comparable-literals.js";
import { adaptInstant, bindExpression, describeValue } from "./bind-expression.js";
import { bindFormat } from "./bind-format.js";
import { type BindingFailure, bindingFailure } from "./binding-failure.js";
import type { BoundExpression, BoundPredicate } from "./bound-row.js";
import { commonType } from "./common-type.js";
import type { RowScope } from "./row-scope.js";
import { temporalText } from "./temporal-literal.js";

/** A predicate that was bound, or why it could not be. */
export type PredicateBinding = Either.Either<BoundPredicate, BindingFailure>;

/** An expression together with what it was bound to. */
interface Operand {
  readonly expression: RowExpression;
  readonly bound: BoundExpression;
}

/**
 * Finds the columns of a predicate, and checks that what it compares can be compared.
 *
 * @param predicate - any predicate
 * @param scope - the columns that there are, and what the engine can do
 * @returns the predicate, ready to be rendered, or why it cannot be decided
 */
export function bindPredicate(predicate: Predicate, scope: RowScope): PredicateBinding {
  return bind(canonicalPredicate(predicate), scope);
}

function bind(predicate: Predicate, scope: RowScope): PredicateBinding {
  switch (predicate.kind) {
    case "compare":
      return Either.gen(function* () {
        const left = yield* operandOf(predicate.left, scope);
        const right = yield* operandOf(predicate.right, scope);
        return yield* bindComparison(left, predicate.operator, right);
      });
    case "between":
      return Either.gen(function* () {
        const of = yield* operandOf(predicate.of, scope);
        const from = yield* operandOf(predicate.from, scope);
        const to = yield* operandOf(predicate.to, scope);
        const bounds = [yield* bindComparison(of, "geq", from), yield* bindComparison(of, "leq", to)];
        return { kind: "and", operands: bounds };
      });
    case "in":
      return Either.gen(function* () {
        const of = yield* operandOf(predicate.of, scope);
        for (const literal of predicate.values) yield* checkLiteral(of, literal);
        return { kind: "in", of: of.bound, values: predicate.values };
      });
    case "matches":
      return Either.gen(function* () {
        const of = yield* operandOf(predicate.of, scope);
        if (scope.rows.matches === null) {
          return yield* bindingFailure(
            "the engine has no regular expressions; compare in the source's query",
          );
        }
        yield* requireText(of, "regular expressions match texts");
        const pattern = parsePattern(predicate.pattern, predicate.flags, "matches");
        return { kind: "matches", of: of.bound, pattern };
      });
    case "isNull":
      return Either.map(bindExpression(predicate.of, scope), (of) => ({ kind: "isNull", of }));
    case "isFinite":
      return Either.gen(function* () {
        const of = yield* operandOf(predicate.of, scope);
        if (!isNumeric(of.bound.type)) {
          yield* bindingFailure(`${describeValue(of.expression, of.bound)}, and only numbers can be finite`);
        }
        return { kind: "isFinite", of: of.bound };
      });
    case "hasFormat":
      return bindFormat(predicate, scope);
    case "and":
    case "or":
      return Either.map(
        Either.all(predicate.operands.map((operand) => bind(operand, scope))),
        (operands) => ({
          kind: predicate.kind,
          operands,
        }),
      );
    case "not":
      return Either.map(bind(predicate.operand, scope), (operand) => ({ kind: "not", operand }));
    case "sql":
      return Either.flatMap(scope.sqlType(predicate.text), ({ type, typeName }) =>
        type.kind === "boolean"
          ? Either.right<BoundPredicate>(predicate)
          : bindingFailure(
              `the SQL ${JSON.stringify(predicate.text)} is ${typeName}, and a condition is BOOLEAN; compare it with something`,
            ),
      );
  }
}

function operandOf(expression: RowExpression, scope: RowScope): Either.Either<Operand, BindingFailure> {
  return Either.map(bindExpression(expression, scope), (bound) => ({ expression, bound }));
}

function bindComparison(one: Operand, operator: ComparisonOperator, other: Operand): PredicateBinding {
  const left = { ...one, bound: adaptInstant(one.bound, other.bound.type) };
  const right = { ...other, bound: adaptInstant(other.bound, one.bound.type) };
  if (right.bound.kind === "literal" && left.bound.kind !== "literal") {
    return compareWithLiteral(left, operator, right.bound.value);
  }
  if (left.bound.kind === "literal" && right.bound.kind !== "literal") {
    return compareWithLiteral(right, MIRRORED[operator], left.bound.value);
  }
  const isOrder = operator !== "eq" && operator !== "neq";
  const type = commonType(left.bound.type, right.bound.type);
  const alike = type === undefined ? sameOtherType(left.bound, right.bound) && !isOrder : true;
  if (alike && !(isOrder && type?.kind === "boolean")) {
    return Either.right({ kind: "compare", operator, left: left.bound, right: right.bound });
  }
  const [a, b] = [left, right].map(({ expression, bound }) => describeValue(expression, bound));
  return bindingFailure(
    isOrder && alike
      ? `${a}, and booleans have no order; ask whether they are equal`
      : `${a} and ${b}, which cannot be compared; cast one of them in the source's query`,
  );
}

const MIRRORED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  eq: "eq",
  neq: "neq",
  lt: "gt",
  leq: "geq",
  gt: "lt",
  geq: "leq",
};

function compareWithLiteral(
  of: Operand,
  operator: ComparisonOperator,
  literal: MetricLiteral,
): PredicateBinding {
  return Either.gen(function* () {
    yield* checkLiteral(of, literal);
    if (typeof literal === "boolean" && operator !== "eq" && operator !== "neq") {
      yield* bindingFailure(
        `${describeValue(of.expression, of.bound)}, and booleans have no order; ask whether it is ${literal}`,
      );
    }
    return { kind: "compareLiteral", operator, of: of.bound, literal };
  });
}

// Values of a type that DQX does not know can only be asked for equality with values of the same type.
function sameOtherType(a: BoundExpression, b: BoundExpression): boolean {
  return a.type.kind === "other" && "typeName" in a && "typeName" in b && a.typeName === b.typeName;
}

function checkLiteral(
  { expression, bound }: Operand,
  literal: MetricLiteral,
): Either.Either<void, BindingFailure> {
  const { type } = bound;
  const isTemporal = type.kind === "date" || type.kind === "timestamp" || type.kind === "timestamptz";
  const comparable = isTemporal
    ? typeof literal === "string" && temporalText(literal, type.kind) !== undefined
    : isComparable(literal, type);
  if (comparable) return Either.void;
  return bindingFailure(
    `${describeValue(expression, bound)}, which cannot be compared with the ${typeof literal} ${showLiteral(literal)}; compare it with ${comparableWith(type.kind)}`,
  );
}

function requireText({ expression, bound }: Operand, why: string): Either.Either<void, BindingFailure> {
  if (bound.type.kind === "text") return Either.void;
  return bindingFailure(
    `${describeValue(expression, bound)}, and ${why}; cast it to text in the source's query`,
  );
}
