import { InvalidArgumentError, isLocalDate, showValue } from "@dqx/common";

/** A value of a row in memory. */
export type CellValue = string | number | bigint | boolean | Date | null | undefined;

/** A type that a column can be given without a cast. */
export type InferredType =
  | "BOOLEAN"
  | "BIGINT"
  | "HUGEINT"
  | "DOUBLE"
  | "VARCHAR"
  | "DATE"
  | "TIMESTAMP"
  | "TIMESTAMP WITH TIME ZONE";

/**
 * The type of a column in memory: whole numbers are BIGINT (HUGEINT where they are larger), other numbers
 * DOUBLE, text VARCHAR, booleans BOOLEAN, `Date` TIMESTAMP in UTC. In the date column ISO dates are DATE and
 * `Date` objects instants. A column of nulls only is BIGINT.
 *
 * @param place - the function that took the values, for messages
 * @param column - the column's name
 * @param values - its values; null and undefined are both NULL
 * @param isDateColumn - whether it holds the day of the row
 * @throws `InvalidArgumentError` naming the column when values are of different kinds, or of none that DuckDB has
 */
export function inferType(
  place: string,
  column: string,
  values: readonly CellValue[],
  isDateColumn: boolean,
): InferredType {
  const seen = new Set<CellKind>();
  for (const [row, value] of values.entries()) {
    if (value === null || value === undefined) continue;
    const kind = kindOf(value, isDateColumn);
    if (kind === undefined) {
      throw new InvalidArgumentError(
        `${place}: column '${column}' holds ${showValue(value)} in row ${row}. Give text, numbers, bigints, booleans, valid Dates or null.`,
      );
    }
    const before = [...seen];
    seen.add(kind);
    if (typeOf(seen) === undefined) {
      throw new InvalidArgumentError(
        `${place}: column '${column}' mixes ${before.join(" and ")} with ${kind}: row ${row} holds ${showValue(value)}. Give it values of one kind, or declare its type in \`types\`.`,
      );
    }
  }
  return typeOf(seen) ?? "BIGINT";
}

type CellKind =
  | "booleans"
  | "whole numbers"
  | "bigints"
  | "large bigints"
  | "fractional numbers"
  | "text"
  | "ISO dates"
  | "Dates"
  | "instants";

const TYPES: readonly (readonly [InferredType, readonly CellKind[]])[] = [
  ["BIGINT", ["whole numbers", "bigints"]],
  ["HUGEINT", ["whole numbers", "bigints", "large bigints"]],
  ["DOUBLE", ["whole numbers", "fractional numbers"]],
  ["BOOLEAN", ["booleans"]],
  ["VARCHAR", ["text"]],
  ["DATE", ["ISO dates"]],
  ["TIMESTAMP", ["Dates"]],
  ["TIMESTAMP WITH TIME ZONE", ["instants"]],
];

function typeOf(seen: ReadonlySet<CellKind>): InferredType | undefined {
  return TYPES.find(([, kinds]) => [...seen].every((kind) => kinds.includes(kind)))?.[0];
}

function kindOf(value: unknown, isDateColumn: boolean): CellKind | undefined {
  switch (typeof value) {
    case "boolean":
      return "booleans";
    case "bigint":
      if (BigInt.asIntN(64, value) === value) return "bigints";
      return BigInt.asIntN(128, value) === value ? "large bigints" : undefined;
    case "number":
      return Number.isSafeInteger(value) && !Object.is(value, -0) ? "whole numbers" : "fractional numbers";
    case "string":
      return isDateColumn && isLocalDate(value) ? "ISO dates" : "text";
    default: // foreign: values of any kind may be passed
      if (!(value instanceof Date) || Number.isNaN(value.getTime())) return undefined;
      return isDateColumn ? "instants" : "Dates";
  }
}
