import type { FormatRenderers } from "../../dialect/format-renderers.js";
import { bound } from "./trino-lambda.js";

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LETTERS = [...DIGITS.slice(10)].map((letter, index) => [letter, 10 + index] as const);

/** How Trino tests texts for formats. */
export const formats: FormatRenderers = {
  without: (text, characters) =>
    characters.reduce((shorter, character) => `replace(${shorter}, ${character}, '')`, text),
  sum: (text, tables, modulus) =>
    bound(text, (value) => {
      // A place before the start would count from the end.
      const places = tables.map((table, index) => {
        const character = `substr(${value}, length(${value}) - ${index}, 1)`;
        return `if(length(${value}) > ${index}, strpos(${table}, ${character}), 1)`;
      });
      return `(${places.join(" + ")} - ${tables.length}) % ${modulus} = 0`;
    }),
  // A number of so many digits has no type, so its remainder is computed digit by digit.
  mod97(text, rotated) {
    const moved = (value: string): string =>
      rotated === 0 ? value : `(substr(${value}, ${rotated + 1}) || substr(${value}, 1, ${rotated}))`;
    return bound(text, (value) => {
      const next = `(dqx_s * if(dqx_c >= 'A', 100, 10) + strpos('${DIGITS}', dqx_c) - 1) % 97`;
      return `reduce(regexp_extract_all(${moved(value)}, '.'), BIGINT '0', (dqx_s, dqx_c) -> ${next}, dqx_s -> dqx_s) = 1`;
    });
  },
  luhn36: (text) =>
    bound(digitsOf(text), (digits) => {
      const digit = `CAST(substr(${digits}, length(${digits}) - dqx_p + 1, 1) AS bigint)`;
      const twice = `2 * ${digit} - if(${digit} > 4, 9, 0)`;
      const next = `dqx_s + if(dqx_p % 2 = 1, ${digit}, ${twice})`;
      return `reduce(sequence(1, length(${digits})), BIGINT '0', (dqx_s, dqx_p) -> ${next}, dqx_s -> dqx_s) % 10 = 0`;
    }),
  isJson: (text) => `(try(json_parse(${text})) IS NOT NULL)`,
  castable: {
    integer: castable("bigint"),
    number: castable("double"),
    date: castable("date"),
    timestamp: castable("timestamp(6)"),
  },
};

// Letters as the digits of 10 to 35.
function digitsOf(text: string): string {
  return LETTERS.reduce((digits, [letter, number]) => `replace(${digits}, '${letter}', '${number}')`, text);
}

function castable(type: string): (text: string) => string {
  return (text) => `(try_cast(${text} AS ${type}) IS NOT NULL)`;
}
