import type { FormatRenderers } from "../../dialect/format-renderers.js";

/** What letters and digits stand for, by their place. */
const ALPHANUMERIC = "'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'";
/** What DuckDB's parser accepts beyond JSON, outside of texts: commas before closing brackets, NaN and infinities. */
const MORE_THAN_JSON = String.raw`'(?s)^(?:[^"]|"(?:[^"\\]|\\.)*")*(?:,[ \t\r\n]*[\]}]|[Nn][Aa][Nn]|[Ii][Nn][Ff])'`;
const QUOTED_NAME = /^"(?:[^"]|"")*"$/;

/** How DuckDB 1.5 tests texts for formats. */
export const formats: FormatRenderers = {
  without: (text, characters) =>
    characters.reduce((shorter, character) => `replace(${shorter}, ${character}, '')`, text),
  sum: (text, tables, modulus) =>
    once(text, (value) => {
      // A position before the start is the empty text, which is found at the first place.
      const places = tables.map((table, index) => `strpos(${table}, ${value}[-${index + 1}])`);
      return `(${places.join(" + ")} - ${tables.length}) % ${modulus} = 0`;
    }),
  mod97: (text, rotated) =>
    once(text, (value) => {
      const moved = rotated === 0 ? value : `(${value}[${rotated + 1}:] || ${value}[:${rotated}])`;
      const step = "(r * CASE WHEN v > 9 THEN 100 ELSE 10 END + v) % 97";
      return `list_reduce(${valuesOf(moved)}, lambda r, v: ${step}, 0::BIGINT) = 1`;
    }),
  // What was read so far sums to r // 1000 when its last digit counts once, and to r % 1000 when it counts twice. A
  // digit makes one of them the other; a letter is two digits.
  luhn36: (text) => {
    const digit = `(r % 1000 + v) * 1000 + r // 1000 + ${twice("v")}`;
    const letter = `r + (${twice("(v // 10)")} + v % 10) * 1000 + v // 10 + ${twice("(v % 10)")}`;
    const step = `CASE WHEN v < 10 THEN ${digit} ELSE ${letter} END`;
    return `list_reduce(${valuesOf(text)}, lambda r, v: ${step}, 0::BIGINT) // 1000 % 10 = 0`;
  },
  isJson: (text) => `(json_valid(${text}) AND NOT regexp_matches(${text}, ${MORE_THAN_JSON}))`,
  castable: {
    integer: castable("BIGINT"),
    number: castable("DOUBLE"),
    date: castable("DATE"),
    timestamp: castable("TIMESTAMP"),
  },
};

// Inside of CASE, DuckDB computes equal expressions as often as they stand there. A list of one has one value.
function once(value: string, body: (value: string) => string): string {
  return QUOTED_NAME.test(value) ? body(value) : `list_transform([${value}], lambda t: ${body("t")})[1]`;
}

function valuesOf(text: string): string {
  return `list_transform(string_split(${text}, ''), lambda c: strpos(${ALPHANUMERIC}, c) - 1)`;
}

function twice(digit: string): string {
  return `2 * ${digit} - CASE WHEN ${digit} > 4 THEN 9 ELSE 0 END`;
}

function castable(type: string): (text: string) => string {
  return (text) => `TRY_CAST(${text} AS ${type}) IS NOT NULL`;
}
