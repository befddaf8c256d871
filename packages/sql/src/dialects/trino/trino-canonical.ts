import type { ColumnType } from "../../dialect/column-type.js";
import { toDouble } from "./trino-numbers.js";

/** The value as a text that is the same on every engine. */
export function canonicalText(value: string, type: ColumnType): string {
  switch (type.kind) {
    case "decimal":
      return withoutTrailingZeros(`CAST(${value} AS varchar)`);
    case "float":
      return canonicalDouble(toDouble(value));
    case "timestamp":
    case "timestamptz":
      return `CAST(${epochMicroseconds(wallTime(value, type))} AS varchar)`;
    case "integer":
    case "boolean":
    case "text":
    case "date":
    case "other":
      return `CAST(${value} AS varchar)`;
  }
}

// A computed decimal may have less digits behind its point than its type says, and none is no point.
function withoutTrailingZeros(text: string): string {
  return `CASE WHEN strpos(${text}, '.') > 0 THEN trim(TRAILING '.' FROM trim(TRAILING '0' FROM ${text})) ELSE ${text} END`;
}

// Engines write doubles in different ways, but all have the same bits; those of NaN differ.
function canonicalDouble(value: string): string {
  const whole = `abs(${value}) < 9007199254740992 AND ${value} = floor(${value})`;
  const bits = `CAST(from_big_endian_64(to_ieee754_64(${value})) AS varchar)`;
  return `CASE WHEN is_nan(${value}) THEN 'NaN' WHEN ${whole} THEN CAST(CAST(${value} AS bigint) AS varchar) ELSE 'd' || ${bits} END`;
}

/** The upper 12 of the 64 bits that the first 8 bytes of a text's MD5 are, the lowest one first. */
export function hashBucket(text: string): string {
  return `bitwise_right_shift(${hash(text)}, 52)`;
}

/** The lower 52 of these bits. */
export function hashRest(text: string): string {
  return `bitwise_and(${hash(text)}, 4503599627370495)`;
}

function hash(text: string): string {
  return `from_big_endian_64(reverse(substr(md5(to_utf8(${text})), 1, 8)))`;
}

/** The bucket of a double in a logarithmic histogram. */
export function logBucket(value: string, width: string): string {
  const bucket = `sign(${value}) * (1048576 + ceil(ln(abs(${value})) / ${width}))`;
  return `CASE WHEN ${value} = 0 THEN 0 WHEN is_finite(${value}) THEN CAST(${bucket} AS bigint) END`;
}

/** A day, timestamp or instant as a timestamp in UTC. */
export function wallTime(time: string, type: ColumnType): string {
  return type.kind === "timestamptz"
    ? `CAST(${time} AT TIME ZONE 'UTC' AS timestamp(6))`
    : `CAST(${time} AS timestamp(6))`;
}

/** The microseconds since 1970. A double has no room for seconds with their fraction, so both are taken apart. */
export function epochMicroseconds(wall: string): string {
  const seconds = `CAST(to_unixtime(date_trunc('second', ${wall})) AS bigint)`;
  const fraction = `CAST(split_part(CAST(${wall} AS varchar), '.', 2) AS bigint)`;
  return `(${seconds} * 1000000 + ${fraction})`;
}

/** The seconds since 1970. */
export function epochSeconds(wall: string): string {
  return `(CAST(${epochMicroseconds(wall)} AS decimal(20,0)) * DECIMAL '0.000001')`;
}

/** The days since 1970. */
export function dayNumber(wall: string): string {
  return `date_diff('day', DATE '1970-01-01', CAST(${wall} AS date))`;
}

/** The hours since 1970. */
export function hourNumber(wall: string): string {
  return `(${dayNumber(wall)} * 24 + hour(${wall}))`;
}

/** The months since January 1970. */
export function monthNumber(wall: string): string {
  return `((year(${wall}) - 1970) * 12 + month(${wall}) - 1)`;
}
