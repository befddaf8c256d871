import type { RowExpression } from "@dqx/metrics";
import type { SqlOperand } from "../dialect/dialect.js";

/** An operand whose columns exist. */
export interface BoundOperand extends SqlOperand {
  /** The expression, its columns under the names that the engine gives them. */
  readonly expression: RowExpression;
  /** What messages call it, for example `column 'price'`. */
  readonly title: string;
  /** Equal for operands that have the same values, however the metrics spell their columns. */
  readonly identity: string;
}
