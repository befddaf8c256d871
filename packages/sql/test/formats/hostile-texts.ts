import fc from "fast-check";

const SEED = 20250131;

/** Texts that have hardly any format, and break careless tests. */
const STRANGERS: readonly string[] = [
  "",
  " ",
  "\t",
  "\n",
  "\0",
  "null",
  "NULL",
  "NaN",
  "undefined",
  "0",
  "-",
  "-0",
  "+",
  ".",
  "..",
  "/",
  "//",
  "@",
  "'",
  '"',
  "';--",
  "\\",
  "%",
  "_",
  "%s",
  "[]",
  "{}",
  "()",
  "🎉",
  "👩‍👩‍👧",
  "\u202eabc",
  "\ufeff",
  "ß",
  "İ",
  "١٢٣",
  "１２３",
  "a".repeat(300),
  "1".repeat(300),
  "A1".repeat(40_000),
  "-".repeat(1000),
];

/**
 * Hostile texts around some that have a format: every mutation of them, and strangers. The same ones at every run.
 *
 * @param texts - texts of which most have the format
 */
export function hostileTexts(texts: fc.Arbitrary<string>): readonly string[] {
  const samples = [...new Set(fc.sample(texts, { seed: SEED, numRuns: 60 }))];
  const mutated = fc.sample(fc.tuple(fc.constantFrom(...samples), fc.nat(), fc.nat()), {
    seed: SEED,
    numRuns: 160,
  });
  const random = mutated.map(([text, at, how]) => mutation(text, at, how));
  const systematic = samples.slice(0, 6).flatMap(mutations);
  return [...new Set([...samples, ...random, ...systematic, ...STRANGERS])];
}

function mutations(text: string): readonly string[] {
  const half = Math.floor(text.length / 2);
  return [
    `${text}\n`,
    `${text}\r\n`,
    `\n${text}`,
    ` ${text}`,
    `${text} `,
    `\u00a0${text}`,
    `${text}\u2028`,
    `${text}\0`,
    `\0${text}`,
    `\ufeff${text}`,
    `\u202e${text}`,
    `${text}🎉`,
    `${text.slice(0, half)}\u200b${text.slice(half)}`,
    `${text.slice(0, half)} ${text.slice(half)}`,
    `${text.slice(0, half)}-${text.slice(half)}`,
    `${text.slice(0, half)}--${text.slice(half)}`,
    `${text}${text}`,
    `${text},${text}`,
    `"${text}"`,
    text.toLowerCase(),
    text.toUpperCase(),
    text.slice(1),
    text.slice(0, -1),
    text.replace(/[0-9]/g, shifted(0xff10)),
    text.replace(/[0-9]/, shifted(0x0660)),
    text.replace(/[A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xff21 - 0x41)),
    text.replace(/k/i, "\u212a").replace(/s/i, "\u017f"),
    text.repeat(500),
  ];
}

function mutation(text: string, at: number, how: number): string {
  const place = text.length === 0 ? 0 : at % text.length;
  const [before, one, after] = [text.slice(0, place), text.slice(place, place + 1), text.slice(place + 1)];
  const other = "0123456789ABCXYZabcxyz.:/-+ "[how % 28] ?? "";
  switch (how % 4) {
    case 0:
      return `${before}${other}${after}`;
    case 1:
      return `${before}${after}`;
    case 2:
      return `${before}${one}${other}${after}`;
    default: // foreign: the last of four remainders
      return `${before}${after.slice(0, 1)}${one}${after.slice(1)}`;
  }
}

function shifted(zero: number): (digit: string) => string {
  return (digit) => String.fromCharCode(zero + Number(digit));
}
