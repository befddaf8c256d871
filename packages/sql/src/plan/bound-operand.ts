import type { SqlOperand } from "../dialect/dialect.js";

/** An operand whose columns exist. */
export interface BoundOperand extends SqlOperand {
  /** What messages call it, for example `column 'price'`. */
  readonly title: string;
  /** Equal for operands that have the same values, however the metrics spell their columns. */
  readonly identity: string;
}
