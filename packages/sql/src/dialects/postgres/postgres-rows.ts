import type { ColumnType } from "../../dialect/column-type.js";
import type { RowRenderers } from "../../dialect/row-renderers.js";
import { formats } from "./postgres-formats.js";
import { quote, text } from "./postgres-literals.js";

/** What `trim` takes away: space, tab, line feed, vertical tab, form feed and carriage return. */
const SPACES = "E' \\t\\n\\u000B\\f\\r'";

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
    coalesce: (values) => `coalesce(${values.join(", ")})`,
    nullIf: ([value, other]) => `nullif(${value}, ${other})`,
  },
  compare: (left, sign, right) => `${left} ${sign} ${right}`,
  isIn: (value, elements) => `${value} IN (${elements.join(", ")})`,
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
};

/** Whether a float is neither NaN nor infinite; unknown when it is null. */
export function finite(value: string): string {
  return `(${value} NOT IN ('NaN', 'Infinity', '-Infinity'))`;
}

/** A number as a double. */
export function toDouble(value: string): string {
  return `CAST(${value} AS double precision)`;
}

// Whole numbers are computed as numeric: those of 32 and 64 bits overflow.
function widened(value: string, type: ColumnType): string {
  return type.kind === "integer" ? `CAST(${value} AS numeric)` : value;
}

function infix(sign: "+" | "-" | "*"): (operands: readonly string[], type: ColumnType) => string {
  return ([a = "", b = ""], type) => `(${widened(a, type)} ${sign} ${widened(b, type)})`;
}
