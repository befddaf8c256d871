import type { ColumnType } from "../../dialect/column-type.js";
import { finite, toDouble } from "./postgres-numbers.js";

/** The value as a text that is the same on every engine. */
export function canonicalText(value: string, type: ColumnType): string {
  switch (type.kind) {
    case "decimal":
      return `CAST(trim_scale(${value}) AS text)`;
    case "float":
      return canonicalDouble(toDouble(value));
    case "timestamp":
    case "timestamptz":
      // An infinite one has no microseconds, and is written as such.
      return `coalesce(CAST(${epochMicroseconds(wallTime(value, type))} AS text), CAST(${value} AS text))`;
    case "integer":
    case "boolean":
    case "text":
    case "date":
    case "other":
      return `CAST(${value} AS text)`;
  }
}

// Engines write doubles in different ways, but all have the same bits; those of NaN differ.
function canonicalDouble(value: string): string {
  const whole = `abs(${value}) < 9007199254740992 AND ${value} = floor(${value})`;
  const bits = `CAST(CAST(CAST('x' || encode(float8send(${value}), 'hex') AS bit(64)) AS bigint) AS text)`;
  return `CASE WHEN ${value} = 'NaN' THEN 'NaN' WHEN ${whole} THEN CAST(CAST(${value} AS bigint) AS text) ELSE 'd' || ${bits} END`;
}

/** The upper 12 of the 64 bits that the first 8 bytes of a text's MD5 are, the lowest one first. */
export function hashBucket(text: string): string {
  const hash = `decode(md5(${text}), 'hex')`;
  return `(get_byte(${hash}, 7) * 16 + get_byte(${hash}, 6) / 16)`;
}

/** The lower 52 of these bits. A byte at a time would hash the text, which may be long, seven times. */
export function hashRest(text: string): string {
  const digits = `regexp_replace(md5(${text}), '^(..)(..)(..)(..)(..)(..).(.).*$', '\\7\\6\\5\\4\\3\\2\\1')`;
  return `CAST(CAST('x000' || ${digits} AS bit(64)) AS bigint)`;
}

/** The bucket of a double in a logarithmic histogram. */
export function logBucket(value: string, width: string): string {
  const bucket = `sign(${value}) * (1048576 + ceil(ln(abs(${value})) / ${width}))`;
  return `CASE WHEN ${value} = 0 THEN 0 WHEN ${finite(value)} THEN CAST(${bucket} AS bigint) END`;
}

/** A day, timestamp or instant as a timestamp in UTC. */
export function wallTime(time: string, type: ColumnType): string {
  return type.kind === "timestamptz" ? `(${time} AT TIME ZONE 'UTC')` : `CAST(${time} AS timestamp)`;
}

/** The seconds since 1970. */
export function epochSeconds(wall: string): string {
  return ifFinite(wall, `extract(epoch FROM ${wall})`);
}

/** The microseconds since 1970. */
export function epochMicroseconds(wall: string): string {
  return ifFinite(wall, `CAST(extract(epoch FROM ${wall}) * 1000000 AS bigint)`);
}

/** The days since 1970. */
export function dayNumber(wall: string): string {
  return ifFinite(wall, daysOf(wall));
}

/** The hours since 1970. */
export function hourNumber(wall: string): string {
  return ifFinite(wall, `${daysOf(wall)} * 24 + CAST(extract(hour FROM ${wall}) AS integer)`);
}

/** The months since January 1970. */
export function monthNumber(wall: string): string {
  const months = `(extract(year FROM ${wall}) - 1970) * 12 + extract(month FROM ${wall}) - 1`;
  return ifFinite(wall, `CAST(${months} AS integer)`);
}

/** The day of the week, from 1 for Monday to 7 for Sunday. */
export function weekday(wall: string): string {
  return ifFinite(wall, `CAST(extract(isodow FROM ${wall}) AS integer)`);
}

function daysOf(wall: string): string {
  return `(CAST(${wall} AS date) - DATE '1970-01-01')`;
}

// PostgreSQL refuses to compute with infinite times, or has infinite numbers of them.
function ifFinite(wall: string, number: string): string {
  return `CASE WHEN isfinite(${wall}) THEN ${number} END`;
}
