import { type ExactNumber, exactNumber, showExact } from "./exact-number.js";

/** A list of fields inside of a state. */
export type StateList = readonly StateField[];

/** A field of a state as it is stored: absent, a number with all its digits, text, bytes (a register), or a list. */
export type StateField = null | ExactNumber | { readonly text: string } | Uint8Array | StateList;

/** A field as JSON: `d…` is a double, `t…` text, `b…` bytes in base64, anything else the digits of a number. */
export type WrittenField = null | string | readonly WrittenField[];

/** Writes a field as JSON. */
export function writeField(field: StateField): WrittenField {
  if (field === null) return null;
  if (typeof field === "number") return `d${showExact(field)}`;
  if (typeof field === "bigint") return showExact(field);
  if (isList(field)) return field.map(writeField);
  if (field instanceof Uint8Array) return `b${Buffer.from(field).toString("base64")}`;
  return "text" in field ? `t${field.text}` : showExact(field);
}

/** Reads a field that {@link writeField} wrote. @throws RangeError or another error when it is damaged */
export function readField(field: unknown): StateField {
  if (field === null) return null;
  if (Array.isArray(field)) return field.map(readField);
  if (typeof field !== "string") throw new RangeError("a field is neither text nor a list");
  if (field.startsWith("d")) return Number(field.slice(1));
  if (field.startsWith("t")) return { text: field.slice(1) };
  if (field.startsWith("b")) return new Uint8Array(Buffer.from(field.slice(1), "base64"));
  return field.includes(".") ? exactNumber(field) : BigInt(field);
}

/** Reads a field that holds a number or is absent. */
export function optionalNumber(fields: StateList, index: number): ExactNumber | null {
  const field = fields[index] ?? null;
  if (field === null) return null;
  if (typeof field === "number" || typeof field === "bigint") return field;
  if (typeof field === "object" && "unscaled" in field) return field;
  throw new RangeError(`field ${index} is not a number`);
}

/** Reads a field that holds a number. */
export function requireField(fields: StateList, index: number): ExactNumber {
  const field = optionalNumber(fields, index);
  if (field === null) throw new RangeError(`field ${index} is absent`);
  return field;
}

/** Reads a field that holds a double or a count, as a double. */
export function requireDouble(fields: StateList, index: number): number {
  const field = requireField(fields, index);
  if (typeof field !== "number") throw new RangeError(`field ${index} is not a double`);
  return field;
}

/** Reads a field that holds text. */
export function requireText(fields: StateList, index: number): string {
  const field = fields[index] ?? null;
  if (field === null || typeof field !== "object" || !("text" in field)) {
    throw new RangeError(`field ${index} is not text`);
  }
  return field.text;
}

/** Reads a field that holds bytes. */
export function requireBytes(fields: StateList, index: number): Uint8Array {
  const field = fields[index];
  if (!(field instanceof Uint8Array)) throw new RangeError(`field ${index} is not bytes`);
  return field;
}

/** Reads a field that holds a list. */
export function requireList(fields: StateList, index: number): StateList {
  const field = fields[index] ?? null;
  if (field === null || !isList(field)) throw new RangeError(`field ${index} is not a list`);
  return field;
}

function isList(field: StateField): field is StateList {
  return Array.isArray(field);
}
