import type { FormatRenderers } from "../../dialect/format-renderers.js";

const LETTERS = Array.from(
  { length: 26 },
  (_, index) => [String.fromCharCode(65 + index), 10 + index] as const,
);

/** How PostgreSQL tests texts for formats; those of JSON and of casts take PostgreSQL 16 or later. */
export const formats: FormatRenderers = {
  without: (text, characters) =>
    characters.reduce((shorter, character) => `replace(${shorter}, ${character}, '')`, text),
  sum: (text, tables, modulus) =>
    once(text, (value) => {
      // A position before the start is the empty text, which is found at the first place.
      const places = tables.map(
        (table, index) => `strpos(${table}, substr(${value}, char_length(${value}) - ${index}, 1))`,
      );
      return `(${places.join(" + ")} - ${tables.length}) % ${modulus} = 0`;
    }),
  mod97: (text, rotated) =>
    once(text, (value) => {
      const moved =
        rotated === 0 ? value : `(substr(${value}, ${rotated + 1}) || substr(${value}, 1, ${rotated}))`;
      return `CAST(${digitsOf(moved)} AS numeric) % 97 = 1`;
    }),
  luhn36: (text) =>
    once(digitsOf(text), (digits) => {
      const digit = `CAST(substr(${digits}, char_length(${digits}) - p, 1) AS integer)`;
      const twice = `2 * ${digit} - CASE WHEN ${digit} > 4 THEN 9 ELSE 0 END`;
      const sum = `sum(CASE WHEN p % 2 = 0 THEN ${digit} ELSE ${twice} END)`;
      return `(SELECT ${sum} % 10 = 0 FROM generate_series(0, char_length(${digits}) - 1) AS places (p))`;
    }),
  isJson: (text) => `pg_input_is_valid(${text}, 'json')`,
  castable: {
    integer: castable("bigint"),
    number: castable("double precision"),
    date: castable("date"),
    timestamp: castable("timestamp"),
  },
};

// A row of one value: what is computed for it is computed once.
function once(value: string, body: (value: string) => string): string {
  return `(SELECT ${body("t")} FROM (VALUES (${value})) AS texts (t))`;
}

// Letters as the digits of 10 to 35.
function digitsOf(text: string): string {
  return LETTERS.reduce((digits, [letter, number]) => `replace(${digits}, '${letter}', '${number}')`, text);
}

function castable(type: string): (text: string) => string {
  return (text) => `pg_input_is_valid(${text}, '${type}')`;
}
