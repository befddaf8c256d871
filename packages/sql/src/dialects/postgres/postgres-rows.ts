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
  weekday,
} from "./postgres-canonical.js";
import { formats } from "./postgres-formats.js";
import { quote, text } from "./postgres-literals.js";
import { finite, toDouble } from "./postgres-numbers.js";

/** What `trim` takes away: space, tab, line feed, vertical tab, form feed and carriage return. */
const SPACES = "E' \\t\\n\\u000B\\f\\r'";

// Whole numbers of 32 and 64 bits overflow.
const { widened, infix } = widenedArithmetic("numeric");

/** How PostgreSQL 14 and later write what can be said of one row. */
export const rows: RowRenderers = {
  functions: {
    length: ([value]) => `char_length(${value})`,
    lower: ([value]) => `lower(${value})`,
    upper: ([value]) => `upper(${value})`,
    trim: ([value]) => `btrim(${value}, ${SPACES})`,
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
    leadingDigit: ([value]) => `CAST(substring(CAST(${value} AS text) FROM '[1-9]') AS integer)`,
    epochSeconds: ([time = ""], _, type) => epochSeconds(wallTime(time, type)),
    epochMicroseconds: ([time = ""], _, type) => epochMicroseconds(wallTime(time, type)),
    dayNumber: ([time = ""], _, type) => dayNumber(wallTime(time, type)),
    hourNumber: ([time = ""], _, type) => hourNumber(wallTime(time, type)),
    monthNumber: ([time = ""], _, type) => monthNumber(wallTime(time, type)),
    weekday: ([time = ""], _, type) => weekday(wallTime(time, type)),
    ln: ([value = ""]) => `CASE WHEN ${toDouble(value)} > 0 THEN ln(${toDouble(value)}) END`,
    coalesce: (values) => `coalesce(${values.join(", ")})`,
    nullIf: ([value, other]) => `nullif(${value}, ${other})`,
  },
  compare: (left, sign, right) => `${left} ${sign} ${right}`,
  isIn: (value, elements) => `${value} IN (${elements.join(", ")})`,
  sortKey: (value, type) => (type.kind === "text" ? `${value} COLLATE "C"` : value),
  isNull: (value) => `${value} IS NULL`,
  isFinite: finite,
  isNaN: (value) => `${value} = 'NaN'`,
  comparesNaN: "largest",
  matches: (value, pattern) => `${value} ~ ${pattern}`,
  endOfText: "$",
  formats,
  singleFloats: ["real"],
  exactNumber: (digits) => `(${digits})`,
  toDouble,
  temporal: (value, kind) => `CAST(${text(value)} AS ${kind})`,
  fieldsOf: () => undefined,
  field: (value, name) => `(${value}).${quote(name)}`,
  elementCount: (value, typeName) => (typeName.endsWith("[]") ? `cardinality(${value})` : undefined),
  elements: null,
  json: null,
};
