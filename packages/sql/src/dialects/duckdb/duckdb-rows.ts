import type { PathStep } from "@dqx/metrics";
import type { ColumnType } from "../../dialect/column-type.js";
import type { RowRenderers, TemporalKind } from "../../dialect/row-renderers.js";
import { widenedArithmetic } from "../widened-arithmetic.js";
import {
  canonicalText,
  dayNumber,
  epochSeconds,
  hourNumber,
  logBucket,
  monthNumber,
  wallTime,
} from "./duckdb-canonical.js";
import { formats } from "./duckdb-formats.js";
import { literal } from "./duckdb-literals.js";
import { structFields } from "./struct-fields.js";

/** What `trim` takes away: space, tab, line feed, vertical tab, form feed and carriage return. */
const SPACES = "' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13)";

/** A list or an array of a fixed length. */
const LIST = /^(.+)\[\d*\]$/s;
const MAP = /^MAP\(.+\)$/s;

const TEMPORAL_TYPES: Readonly<Record<TemporalKind, string>> = {
  date: "DATE",
  timestamp: "TIMESTAMP",
  timestamptz: "TIMESTAMPTZ",
};

// Whole numbers of 32 bits overflow.
const { widened, infix } = widenedArithmetic("HUGEINT");

/** How DuckDB 1.5 writes what can be said of one row. */
export const rows: RowRenderers = {
  functions: {
    length: ([text]) => `length(${text})`,
    lower: ([text]) => `lower(${text})`,
    upper: ([text]) => `upper(${text})`,
    trim: ([text]) => `trim(${text}, ${SPACES})`,
    abs: ([number = ""], type) => `abs(${widened(number, type)})`,
    floor: ([number = ""], type) => (type.kind === "integer" ? number : `floor(${number})`),
    ceiling: ([number = ""], type) => (type.kind === "integer" ? number : `ceil(${number})`),
    add: infix("+"),
    sub: infix("-"),
    mul: infix("*"),
    div: ([a = "", b = ""]) => `(${toDouble(a)} / nullif(${toDouble(b)}, 0))`,
    concat: (texts) => `(${texts.join(" || ")})`,
    canonicalText: ([value = ""], _, type) => canonicalText(value, type),
    hashBucket: ([text]) => `CAST(md5_number_upper(${text}) >> 52 AS BIGINT)`,
    hashRest: ([text]) => `CAST(md5_number_upper(${text}) & CAST(4503599627370495 AS UBIGINT) AS BIGINT)`,
    logBucket: ([number = "", width = ""]) => logBucket(toDouble(number), toDouble(width)),
    leadingDigit: ([number]) =>
      `CAST(nullif(regexp_extract(CAST(${number} AS VARCHAR), '[1-9]'), '') AS INTEGER)`,
    epochSeconds: ([time = ""], _, type) => epochSeconds(wallTime(time, type)),
    epochMicroseconds: ([time = ""], _, type) => `epoch_us(${wallTime(time, type)})`,
    dayNumber: ([time = ""], _, type) => dayNumber(wallTime(time, type)),
    hourNumber: ([time = ""], _, type) => hourNumber(wallTime(time, type)),
    monthNumber: ([time = ""], _, type) => monthNumber(wallTime(time, type)),
    weekday: ([time = ""], _, type) => `isodow(${wallTime(time, type)})`,
    // DuckDB's own raises for 0 and negative numbers.
    ln: ([number = ""]) => `CASE WHEN ${toDouble(number)} > 0 THEN ln(${toDouble(number)}) END`,
    coalesce: (values) => `coalesce(${values.join(", ")})`,
    nullIf: ([value, other]) => `nullif(${value}, ${other})`,
  },
  compare: (left, sign, right) => `${left} ${sign} ${right}`,
  isIn,
  isNull: (value) => `${value} IS NULL`,
  isFinite: (value) => `isfinite(${value})`,
  isNaN: (value) => `isnan(${value})`,
  comparesNaN: "largest",
  matches: (value, pattern) => `regexp_matches(${value}, ${pattern})`,
  endOfText: "\\z",
  formats,
  singleFloats: ["FLOAT"],
  exactNumber: (digits) => (digits.startsWith("-") ? `(${digits})` : digits),
  toDouble,
  temporal: (text, kind) => `${TEMPORAL_TYPES[kind]} '${text}'`,
  fieldsOf: structFields,
  field: (value, name) => `struct_extract(${value}, ${literal(name)})`,
  elementCount(value, typeName) {
    if (LIST.test(typeName)) return `len(${value})`;
    return MAP.test(typeName) ? `cardinality(${value})` : undefined;
  },
  elements: {
    typeOf: (typeName) => LIST.exec(typeName)?.[1],
    at: (value, place) => `list_extract(${value}, ${place + 1})`,
  },
  json: {
    holds: (typeName) => typeName === "JSON",
    at: (value, steps) => `json_extract_string(${value}, ${literal(steps.map(pointer).join(""))})`,
    typeName: "VARCHAR",
  },
};

// A step of a JSON pointer (RFC 6901), in which every name can be written.
function pointer(step: PathStep): string {
  return `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

function toDouble(value: string): string {
  return `CAST(${value} AS DOUBLE)`;
}

// The list is cast to the column's type, so that the column itself never is. IN is the slower of the two for
// all types but booleans (docs/decisions/0003).
function isIn(
  value: string,
  elements: readonly string[],
  type: ColumnType,
  typeName: string | undefined,
): string {
  const list = elements.join(", ");
  if (typeName === undefined || type.kind === "boolean") return `${value} IN (${list})`;
  return `list_contains([${list}]::${type.kind === "text" ? "VARCHAR" : typeName}[], ${value})`;
}
