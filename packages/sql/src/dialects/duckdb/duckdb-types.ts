import type { ColumnType } from "../../dialect/column-type.js";

const INTEGER = /^(U?)(TINY|SMALL|BIG|HUGE)?INT(?:EGER)?$/;
const INTEGER_BITS: Readonly<Record<string, number>> = { TINY: 8, SMALL: 16, BIG: 64, HUGE: 128 };
const DECIMAL = /^DECIMAL\((\d+),(\d+)\)$/;

/** What a type is, by DuckDB's name of it. */
export function columnType(typeName: string): ColumnType {
  const integer = INTEGER.exec(typeName);
  if (integer !== null) {
    const [, unsigned = "", size = ""] = integer;
    const bits = BigInt(INTEGER_BITS[size] ?? 32);
    return unsigned === ""
      ? { kind: "integer", minimum: -(2n ** (bits - 1n)), maximum: 2n ** (bits - 1n) - 1n }
      : { kind: "integer", minimum: 0n, maximum: 2n ** bits - 1n };
  }
  const decimal = DECIMAL.exec(typeName);
  if (decimal !== null) return { kind: "decimal", precision: Number(decimal[1]), scale: Number(decimal[2]) };
  if (typeName.startsWith("ENUM(")) return { kind: "text" };
  switch (typeName) {
    case "FLOAT":
    case "DOUBLE":
      return { kind: "float" };
    case "BOOLEAN":
      return { kind: "boolean" };
    case "VARCHAR":
    case "JSON":
      return { kind: "text" };
    case "DATE":
      return { kind: "date" };
    case "TIMESTAMP":
    case "TIMESTAMP_S":
    case "TIMESTAMP_MS":
    case "TIMESTAMP_NS":
      return { kind: "timestamp" };
    case "TIMESTAMP WITH TIME ZONE":
      return { kind: "timestamptz" };
    default: // foreign: the types of the engine
      return { kind: "other" };
  }
}
