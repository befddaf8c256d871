import type { ColumnType } from "../../dialect/column-type.js";

/** More digits than any literal has; a numeric without a precision holds many more. */
const ANY_NUMERIC: ColumnType = { kind: "decimal", precision: 1000, scale: 100 };

const NUMERIC = /^numeric\((\d+),(-?\d+)\)$/;
const LENGTH = /\(\d+\)/;

const TYPES: ReadonlyMap<string, ColumnType> = new Map<string, ColumnType>([
  ["smallint", integer(16n)],
  ["integer", integer(32n)],
  ["bigint", integer(64n)],
  ["numeric", ANY_NUMERIC],
  ["real", { kind: "float" }],
  ["double precision", { kind: "float" }],
  ["boolean", { kind: "boolean" }],
  ["text", { kind: "text" }],
  ["character varying", { kind: "text" }],
  ["character", { kind: "text" }],
  ["date", { kind: "date" }],
  ["timestamp without time zone", { kind: "timestamp" }],
  ["timestamp with time zone", { kind: "timestamptz" }],
]);

/** What a type is, by the name that PostgreSQL's `format_type` gives it, such as `numeric(10,2)`. */
export function columnType(typeName: string): ColumnType {
  const numeric = NUMERIC.exec(typeName);
  if (numeric !== null) {
    const [precision, scale] = [Number(numeric[1]), Number(numeric[2])];
    // Digits in front of the point may be rounded away, too: numeric(2,-3) holds 99000.
    return { kind: "decimal", precision: Math.max(precision, precision - scale), scale: Math.max(scale, 0) };
  }
  return TYPES.get(typeName.replace(LENGTH, "")) ?? { kind: "other" };
}

function integer(bits: bigint): ColumnType {
  return { kind: "integer", minimum: -(2n ** (bits - 1n)), maximum: 2n ** (bits - 1n) - 1n };
}
