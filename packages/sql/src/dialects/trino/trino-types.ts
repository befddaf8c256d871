import type { ColumnType } from "../../dialect/column-type.js";
import { typeNameOf } from "./type-name.js";

const TYPES: ReadonlyMap<string, ColumnType> = new Map<string, ColumnType>([
  ["tinyint", integer(8n)],
  ["smallint", integer(16n)],
  ["integer", integer(32n)],
  ["bigint", integer(64n)],
  ["real", { kind: "float" }],
  ["double", { kind: "float" }],
  ["boolean", { kind: "boolean" }],
  ["varchar", { kind: "text" }],
  ["date", { kind: "date" }],
  ["timestamp", { kind: "timestamp" }],
  ["timestamp with time zone", { kind: "timestamptz" }],
]);

/**
 * What a type is, by Trino's name of it, such as `decimal(10,2)` or `timestamp(6) with time zone`.
 *
 * A `char(n)` is none of them: its length counts the spaces that it is filled up with.
 */
export function columnType(typeName: string): ColumnType {
  const { name, arguments: parts } = typeNameOf(typeName);
  if (name === "decimal") {
    const [precision = 38, scale = 0] = parts.map(Number);
    return { kind: "decimal", precision, scale };
  }
  return TYPES.get(name) ?? { kind: "other" };
}

function integer(bits: bigint): ColumnType {
  return { kind: "integer", minimum: -(2n ** (bits - 1n)), maximum: 2n ** (bits - 1n) - 1n };
}

const FIELD = /^(?:"((?:[^"]|"")*)"|([^\s"]+)) ([\s\S]+)$/;

/**
 * The types of a row's fields.
 *
 * @param typeName - for example `row(city varchar, "post code" integer)`
 * @returns the types by the names of the fields; nothing for what is no row, or one with fields without a name
 */
export function rowFields(typeName: string): ReadonlyMap<string, string> | undefined {
  const { name, arguments: members } = typeNameOf(typeName);
  if (name !== "row") return undefined;
  const fields = new Map<string, string>();
  for (const member of members) {
    const [, quoted, plain, type] = FIELD.exec(member) ?? [];
    const field = quoted?.replaceAll('""', '"') ?? plain;
    if (field === undefined || type === undefined) return undefined;
    fields.set(field, type);
  }
  return fields;
}

/** The type of an array's elements; nothing for what is no array. */
export function arrayElement(typeName: string): string | undefined {
  const { name, arguments: parts } = typeNameOf(typeName);
  return name === "array" ? parts[0] : undefined;
}
