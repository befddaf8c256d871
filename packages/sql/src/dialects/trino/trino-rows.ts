import type { RowRenderers } from "../../dialect/row-renderers.js";
import { widenedArithmetic } from "../widened-arithmetic.js";
import {
  canonicalText,
  dayNumber,
  epochMicroseconds,
  epochSeconds,
  hashBucket,
  hashRest,
  hourNumber,
  logBucket,
  monthNumber,
  wallTime,
} from "./trino-canonical.js";
import { temporal } from "./trino-days.js";
import { formats } from "./trino-formats.js";
import { quote } from "./trino-literals.js";
import { exactNumber, toDouble } from "./trino-numbers.js";
import { arrayElement, rowFields } from "./trino-types.js";

/** What `trim` takes away: space, tab, line feed, vertical tab, form feed and carriage return. */
const SPACES = String.raw`U&' \0009\000A\000B\000C\000D'`;

// Whole numbers of 64 bits overflow.
const { widened, infix } = widenedArithmetic("decimal(38,0)");

/** How Trino writes what can be said of one row. */
export const rows: RowRenderers = {
  functions: {
    length: ([value]) => `length(${value})`,
    lower: ([value]) => `lower(${value})`,
    upper: ([value]) => `upper(${value})`,
    trim: ([value]) => `trim(BOTH ${SPACES} FROM ${value})`,
    abs: ([value = ""], type) => `abs(${widened(value, type)})`,
    floor: ([value = ""], type) => (type.kind === "integer" ? value : `floor(${value})`),
    ceiling: ([value = ""], type) => (type.kind === "integer" ? value : `ceil(${value})`),
    add: infix("+"),
    sub: infix("-"),
    mul: infix("*"),
    div: ([a = "", b = ""]) => `(${toDouble(a)} / nullif(${toDouble(b)}, 0))`,
    concat: (texts) => `(${texts.join(" || ")})`,
    canonicalText: ([value = ""], _, type) => canonicalText(value, type),
    hashBucket: ([value = ""]) => hashBucket(value),
    hashRest: ([value = ""]) => hashRest(value),
    logBucket: ([value = "", width = ""]) => logBucket(toDouble(value), toDouble(width)),
    leadingDigit: ([value]) => `CAST(regexp_extract(CAST(${value} AS varchar), '[1-9]') AS integer)`,
    epochSeconds: ([time = ""], _, type) => epochSeconds(wallTime(time, type)),
    epochMicroseconds: ([time = ""], _, type) => epochMicroseconds(wallTime(time, type)),
    dayNumber: ([time = ""], _, type) => dayNumber(wallTime(time, type)),
    hourNumber: ([time = ""], _, type) => hourNumber(wallTime(time, type)),
    monthNumber: ([time = ""], _, type) => monthNumber(wallTime(time, type)),
    weekday: ([time = ""], _, type) => `day_of_week(${wallTime(time, type)})`,
    ln: ([value = ""]) => `CASE WHEN ${toDouble(value)} > 0 THEN ln(${toDouble(value)}) END`,
    coalesce: (values) => `coalesce(${values.join(", ")})`,
    nullIf: ([value, other]) => `nullif(${value}, ${other})`,
  },
  compare: (left, sign, right) => `${left} ${sign} ${right}`,
  isIn: (value, elements) => `${value} IN (${elements.join(", ")})`,
  isNull: (value) => `${value} IS NULL`,
  isFinite: (value) => `is_finite(${value})`,
  isNaN: (value) => `is_nan(${value})`,
  comparesNaN: "ieee",
  matches: (value, pattern) => `regexp_like(${value}, ${pattern})`,
  endOfText: "\\z",
  formats,
  singleFloats: ["real"],
  exactNumber,
  toDouble,
  temporal,
  fieldsOf: rowFields,
  field: (value, name) => `${value}.${quote(name)}`,
  elementCount: (value, typeName) =>
    /^(?:array|map)\(/.test(typeName) ? `cardinality(${value})` : undefined,
  elements: {
    typeOf: arrayElement,
    at: (value, place) => `element_at(${value}, ${place + 1})`,
  },
  // Scalars and what is made of others have functions of their own; a query casts what it needs.
  json: null,
};
