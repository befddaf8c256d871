import { type ColumnType, isNumeric } from "../dialect/column-type.js";

/** How many digits the widest decimals of all engines have. */
export const DECIMAL_DIGITS = 38;

/** The whole numbers that sums and products of whole numbers are computed in: 128 bits. */
export const wideInteger: ColumnType = {
  kind: "integer",
  minimum: -(2n ** 127n),
  maximum: 2n ** 127n - 1n,
};

/**
 * The type in which values of two types are compared and computed: doubles when one is a double, otherwise
 * decimals when one is a decimal, otherwise whole numbers; timestamps for a day and a timestamp.
 *
 * @returns nothing when they cannot be compared
 */
export function commonType(a: ColumnType, b: ColumnType): ColumnType | undefined {
  if (isNumeric(a) && isNumeric(b)) return commonNumber(a, b);
  if (a.kind === b.kind) return a.kind === "other" ? undefined : a;
  const wall = [a.kind, b.kind].every((kind) => kind === "date" || kind === "timestamp");
  return wall ? { kind: "timestamp" } : undefined;
}

function commonNumber(a: ColumnType, b: ColumnType): ColumnType {
  if (a.kind === "integer" && b.kind === "integer") {
    let { minimum, maximum } = a;
    if (b.minimum < minimum) minimum = b.minimum;
    if (b.maximum > maximum) maximum = b.maximum;
    return { kind: "integer", minimum, maximum };
  }
  if (a.kind === "float" || b.kind === "float") return { kind: "float" };
  return { kind: "decimal", precision: DECIMAL_DIGITS, scale: Math.max(scaleOf(a), scaleOf(b)) };
}

/** Digits behind the point. */
export function scaleOf(type: ColumnType): number {
  return type.kind === "decimal" ? type.scale : 0;
}
