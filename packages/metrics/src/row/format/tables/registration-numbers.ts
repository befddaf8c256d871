import { alphanumericValues, luhnCheck, valuesByPlace, weightedCheck } from "../check-tables.js";
import { ibanStructures } from "../code-lists.js";
import type { Format } from "../format.js";

/** The value of the letter X as a check digit of modulus 11. */
const withX = valuesByPlace("0123456789X");

/** What the letters of a vehicle's number are worth (49 CFR 565.15, table III); I, O and Q are not used. */
const vinValues = new Map([
  ...[..."0123456789"].map((digit): [string, number] => [digit, Number(digit)]),
  ...[..."ABCDEFGH"].map((letter, index): [string, number] => [letter, index + 1]),
  ...[..."JKLMN"].map((letter, index): [string, number] => [letter, index + 1]),
  ["P", 7],
  ["R", 9],
  ...[..."STUVWXYZ"].map((letter, index): [string, number] => [letter, index + 2]),
]);

/** The numbers of securities, companies, accounts, goods and publications: each has digits that check the others. */
export const registrationNumbers = {
  iban: {
    summary:
      "An International Bank Account Number in its electronic form: capital letters and digits without spaces, the length and structure of its country, and check digits.",
    source: "ISO 13616 and the structures of its registry; check digits ISO/IEC 7064 MOD 97-10",
    rule: {
      kind: "text",
      patterns: ["^[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}$"],
      oneOf: ibanStructures,
      check: { kind: "mod97", rotated: 4 },
    },
    example: "DE89370400440532013000",
    counterexample: "DE88370400440532013000",
  },
  isin: {
    summary:
      "An International Securities Identification Number: two capital letters, nine letters or digits, and a check digit. The prefix is not compared with a list of countries.",
    source: "ISO 6166",
    rule: { kind: "text", patterns: ["^[A-Z]{2}[0-9A-Z]{9}[0-9]$"], check: { kind: "luhn36" } },
    example: "US0378331005",
    counterexample: "US0378331006",
  },
  cusip: {
    summary:
      "A CUSIP of securities in North America: eight digits, capital letters or the signs *, @ and #, and a check digit.",
    source: "ANSI X9.6",
    rule: {
      kind: "text",
      patterns: ["^[0-9A-Z*@#]{8}[0-9]$"],
      check: luhnCheck(9, valuesByPlace("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*@#")),
    },
    example: "037833100",
    counterexample: "037833101",
  },
  sedol: {
    summary:
      "A SEDOL of securities in the United Kingdom: six digits, or since 2004 a capital consonant and five digits or capital consonants, and a check digit.",
    source: "London Stock Exchange, SEDOL Masterfile",
    rule: {
      kind: "text",
      patterns: ["^(?:[0-9]{6}|[BCDFGHJKLMNPQRSTVWXYZ][0-9BCDFGHJKLMNPQRSTVWXYZ]{5})[0-9]$"],
      check: weightedCheck([1, 3, 1, 7, 3, 9, 1], 10, alphanumericValues),
    },
    example: "B0WNLY7",
    counterexample: "B0WNLY8",
  },
  lei: {
    summary: "A Legal Entity Identifier: eighteen capital letters or digits, and two check digits.",
    source: "ISO 17442; check digits ISO/IEC 7064 MOD 97-10",
    rule: { kind: "text", patterns: ["^[0-9A-Z]{18}[0-9]{2}$"], check: { kind: "mod97", rotated: 0 } },
    example: "5493001KJTIIGC8Y1R12",
    counterexample: "5493001KJTIIGC8Y1R13",
  },
  figi: {
    summary:
      "A Financial Instrument Global Identifier: two capital consonants (not those of other identifiers), a G, eight consonants or digits, and a check digit.",
    source: "OMG Financial Instrument Global Identifier 1.0 (ANSI X9.145)",
    rule: {
      kind: "text",
      patterns: ["^[BCDFGHJKLMNPQRSTVWXYZ]{2}G[0-9BCDFGHJKLMNPQRSTVWXYZ]{8}[0-9]$"],
      except: ["^(?:BS|BM|GG|GB|GH|KY|VG)"],
      check: luhnCheck(12, alphanumericValues, 2),
    },
    example: "BBG000B9XRY4",
    counterexample: "BBG000B9XRY1",
  },
  creditCard: {
    summary:
      "The number of a payment card: 12 to 19 digits of which the last one checks the others, in groups parted by single spaces or hyphens, or in one. The issuer is not looked up.",
    source: "ISO/IEC 7812-1",
    rule: {
      kind: "text",
      patterns: ["^[0-9](?:[ -]?[0-9]){11,18}$"],
      separators: " -",
      check: luhnCheck(19),
    },
    example: "4111 1111 1111 1111",
    counterexample: "4111 1111 1111 1112",
  },
  vin: {
    summary:
      "A Vehicle Identification Number of North America: seventeen digits or capital letters other than I, O and Q, of which the ninth checks the others.",
    source: "ISO 3779; check digit 49 CFR 565.15",
    rule: {
      kind: "text",
      patterns: ["^[0-9A-HJ-NPR-Z]{8}[0-9X][0-9A-HJ-NPR-Z]{8}$"],
      check: weightedCheck([8, 7, 6, 5, 4, 3, 2, 10, -1, 9, 8, 7, 6, 5, 4, 3, 2], 11, (position) =>
        position === 8 ? withX : vinValues,
      ),
    },
    example: "1M8GDM9AXKP042788",
    counterexample: "1M8GDM9A1KP042788",
  },
  gtin: {
    summary:
      "A Global Trade Item Number (EAN-8, UPC-A, EAN-13 or GTIN-14): 8, 12, 13 or 14 digits of which the last one checks the others.",
    source: "GS1 General Specifications",
    rule: {
      kind: "text",
      patterns: ["^(?:[0-9]{8}|[0-9]{12,14})$"],
      check: weightedCheck([3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1], 10),
    },
    example: "4006381333931",
    counterexample: "4006381333932",
  },
  isbn10: {
    summary:
      "An International Standard Book Number of ten digits, of which the last one, which may be X, checks the others. Single hyphens or spaces may part them.",
    source: "ISO 2108:1992",
    rule: {
      kind: "text",
      patterns: ["^[0-9](?:[ -]?[0-9]){8}[ -]?[0-9X]$"],
      separators: " -",
      check: weightedCheck([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 11, withX),
    },
    example: "0-306-40615-2",
    counterexample: "0-306-40615-3",
  },
  isbn13: {
    summary:
      "An International Standard Book Number of thirteen digits, which begins with 978 or 979, and of which the last one checks the others. Single hyphens or spaces may part them.",
    source: "ISO 2108:2017",
    rule: {
      kind: "text",
      patterns: ["^9[ -]?7[ -]?[89](?:[ -]?[0-9]){10}$"],
      separators: " -",
      check: weightedCheck([1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1], 10),
    },
    example: "978-0-306-40615-7",
    counterexample: "978-0-306-40615-8",
  },
  issn: {
    summary:
      "An International Standard Serial Number: eight digits, of which the last one, which may be X, checks the others, with or without the hyphen in the middle.",
    source: "ISO 3297",
    rule: {
      kind: "text",
      patterns: ["^[0-9]{4}-?[0-9]{3}[0-9X]$"],
      separators: "-",
      check: weightedCheck([8, 7, 6, 5, 4, 3, 2, 1], 11, withX),
    },
    example: "0378-5955",
    counterexample: "0378-5954",
  },
} as const satisfies Readonly<Record<string, Format>>;
