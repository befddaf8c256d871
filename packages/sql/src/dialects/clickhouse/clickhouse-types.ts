import type { ColumnType } from "../../dialect/column-type.js";
import { typeNameOf } from "./type-name.js";

const INTEGER = /^(U?)Int(8|16|32|64|128|256)$/;

const TYPES: ReadonlyMap<string, ColumnType> = new Map<string, ColumnType>([
  ["Float32", { kind: "float" }],
  ["Float64", { kind: "float" }],
  ["Bool", { kind: "boolean" }],
  ["String", { kind: "text" }],
  ["Date", { kind: "date" }],
  ["Date32", { kind: "date" }],
  // Both keep an instant; the zone in their name is the one that it is shown in.
  ["DateTime", { kind: "timestamptz" }],
  ["DateTime64", { kind: "timestamptz" }],
]);

/** What a type is, by ClickHouse's name of it, such as `Nullable(Decimal(10, 2))`. */
export function columnType(typeName: string): ColumnType {
  const { name, arguments: parts } = typeNameOf(typeName);
  const [, unsigned, bits] = INTEGER.exec(name) ?? [];
  if (bits !== undefined) return integer(BigInt(bits), unsigned === "U");
  if (name === "Decimal") {
    const [precision, scale] = parts.map(Number);
    if (precision !== undefined && scale !== undefined) return { kind: "decimal", precision, scale };
  }
  return TYPES.get(name) ?? { kind: "other" };
}

function integer(bits: bigint, isUnsigned: boolean): ColumnType {
  return isUnsigned
    ? { kind: "integer", minimum: 0n, maximum: 2n ** bits - 1n }
    : { kind: "integer", minimum: -(2n ** (bits - 1n)), maximum: 2n ** (bits - 1n) - 1n };
}

/**
 * The types of a tuple's fields.
 *
 * @param typeName - for example ``Tuple(city String, `post code` UInt32)``
 * @returns the types by the names of the fields; nothing for what is no tuple, or one without names
 */
export function tupleFields(typeName: string): ReadonlyMap<string, string> | undefined {
  const { name, arguments: members } = typeNameOf(typeName);
  if (name !== "Tuple") return undefined;
  const fields = new Map<string, string>();
  for (const member of members) {
    const [, quoted, plain, type] = FIELD.exec(member) ?? [];
    const field = quoted?.replaceAll(/\\([\s\S])/g, "$1") ?? plain;
    if (field === undefined || type === undefined) return undefined;
    fields.set(field, type);
  }
  return fields;
}

const FIELD = /^(?:`((?:[^`\\]|\\[\s\S])*)`|([A-Za-z_]\w*))\s+([\s\S]+)$/;

/**
 * The type of an array's elements.
 *
 * @returns nothing for what is no array, and for one whose elements cannot be null: a place without an element
 *   would have a value
 */
export function arrayElement(typeName: string): string | undefined {
  const { name, arguments: parts } = typeNameOf(typeName);
  const [inside] = parts;
  if (name !== "Array" || inside === undefined) return undefined;
  return /^(?:Array|Tuple|Map|Nested|Variant|Dynamic|JSON|AggregateFunction)\b/.test(inside)
    ? undefined
    : inside;
}
