import fc from "fast-check";
import { isPossiblePhoneNumber } from "libphonenumber-js";
import validator from "validator";
import { CAPITALS, DIGITS, joined, of } from "./characters.js";
import { accepted, type FormatTruth, refused } from "./format-truth.js";

const fraction = fc.oneof(fc.constant(""), joined(".", of(DIGITS, 1, 6)));
const signed = (limit: number) => joined(fc.constantFrom("", "-", "+"), fc.nat(limit).map(String), fraction);
const twice = (maximum: number, minimum = 0) =>
  fc.integer({ min: minimum, max: maximum }).map((value) => String(value).padStart(2, "0"));
const date = joined(of(DIGITS, 4), "-", twice(12, 1), "-", twice(31, 1));
const time = joined(
  "T",
  twice(23),
  ":",
  twice(59),
  fc.oneof(fc.constant(""), joined(":", twice(59), fraction)),
);

/** Numbers, codes and times, by validator, libphonenumber-js and JSON.parse. */
export const valueTruths = {
  latitude: {
    texts: signed(92),
    oracle: (text) => !text.includes(",") && validator.isLatLong(`${text},0`),
    differences: [],
  },
  longitude: {
    texts: signed(183),
    oracle: (text) => !text.includes(",") && validator.isLatLong(`0,${text}`),
    differences: [
      refused("A number has no leading zeros.", "+05", /^[+-]?0[0-9]/),
      refused("No space stands before a number.", " 5", /^\s/),
    ],
  },
  percentage: {
    texts: joined(fc.constantFrom("", "+"), fc.nat(103).map(String), fraction, fc.constantFrom("", "%")),
    oracle: (text) => validator.isFloat(text.replace(/%$/, ""), { min: 0, max: 100 }),
    differences: [
      refused("A number has no leading zeros.", "067%", /^[+-]?0[0-9]/),
      refused("A fraction has digits.", "97.", /\.%?$/),
      refused("A percentage has no minus sign, nor has zero.", "-0", /^-0/),
    ],
  },
  probability: {
    texts: fc.oneof(
      joined(fc.constantFrom("0", "1", ""), fraction),
      joined(of(DIGITS, 1), ".", of(DIGITS, 1, 3), fc.constantFrom("e-", "E-"), of(DIGITS, 1, 2)),
    ),
    oracle: (text) => validator.isFloat(text, { min: 0, max: 1 }),
    differences: [
      refused("A number has no leading zeros.", "00.5", /^[+-]?0[0-9]/),
      refused("A fraction has digits.", "0.", /\.(?:$|[Ee])/),
      refused("A probability has no minus sign, nor has zero.", "-0", /^-0/),
      refused(
        "One digit stands before an exponent, as engines write it, and the exponent is not zero.",
        "29.03e-2",
        /^[0-9]{2,}(?:\.[0-9]*)?[Ee]|[Ee]-0+$/,
      ),
    ],
  },
  postalCodeUS: {
    texts: joined(of(DIGITS, 5), fc.oneof(fc.constant(""), joined("-", of(DIGITS, 4)))),
    oracle: (text) => validator.isPostalCode(text, "US"),
    differences: [],
  },
  postalCodeCA: {
    texts: joined(
      of(CAPITALS, 1),
      of(DIGITS, 1),
      of(CAPITALS, 1),
      fc.constantFrom("", " ", "-"),
      of(DIGITS, 1),
      of("ABCEGHJKLMNPRSTVWXYZ", 1),
      of(DIGITS, 1),
    ),
    oracle: (text) => validator.isPostalCode(text, "CA"),
    differences: [refused("No hyphen stands in the middle, by the guidelines.", "K1A-0B1", /-/)],
  },
  postalCodeDE: {
    texts: of(DIGITS, 5),
    oracle: (text) => validator.isPostalCode(text, "DE"),
    differences: [refused("No code begins with 00.", "00115", /^00/)],
  },
  postalCodeNL: {
    texts: joined(of(DIGITS, 4), fc.constantFrom("", " "), of(CAPITALS, 2)),
    oracle: (text) => validator.isPostalCode(text, "NL"),
    differences: [],
  },
  postalCodeGB: {
    texts: joined(
      of(CAPITALS, 1, 2),
      of(DIGITS, 1),
      of(`${DIGITS}${CAPITALS}`, 0, 1),
      fc.constantFrom("", " "),
      of(DIGITS, 1),
      of("ABDEFGHJLNPQRSTUWXYZ", 2),
    ),
    oracle: (text) => validator.isPostalCode(text, "GB"),
    differences: [
      refused("C, I, K, M, O and V are not used behind the digit.", "SW1A 1AC", /[CIKMOV][A-Z]$|[CIKMOV]$/i),
      refused("A code has its second half.", "SW1A", (text) => text.trim().length <= 4),
      refused("No other white space stands in the middle.", "SW1A\u00a01AA", /[^ \S]/),
    ],
  },
  postalCodeFR: {
    texts: of(DIGITS, 5),
    oracle: (text) => validator.isPostalCode(text, "FR"),
    differences: [
      accepted("97 and 98 are the overseas departments and territories, and Monaco.", "98000", /^9[78]/),
      accepted("96 is used for the armed forces.", "96000", /^96/),
    ],
  },
  phone: {
    texts: joined("+", fc.constantFrom("1", "44", "49", "31", "33", "7", "81", "971"), of(DIGITS, 8, 10)),
    oracle: (text) => isPossiblePhoneNumber(text),
    differences: [
      refused(
        "No separators stand in a number, and its digits are ASCII: what a library reads is more than E.164 has.",
        "+49 30 123456",
        /[^+0-9]/,
      ),
      accepted("The numbering plans of countries are not looked up.", "+70305842", /^\+[1-9][0-9]{6,14}$/),
    ],
  },
  iso8601: {
    texts: joined(
      date,
      fc.oneof(fc.constant(""), joined(time, fc.constantFrom("", "Z", "+02:00", "-0530", "+01"))),
    ),
    oracle: (text) => validator.isISO8601(text),
    differences: [
      refused(
        "The basic and the extended form are not mixed.",
        "2025-01-31T12:30-0530",
        /^[0-9]{4}-.*(?:[+-][0-9]{4}$|T[0-9]{4})/,
      ),
      refused("A day is complete: year, month and day.", "2025-01", /^[0-9]{4}(?:-?[0-9]{2})?$/),
      refused("No white space stands around the text.", "2025-01-31\n", /\s/),
    ],
  },
  json: {
    texts: fc.json(),
    oracle(text) {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    },
    differences: [
      refused(
        "An escape for half a surrogate pair stands for no character, and engines refuse it.",
        '"\\ud800"',
        /\\u[Dd][89A-Fa-f]/,
      ),
    ],
  },
} satisfies Record<string, FormatTruth>;
