import fc from "fast-check";
import { isValidIBAN } from "ibantools";
import { computeWithoutCheck } from "iso-7064";
import validator from "validator";
import { CAPITALS, checked, DIGITS, joined, of } from "./characters.js";
import { accepted, type FormatTruth, refused } from "./format-truth.js";

const ALPHANUMERIC = `${DIGITS}${CAPITALS}`;
const VIN_CHARACTERS = [...ALPHANUMERIC].filter((character) => !"IOQ".includes(character)).join("");
const separated = (digits: fc.Arbitrary<string>, every: number) =>
  fc
    .tuple(digits, fc.constantFrom("", " ", "-"))
    .map(([text, separator]) => (text.match(new RegExp(`.{1,${every}}`, "g")) ?? []).join(separator));

/** Structures of which random numbers are made, as the registry of IBANs writes them. */
const COUNTRIES: readonly (readonly [country: string, bban: fc.Arbitrary<string>])[] = [
  ["DE", of(DIGITS, 18)],
  ["GB", joined(of(CAPITALS, 4), of(DIGITS, 14))],
  ["FR", joined(of(DIGITS, 10), of(ALPHANUMERIC, 11), of(DIGITS, 2))],
  ["MT", joined(of(CAPITALS, 4), of(DIGITS, 5), of(ALPHANUMERIC, 18))],
  ["NO", of(DIGITS, 11)],
  ["NL", joined(of(CAPITALS, 4), of(DIGITS, 10))],
];
const ibans = fc.constantFrom(...COUNTRIES).chain(([country, bban]) =>
  bban.map((account) => {
    const rest = computeWithoutCheck(`${account}${country}00`);
    return `${country}${String(98 - rest).padStart(2, "0")}${account}`;
  }),
);

/** Registration numbers, by validator, ibantools and iso-7064. */
export const numberTruths = {
  iban: {
    texts: ibans,
    oracle: (text) => validator.isIBAN(text),
    differences: [
      refused("Spaces and hyphens stand in the printed form only.", "DE89 3704 0044 0532 0130 00", /[\s-]/),
      refused("The letters are capital.", "de89370400440532013000", /[a-z]/),
    ],
  },
  "iban by ibantools": {
    texts: ibans,
    oracle: (text) => isValidIBAN(text),
    differences: [
      accepted(
        "The check digits of a country inside of its account numbers are its own affair.",
        "FR414696019526MGP97Y2PAIT68",
        /^(?:FR|NO|MT|GB|NL|DE)/,
      ),
    ],
  },
  isin: {
    texts: checked(joined(of(CAPITALS, 2), of(ALPHANUMERIC, 9)), (text) => validator.isISIN(text)),
    oracle: (text) => validator.isISIN(text),
    differences: [],
  },
  lei: {
    texts: of(ALPHANUMERIC, 18).map((body) => {
      return body + String(98 - computeWithoutCheck(`${body}00`)).padStart(2, "0");
    }),
    oracle: (text) => /^[0-9A-Z]{18}[0-9]{2}$/.test(text) && computeWithoutCheck(text) === 1,
    differences: [],
  },
  creditCard: {
    texts: separated(
      fc
        .integer({ min: 11, max: 18 })
        .chain((length) => checked(of(DIGITS, length), (text) => validator.isLuhnNumber(text))),
      4,
    ),
    oracle: (text) => validator.isLuhnNumber(text),
    differences: [
      refused("There are at least 12 digits.", "26", (text) => text.replace(/\D/g, "").length < 12),
      refused(
        "There are at most 19 digits.",
        "4111111111111111".repeat(2),
        (text) => text.replace(/\D/g, "").length > 19,
      ),
      refused(
        "One space or hyphen parts two digits, and none stands at the ends.",
        "4111--1111-1111-1111",
        /[ -][ -]|^[ -]|[ -]$/,
      ),
    ],
  },
  vin: {
    texts: joined(of(VIN_CHARACTERS, 17)).map((text) => {
      const right = [...`${DIGITS}X`].map((digit) => text.slice(0, 8) + digit + text.slice(9)).find(isVin);
      return right ?? text;
    }),
    oracle: isVin,
    differences: [],
  },
  gtin: {
    texts: fc.constantFrom(7, 11, 12, 13).chain((length) => checked(of(DIGITS, length), isGtin)),
    oracle: isGtin,
    differences: [],
  },
  isbn10: {
    texts: separated(
      checked(of(DIGITS, 9), (text) => validator.isISBN(text, 10), `${DIGITS}X`),
      3,
    ),
    oracle: (text) => validator.isISBN(text, 10),
    differences: [
      refused(
        "One space or hyphen parts two digits, and none stands at the ends.",
        "0--306-40615-2",
        /[\s-][\s-]|^[\s-]|[\s-]$/,
      ),
      refused("No other white space parts the digits.", "0\u00a0306-40615-2", /[^0-9X -]/),
    ],
  },
  isbn13: {
    texts: separated(
      checked(joined(fc.constantFrom("978", "979"), of(DIGITS, 9)), (text) => validator.isISBN(text, 13)),
      3,
    ),
    oracle: (text) => validator.isISBN(text, 13),
    differences: [
      refused(
        "One space or hyphen parts two digits, and none stands at the ends.",
        "978--0-306-40615-7",
        /[\s-][\s-]|^[\s-]|[\s-]$/,
      ),
      refused("No other white space parts the digits.", "978\u00a00-306-40615-7", /[^0-9X -]/),
    ],
  },
  issn: {
    texts: fc
      .tuple(
        checked(of(DIGITS, 7), (text) => validator.isISSN(text), `${DIGITS}X`),
        fc.constantFrom("", "-"),
      )
      .map(([text, hyphen]) => `${text.slice(0, 4)}${hyphen}${text.slice(4)}`),
    oracle: (text) => validator.isISSN(text, { case_sensitive: true }),
    differences: [],
  },
} satisfies Record<string, FormatTruth>;

// A number of twelve digits is one of thirteen with a zero before it.
function isGtin(text: string): boolean {
  return validator.isEAN(text) || (/^[0-9]{12}$/.test(text) && validator.isEAN(`0${text}`));
}

// No maintained library tells these; this is 49 CFR 565.15 word by word.
function isVin(text: string): boolean {
  if (!/^[0-9A-HJ-NPR-Z]{17}$/.test(text)) return false;
  const values = "0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ";
  const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
  const sum = weights.reduce((total, weight, index) => {
    return total + weight * (values.indexOf(text[index] ?? "") % 10);
  }, 0);
  return (sum % 11 === 10 ? "X" : String(sum % 11)) === text[8];
}
