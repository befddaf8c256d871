import type { MetricLiteral } from "./metric-literal.js";
import type { RowExpression } from "./row-expression.js";

/** How two values are compared, in the words of the assertions. */
export type ComparisonOperator = "eq" | "neq" | "lt" | "leq" | "gt" | "geq";

/**
 * A condition on one row: true, false or unknown, by the three-valued logic of SQL. Plain data: it can be
 * written as JSON, stored and compared.
 *
 * Every kind but `isNull` is unknown where a value that it looks at is null.
 */
export type Predicate =
  /** One value compared with another. */
  | {
      readonly kind: "compare";
      readonly operator: ComparisonOperator;
      readonly left: RowExpression;
      readonly right: RowExpression;
    }
  /** The value is one of a set; the order of the set has no meaning. */
  | { readonly kind: "in"; readonly of: RowExpression; readonly values: readonly MetricLiteral[] }
  /** The value lies between two others, both of them included. */
  | {
      readonly kind: "between";
      readonly of: RowExpression;
      readonly from: RowExpression;
      readonly to: RowExpression;
    }
  /** A regular expression matches somewhere in the text. */
  | {
      readonly kind: "matches";
      readonly of: RowExpression;
      readonly pattern: string;
      readonly flags?: PatternFlags;
    }
  /** There is no value. Never unknown. */
  | { readonly kind: "isNull"; readonly of: RowExpression }
  /** The number is neither NaN nor infinite. */
  | { readonly kind: "isFinite"; readonly of: RowExpression }
  /** The text has a format of the catalogue of formats, such as `iban`. */
  | { readonly kind: "hasFormat"; readonly of: RowExpression; readonly format: string }
  /** All operands hold: false when one is false, otherwise unknown when one is unknown. */
  | { readonly kind: "and"; readonly operands: readonly Predicate[] }
  /** Some operand holds: true when one is true, otherwise unknown when one is unknown. */
  | { readonly kind: "or"; readonly operands: readonly Predicate[] }
  /** The operand is false; unknown when it is unknown. */
  | { readonly kind: "not"; readonly operand: Predicate }
  /** One condition in the engine's own SQL, which the engine's parser checks. */
  | { readonly kind: "sql"; readonly text: string };

/** `i`: letters match whatever their case. `s`: a dot matches line ends, too. */
export type PatternFlags = "i" | "is" | "s";
