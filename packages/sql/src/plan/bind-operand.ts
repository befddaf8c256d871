import type { MetricLiteral, OperandNeeds, RowExpression } from "@dqx/metrics";
import * as Either from "effect/Either";
import { isNumeric } from "../dialect/column-type.js";
import { comparableWith, isComparable } from "../dialect/comparable-literals.js";
import type { Dialect } from "../dialect/dialect.js";
import { type BindingFailure, bindingFailure } from "../row/binding-failure.js";
import type { BoundOperand } from "./bound-operand.js";
import type { Columns } from "./columns.js";

/**
 * Finds the columns of an operand, and checks that its values are what the aggregate needs.
 *
 * @param expression - the operand
 * @param needs - what the aggregate needs of it
 * @param metric - the metric's type, for messages
 * @param columns - what the relation has
 * @param dialect - the engine's SQL
 */
export function bindOperand(
  expression: RowExpression,
  needs: OperandNeeds,
  metric: string,
  columns: Columns,
  dialect: Dialect,
): Either.Either<BoundOperand, BindingFailure> {
  return Either.gen(function* () {
    const operand = yield* bindExpression(expression, columns, dialect);
    if (needs.type === "numeric" && !isNumeric(operand.type)) {
      yield* bindingFailure(`${operand.title} is ${operand.typeName}, and ${metric} needs numbers`);
    }
    yield* checkLiterals(needs.comparedWith ?? [], operand);
    return operand;
  });
}

function bindExpression(
  expression: RowExpression,
  columns: Columns,
  dialect: Dialect,
): Either.Either<BoundOperand, BindingFailure> {
  if (expression.kind !== "column" || expression.path !== undefined) {
    return bindingFailure("an aggregate can be computed over columns only");
  }
  return Either.map(columns.find(expression.name), ({ name, type, typeName }): BoundOperand => {
    const sql = dialect.quote(name);
    return {
      title: `column '${name}'`,
      identity: sql,
      sql,
      type,
      typeName,
    };
  });
}

function checkLiterals(
  literals: readonly MetricLiteral[],
  { title, type, typeName }: BoundOperand,
): Either.Either<void, BindingFailure> {
  const stranger = literals.find((literal) => !isComparable(literal, type));
  if (stranger === undefined) return Either.void;
  const shown = typeof stranger === "string" ? JSON.stringify(stranger) : String(stranger);
  return bindingFailure(
    `${title} is ${typeName}, whose values cannot equal the ${typeof stranger} ${shown}; compare it with ${comparableWith(type.kind)}`,
  );
}
