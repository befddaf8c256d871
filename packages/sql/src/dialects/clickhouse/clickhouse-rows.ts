import type { ColumnType } from "../../dialect/column-type.js";
import type { RowRenderers } from "../../dialect/row-renderers.js";
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
  weekday,
} from "./clickhouse-canonical.js";
import { isOutsideOfDays, temporal } from "./clickhouse-days.js";
import { formats } from "./clickhouse-formats.js";
import { exactNumber, text } from "./clickhouse-literals.js";
import { addition, groupKey, magnitude, product, rounded, toDouble } from "./clickhouse-numbers.js";
import { arrayElement, tupleFields } from "./clickhouse-types.js";

/** What `trim` takes away: space, tab, line feed, vertical tab, form feed and carriage return. */
const SPACES = String.raw`' \t\n\v\f\r'`;

/** How ClickHouse writes what can be said of one row. */
export const rows: RowRenderers = {
  functions: {
    length: ([value]) => `lengthUTF8(${value})`,
    lower: ([value]) => `lowerUTF8(${value})`,
    upper: ([value]) => `upperUTF8(${value})`,
    trim: ([value]) => `trim(BOTH ${SPACES} FROM ${value})`,
    abs: ([value = ""], type) => magnitude(value, type),
    floor: ([value = ""], _, type) => rounded("floor", value, type),
    ceiling: ([value = ""], _, type) => rounded("ceil", value, type),
    add: ([a = "", b = ""], type) => addition("+", a, b, type),
    sub: ([a = "", b = ""], type) => addition("-", a, b, type),
    mul: ([a = "", b = ""], type) => product(a, b, type),
    div: ([a = "", b = ""]) => `(${toDouble(a)} / nullIf(${toDouble(b)}, 0))`,
    concat: (texts) => `concat(${texts.join(", ")})`,
    canonicalText: ([value = ""], _, type) => canonicalText(value, type),
    hashBucket: ([value = ""]) => hashBucket(value),
    hashRest: ([value = ""]) => hashRest(value),
    logBucket: ([value = "", width = ""]) => logBucket(toDouble(value), toDouble(width)),
    leadingDigit: ([value]) => `toInt32OrNull(extract(toString(${value}), '[1-9]'))`,
    epochSeconds: ([time = ""], _, type) => epochSeconds(time, type),
    epochMicroseconds: ([time = ""], _, type) => epochMicroseconds(time, type),
    dayNumber: ([time = ""], _, type) => dayNumber(time, type),
    hourNumber: ([time = ""], _, type) => hourNumber(time, type),
    monthNumber: ([time = ""], _, type) => monthNumber(time, type),
    weekday: ([time = ""], _, type) => weekday(time, type),
    ln: ([value = ""]) => `if(${toDouble(value)} > 0, log(${toDouble(value)}), NULL)`,
    coalesce: (values) => `coalesce(${values.join(", ")})`,
    nullIf: ([value, other]) => `nullIf(${value}, ${other})`,
  },
  compare: (left, sign, right) => `${left} ${sign} ${right}`,
  isIn,
  isNull: (value) => `${value} IS NULL`,
  isFinite: (value) => `isFinite(${value})`,
  isNaN: (value) => `isNaN(${value})`,
  comparesNaN: "ieee",
  matches: (value, pattern) => `match(${value}, ${pattern})`,
  endOfText: "\\z",
  formats,
  groupKey,
  singleFloats: [
    "Float32",
    "Nullable(Float32)",
    "LowCardinality(Float32)",
    "LowCardinality(Nullable(Float32))",
  ],
  exactNumber,
  toDouble,
  temporal,
  fieldsOf: tupleFields,
  field: (value, name) => `tupleElement(${value}, ${text(name)})`,
  elementCount: (value, typeName) => (/^(?:Array|Map)\(/.test(typeName) ? `length(${value})` : undefined),
  elements: {
    typeOf: arrayElement,
    // A place without an element has the default of the type.
    at: (value, place) => `if(length(${value}) > ${place}, ${value}[${place + 1}], NULL)`,
  },
  // What is inside of JSON has types of its own, and numbers that are written as doubles.
  json: null,
};

// A set tells −0 from 0 by their bits, and takes no instants of another precision than the column's.
function isIn(value: string, elements: readonly string[], type: ColumnType): string {
  switch (type.kind) {
    case "float":
      return `${value} + 0 IN (${elements.map((each) => (each === "(-0.)" ? "0" : each)).join(", ")})`;
    case "timestamp":
    case "timestamptz":
      return elements.map((each) => `(${value} = ${each})`).join(" OR ");
    case "date": {
      const known = elements.filter((each) => !isOutsideOfDays(each));
      return known.length === 0 ? `(${value} IS NULL) AND NULL` : `${value} IN (${known.join(", ")})`;
    }
    case "integer":
    case "decimal":
    case "boolean":
    case "text":
    case "other":
      return `${value} IN (${elements.join(", ")})`;
  }
}
