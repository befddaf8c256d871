import type { ColumnType } from "../dialect/column-type.js";

/** Writes operands of arithmetic so that whole numbers do not overflow. */
interface WidenedArithmetic {
  /** SQL of a value, which is cast when it is a whole number. */
  widened(value: string, type: ColumnType): string;
  /** Writes a sign between two operands of which each is widened. */
  infix(sign: "+" | "-" | "*"): (operands: readonly string[], type: ColumnType) => string;
}

/**
 * Arithmetic of an engine in which whole numbers are computed in a wider type.
 *
 * @param wide - the engine's name of a type that holds all whole numbers and what is made of two of them
 */
export function widenedArithmetic(wide: string): WidenedArithmetic {
  const widened = (value: string, type: ColumnType): string =>
    type.kind === "integer" ? `CAST(${value} AS ${wide})` : value;
  return {
    widened,
    infix:
      (sign) =>
      ([a = "", b = ""], type) =>
        `(${widened(a, type)} ${sign} ${widened(b, type)})`,
  };
}
