import { decodeExpression, decodePredicate } from "../row/decode-row.js";
import type { Predicate } from "../row/predicate.js";
import type { RowExpression } from "../row/row-expression.js";
import type { ParameterField } from "./parameter-field.js";

/** A condition on rows. */
export const predicateField: ParameterField<Predicate> = {
  description: 'a predicate, such as col("status").isEq("paid")',
  decode: decodePredicate,
};

/** A value of a row. */
export const expressionField: ParameterField<RowExpression> = {
  description: 'an expression, such as length(col("name"))',
  decode: decodeExpression,
};
