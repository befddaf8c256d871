import type { FormatRenderers } from "../../dialect/format-renderers.js";

/** What letters and digits stand for, by their place. */
const ALPHANUMERIC = "'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'";

/** How ClickHouse tests texts for formats. Of a null any text is made, since arrays of its characters cannot be null. */
export const formats: FormatRenderers = {
  without: (text, characters) =>
    characters.reduce((shorter, character) => `replaceAll(${shorter}, ${character}, '')`, text),
  sum: (text, tables, modulus) =>
    once(text, (value) => {
      const places = tables.map(
        (table, index) =>
          `if(length(${value}) > ${index}, position(${table}, substring(${value}, length(${value}) - ${index}, 1)) - 1, 0)`,
      );
      return `(${places.join(" + ")}) % ${modulus} = 0`;
    }),
  mod97: (text, rotated) =>
    once(text, (value) => {
      const moved =
        rotated === 0
          ? value
          : `concat(substring(${value}, ${rotated + 1}), substring(${value}, 1, ${rotated}))`;
      // The longest texts have fewer digits than the largest number of 256 bits.
      return `toUInt256OrZero(${digitsOf(moved)}) % 97 = 1`;
    }),
  luhn36: (text) =>
    once(digitsOf(`ifNull(${text}, '')`), (digits) => {
      const each = `arrayMap(c -> toInt32OrZero(c), splitByString('', reverse(${digits})))`;
      const twice = "2 * d - if(d > 4, 9, 0)";
      return `arraySum((d, i) -> if(i % 2 = 1, d, ${twice}), ${each}, arrayEnumerate(${each})) % 10 = 0`;
    }),
  isJson: (text) => `isValidJSON(${text})`,
  castable: {
    integer: (text) => `(toInt64OrNull(${text}) IS NOT NULL)`,
    number: (text) => `(toFloat64OrNull(${text}) IS NOT NULL)`,
    // ClickHouse makes a day of 2024-02-30 and of years that it does not have: the text has to come out again.
    date: (text) => `(ifNull(toString(toDate32OrNull(${text})), '') = ${text})`,
    timestamp: (text) =>
      `(length(${text}) >= 10 AND startsWith(ifNull(toString(toDateTime64OrNull(${text}, 6, 'UTC')), ''), replaceOne(${text}, 'T', ' ')))`,
  },
};

// An array of one value: what is computed for it is written once.
function once(value: string, body: (value: string) => string): string {
  return `arrayMap(t -> ${body("t")}, [ifNull(${value}, '')])[1]`;
}

// Letters as the digits of 10 to 35.
function digitsOf(text: string): string {
  return `arrayStringConcat(arrayMap(c -> toString(position(${ALPHANUMERIC}, c) - 1), splitByString('', ${text})))`;
}
