import type { SqlRow, SqlValue } from "@dqx/common";
import type { ResultColumn } from "./protocol/read-page.js";

/** Turns a value, as JSON has it, into a value. */
type Decode = (value: unknown) => SqlValue;

/** How values are read, by the type's name without what stands in its brackets; all others become texts. */
const DECODERS: ReadonlyMap<string, Decode> = new Map<string, Decode>([
  ["tinyint", whole],
  ["smallint", whole],
  ["integer", whole],
  ["bigint", whole],
  // NaN and infinities are texts.
  ["double", Number],
  // The digits are those of a float of 32 bits: as a double, it has more.
  ["real", (value) => Math.fround(Number(value))],
  ["boolean", (value) => value === true],
  ["decimal", (value) => (/^-?\d+$/.test(String(value)) ? BigInt(String(value)) : String(value))],
  ["varbinary", (value) => new Uint8Array(Buffer.from(String(value), "base64"))],
]);

/**
 * Turns the values of a result into DQX's values: whole numbers of every width become bigints, decimals their exact
 * text, arrays lists, bytes bytes, dates, times and texts their text, everything else JSON.
 *
 * @param columns - of the result
 * @param rows - as the protocol has them
 */
export function decodeRows(
  columns: readonly ResultColumn[],
  rows: readonly (readonly unknown[])[],
): readonly SqlRow[] {
  const decoders = columns.map(({ type }) => decoderOf(type));
  return rows.map((row) => row.map((value, index) => (decoders[index] ?? text)(value)));
}

function decoderOf(type: string): Decode {
  const [, element] = /^array\(([\s\S]*)\)$/.exec(type) ?? [];
  if (element !== undefined) {
    const decode = decoderOf(element);
    return unlessNull((value) => (Array.isArray(value) ? value.map(decode) : text(value)));
  }
  return unlessNull(DECODERS.get(type.replace(/\(.*$/s, "")) ?? text);
}

function unlessNull(decode: Decode): Decode {
  return (value) => (value === null || value === undefined ? null : decode(value));
}

function whole(value: unknown): SqlValue {
  return BigInt(String(value));
}

function text(value: unknown): SqlValue {
  return typeof value === "string" ? value : JSON.stringify(value);
}
