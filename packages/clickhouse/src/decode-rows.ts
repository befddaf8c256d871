import type { SqlRow, SqlValue } from "@dqx/common";

/** Turns a value's text into a value. */
type Decode = (text: string) => SqlValue;

/** Wrappers that say how values are kept, and not what they are. */
const WRAPPER = /^(?:Nullable\(|LowCardinality\(|SimpleAggregateFunction\(\w+(?:\([^()]*\))?, )([\s\S]*)\)$/;

/** The numbers that are no digits, as ClickHouse writes them. */
const NOT_FINITE: ReadonlyMap<string, number> = new Map([
  ["nan", Number.NaN],
  ["-nan", Number.NaN],
  ["inf", Infinity],
  ["-inf", -Infinity],
]);

/**
 * Turns ClickHouse's texts of values into DQX's values: whole numbers of every width become bigints, decimals their
 * exact text, lists of whole numbers lists, dates and instants ISO text, everything else ClickHouse's own text.
 *
 * @param types - ClickHouse's names of the columns' types
 * @param rows - each value's text, or null
 */
export function decodeRows(
  types: readonly string[],
  rows: readonly (readonly (string | null)[])[],
): readonly SqlRow[] {
  const decoders = types.map(decoderOf);
  return rows.map((row) =>
    row.map((value, index) => (value === null ? null : (decoders[index] ?? String)(value))),
  );
}

function decoderOf(type: string): Decode {
  const [, inside] = WRAPPER.exec(type) ?? [];
  if (inside !== undefined) return decoderOf(inside);
  if (/^U?Int\d+$/.test(type)) return BigInt;
  if (type === "Float64") return double;
  // The digits are those of a float of 32 bits: as a double, it has more.
  if (type === "Float32") return (text) => Math.fround(double(text));
  if (type === "Bool") return (text) => text === "true";
  const [, scale] = /^Decimal\(\d+, (\d+)\)$/.exec(type) ?? [];
  if (scale !== undefined) return scale === "0" ? BigInt : (text) => withScale(text, Number(scale));
  if (/^Array\((?:Nullable\()?U?Int\d+\)+$/.test(type)) return wholeNumbers;
  return String;
}

function double(text: string): number {
  return NOT_FINITE.get(text) ?? Number(text);
}

// A setting says whether ClickHouse writes the zeros at the end.
function withScale(text: string, scale: number): string {
  const [whole = "", fraction = ""] = text.split(".");
  return `${whole}.${fraction.padEnd(scale, "0")}`;
}

function wholeNumbers(text: string): SqlValue {
  const inside = text.slice(1, -1);
  return inside === "" ? [] : inside.split(",").map((each) => (each === "NULL" ? null : BigInt(each)));
}
