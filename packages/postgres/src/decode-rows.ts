import type { SqlRow, SqlValue } from "@dqx/common";
import type { FieldDef } from "pg";

/** How a value's text is read, by the type's number in PostgreSQL's catalogue; all others stay texts. */
const DECODERS: ReadonlyMap<number, (text: string) => SqlValue> = new Map<number, (text: string) => SqlValue>(
  [
    // smallint, integer, bigint, oid
    [21, BigInt],
    [23, BigInt],
    [20, BigInt],
    [26, BigInt],
    // real, double precision
    [700, Number],
    [701, Number],
    // boolean
    [16, (text) => text === "t"],
    // numeric: a sum of whole numbers is one, too
    [1700, (text) => (/^-?\d+$/.test(text) ? BigInt(text) : text)],
    // bytea
    [17, (text) => new Uint8Array(Buffer.from(text.slice(2), "hex"))],
  ],
);

/**
 * Turns PostgreSQL's texts of values into DQX's values: whole numbers of every width become bigints, decimals their
 * exact text, dates and timestamps ISO text, instants ISO text in UTC, bytes bytes, everything else PostgreSQL's
 * own text.
 *
 * @param fields - the columns of the result
 * @param rows - each value's text, or null
 */
export function decodeRows(
  fields: readonly FieldDef[],
  rows: readonly (readonly (string | null)[])[],
): readonly SqlRow[] {
  const decoders = fields.map(({ dataTypeID }) => DECODERS.get(dataTypeID) ?? String);
  return rows.map((row) =>
    row.map((value, index) => (value === null ? null : (decoders[index] ?? String)(value))),
  );
}
