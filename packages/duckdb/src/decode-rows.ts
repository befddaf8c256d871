import type { SqlRow, SqlValue } from "@dqx/common";
import type { DuckDBResultReader, DuckDBType, DuckDBValue } from "@duckdb/node-api";
import type { DuckDBModule } from "./load-duckdb.js";

/**
 * Turns DuckDB's values into DQX's: whole numbers of every width become bigints, decimals their exact text,
 * dates and timestamps ISO text, instants ISO text in UTC, blobs bytes, lists lists, everything else DuckDB's own
 * text.
 *
 * @param duckdb - the client's module
 * @param reader - a result, read to its end
 */
export function decodeRows(duckdb: DuckDBModule, reader: DuckDBResultReader): readonly SqlRow[] {
  const decoders = reader.columnTypes().map((type) => decoderOf(duckdb, type));
  return reader
    .getRows()
    .map((row) => row.map((value, index) => (value === null ? null : (decoders[index] ?? String)(value))));
}

function decoderOf(duckdb: DuckDBModule, type: DuckDBType): (value: DuckDBValue) => SqlValue {
  const { DuckDBBlobValue, DuckDBListType, DuckDBListValue } = duckdb;
  const { DuckDBTimestampValue, DuckDBTimestampTZValue, DuckDBTypeId } = duckdb;
  switch (type.typeId) {
    case DuckDBTypeId.TINYINT:
    case DuckDBTypeId.SMALLINT:
    case DuckDBTypeId.INTEGER:
    case DuckDBTypeId.UTINYINT:
    case DuckDBTypeId.USMALLINT:
    case DuckDBTypeId.UINTEGER:
      return (value) => BigInt(Number(value));
    case DuckDBTypeId.BIGINT:
    case DuckDBTypeId.UBIGINT:
    case DuckDBTypeId.HUGEINT:
    case DuckDBTypeId.UHUGEINT:
    case DuckDBTypeId.BIGNUM:
    case DuckDBTypeId.FLOAT:
    case DuckDBTypeId.DOUBLE:
    case DuckDBTypeId.BOOLEAN:
      return asItIs;
    case DuckDBTypeId.BLOB:
      return (value) => (value instanceof DuckDBBlobValue ? new Uint8Array(value.bytes) : String(value));
    case DuckDBTypeId.LIST: {
      const decode = type instanceof DuckDBListType ? decoderOf(duckdb, type.valueType) : String;
      return (value) =>
        value instanceof DuckDBListValue
          ? value.items.map((item) => (item === null ? null : decode(item)))
          : String(value);
    }
    case DuckDBTypeId.TIMESTAMP_TZ:
      // The client writes instants in the zone of this process.
      return (value) =>
        value instanceof DuckDBTimestampTZValue
          ? `${new DuckDBTimestampValue(value.micros)}+00`
          : String(value);
    default: // foreign: the types of the engine
      return String;
  }
}

function asItIs(value: DuckDBValue): SqlValue {
  return typeof value === "object" ? String(value) : value;
}
