import { Either } from "@dqx/common";
import { type OperandNeeds, type RowExpression, showExpression } from "@dqx/metrics";
import { isNumeric, isTime } from "../dialect/column-type.js";
import type { Dialect } from "../dialect/dialect.js";
import { bindExpression, describeValue } from "../row/bind-expression.js";
import { type BindingFailure, bindingFailure } from "../row/binding-failure.js";
import type { BoundExpression } from "../row/bound-row.js";
import { renderExpression } from "../row/render-row.js";
import type { RowScope } from "../row/row-scope.js";
import type { BoundOperand } from "./bound-operand.js";

/**
 * Finds the columns of an operand, and checks that its values are what the aggregate needs.
 *
 * @param expression - the operand
 * @param needs - what the aggregate needs of it
 * @param metric - the metric's type, for messages
 * @param columns - what it is bound against
 * @param dialect - the engine's SQL
 */
export function bindOperand(
  expression: RowExpression,
  needs: OperandNeeds,
  metric: string,
  columns: RowScope,
  dialect: Dialect,
): Either.Either<BoundOperand, BindingFailure> {
  return Either.gen(function* () {
    const given = yield* bindExpression(expression, columns);
    const isPoint = needs.type === "numericOrTime" && isTime(given.type);
    const bound = isPoint ? yield* bindExpression(inSeconds(expression), columns) : given;
    const described = describeValue(expression, bound);
    if ((needs.type === "numeric" || needs.type === "numericOrTime") && !isNumeric(bound.type)) {
      const wanted = needs.type === "numeric" ? "numbers" : "numbers, days or times";
      yield* bindingFailure(`${described}, and ${metric} needs ${wanted}${insteadOf(expression, bound)}`);
    }
    const sql = renderExpression(bound, dialect);
    return {
      title: titleOf(expression, given),
      identity: sql,
      sql,
      type: bound.type,
      ...("typeName" in bound && { typeName: bound.typeName }),
    };
  });
}

function inSeconds(time: RowExpression): RowExpression {
  return { kind: "call", name: "epochSeconds", arguments: [time] };
}

// Of booleans people want the share that is true.
function insteadOf(expression: RowExpression, { type }: BoundExpression): string {
  if (type.kind !== "boolean") return "";
  return expression.kind === "column" && expression.path === undefined
    ? `; the share that is true is compliance(col(${JSON.stringify(expression.name)}).isEq(true))`
    : "; the share that is true is a compliance";
}

function titleOf(expression: RowExpression, bound: BoundExpression): string {
  return bound.kind === "column" && bound.path.length === 0
    ? `column '${bound.column.name}'`
    : `'${showExpression(expression)}'`;
}
