import type { ColumnType } from "../../dialect/column-type.js";

/** The value as a text that is the same on every engine. */
export function canonicalText(value: string, type: ColumnType): string {
  const text = `CAST(${value} AS VARCHAR)`;
  switch (type.kind) {
    case "decimal":
      return type.scale === 0 ? text : `rtrim(rtrim(${text}, '0'), '.')`;
    case "float":
      return canonicalDouble(`CAST(${value} AS DOUBLE)`);
    case "timestamp":
    case "timestamptz":
      // An infinite one has no microseconds, and is written as such.
      return `CASE WHEN isfinite(${value}) THEN CAST(epoch_us(${value}) AS VARCHAR) ELSE ${text} END`;
    case "integer":
    case "boolean":
    case "text":
    case "date":
    case "other":
      return text;
  }
}

// Engines write doubles in different ways, but all have the same bits; those of NaN differ.
function canonicalDouble(value: string): string {
  return `CASE WHEN isnan(${value}) THEN 'NaN' WHEN abs(${value}) < 9007199254740992 AND ${value} = floor(${value}) THEN CAST(CAST(${value} AS BIGINT) AS VARCHAR) ELSE 'd' || CAST(CAST(CAST(${value} AS BIT) AS BIGINT) AS VARCHAR) END`;
}

/** The bucket of a double in a logarithmic histogram. */
export function logBucket(value: string, width: string): string {
  const bucket = `sign(${value}) * (1048576 + ceil(ln(abs(${value})) / ${width}))`;
  return `CASE WHEN ${value} = 0 THEN 0 WHEN isfinite(${value}) THEN CAST(${bucket} AS BIGINT) END`;
}

/** A day, timestamp or instant as a timestamp in UTC. */
export function wallTime(time: string, type: ColumnType): string {
  return type.kind === "timestamptz" ? `make_timestamp(epoch_us(${time}))` : `CAST(${time} AS TIMESTAMP)`;
}

/** The seconds since 1970; DuckDB gives null for infinite times. */
export function epochSeconds(wall: string): string {
  return `(epoch_us(${wall}) * 0.000001)`;
}

/** The days since 1970. For the infinite ones DuckDB has the largest number of days. */
export function dayNumber(wall: string): string {
  return `CASE WHEN isfinite(${wall}) THEN CAST(${wall} AS DATE) - DATE '1970-01-01' END`;
}

/** The hours since 1970. */
export function hourNumber(wall: string): string {
  return `((${dayNumber(wall)}) * 24 + date_part('hour', ${wall}))`;
}

/** The months since January 1970. */
export function monthNumber(wall: string): string {
  return `((date_part('year', ${wall}) - 1970) * 12 + date_part('month', ${wall}) - 1)`;
}
