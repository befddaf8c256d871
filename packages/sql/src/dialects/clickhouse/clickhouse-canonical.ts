import type { ColumnType } from "../../dialect/column-type.js";
import { toDouble } from "./clickhouse-numbers.js";

/** The value as a text that is the same on every engine. */
export function canonicalText(value: string, type: ColumnType): string {
  switch (type.kind) {
    case "decimal":
      return withoutTrailingZeros(`toString(${value})`);
    case "float":
      return canonicalDouble(toDouble(value));
    case "timestamp":
    case "timestamptz":
      return `toString(${epochMicroseconds(value, type)})`;
    case "integer":
    case "boolean":
    case "text":
    case "date":
    case "other":
      return `toString(${value})`;
  }
}

// A setting says whether ClickHouse writes the zeros.
function withoutTrailingZeros(text: string): string {
  return String.raw`replaceRegexpOne(${text}, '\\.0*$|(\\.[0-9]*[1-9])0+$', '\\1')`;
}

// Engines write doubles in different ways, but all have the same bits; those of NaN differ.
function canonicalDouble(value: string): string {
  const whole = `abs(${value}) < 9007199254740992 AND ${value} = floor(${value})`;
  const digits = `toString(accurateCastOrNull(${value} + 0, 'Int64'))`;
  return `multiIf(isNaN(${value}), 'NaN', ${whole}, ${digits}, concat('d', toString(reinterpretAsInt64(${value}))))`;
}

/** The upper 12 of the 64 bits that the first 8 bytes of a text's MD5 are, the lowest one first. */
export function hashBucket(text: string): string {
  return `toInt64(bitShiftRight(${hash(text)}, 52))`;
}

/** The lower 52 of these bits. */
export function hashRest(text: string): string {
  return `toInt64(bitAnd(${hash(text)}, 4503599627370495))`;
}

function hash(text: string): string {
  return `reinterpretAsUInt64(substring(MD5(${text}), 1, 8))`;
}

/** The bucket of a double in a logarithmic histogram; null for what is not finite. */
export function logBucket(value: string, width: string): string {
  const bucket = `sign(${value}) * (1048576 + ceil(log(abs(${value})) / ${width}))`;
  return `if(${value} = 0, 0, accurateCastOrNull(${bucket}, 'Int64'))`;
}

/** The seconds since 1970. */
export function epochSeconds(time: string, type: ColumnType): string {
  return `(toDecimal128(${epochMicroseconds(time, type)}, 0) * CAST('0.000001' AS Decimal(7, 6)))`;
}

/** The microseconds since 1970. */
export function epochMicroseconds(time: string, type: ColumnType): string {
  const instant = type.kind === "date" ? `toDateTime64(${time}, 6, 'UTC')` : `toDateTime64(${time}, 6)`;
  return `toUnixTimestamp64Micro(${instant})`;
}

/** The days since 1970. */
export function dayNumber(time: string, type: ColumnType): string {
  return `toInt32(${utcDay(time, type)})`;
}

/** The hours since 1970. */
export function hourNumber(time: string, type: ColumnType): string {
  const hour = type.kind === "date" ? "" : ` + toHour(${time}, 'UTC')`;
  return `(${dayNumber(time, type)} * 24${hour})`;
}

/** The months since January 1970. */
export function monthNumber(time: string, type: ColumnType): string {
  const day = utcDay(time, type);
  return `((toYear(${day}) - 1970) * 12 + toMonth(${day}) - 1)`;
}

/** The day of the week, from 1 for Monday to 7 for Sunday. */
export function weekday(time: string, type: ColumnType): string {
  return `toDayOfWeek(${utcDay(time, type)})`;
}

function utcDay(time: string, type: ColumnType): string {
  return type.kind === "date" ? `toDate32(${time})` : `toDate32(${time}, 'UTC')`;
}
