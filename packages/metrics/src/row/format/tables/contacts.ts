import type { Format } from "../format.js";

const CA_LETTER = "[ABCEGHJ-NPRSTV-Z]";

/** Postal codes and phone numbers. Whether there is such an address or number is not looked up. */
export const contacts = {
  postalCodeUS: {
    summary: "A ZIP code of the United States: five digits, perhaps with a hyphen and four more.",
    source: "USPS Publication 28",
    rule: { kind: "text", patterns: ["^[0-9]{5}(?:-[0-9]{4})?$"] },
    example: "94103-1234",
    counterexample: "9410",
  },
  postalCodeCA: {
    summary:
      "A postal code of Canada: letter, digit, letter, perhaps a space, digit, letter, digit, in either case. D, F, I, O, Q and U are not used, nor W and Z at the start.",
    source: "Canada Post, Addressing Guidelines",
    rule: {
      kind: "text",
      patterns: [`^[ABCEGHJ-NPRSTVXY][0-9]${CA_LETTER} ?[0-9]${CA_LETTER}[0-9]$`],
      flags: "i",
    },
    example: "K1A 0B1",
    counterexample: "D1A 0B1",
  },
  postalCodeDE: {
    summary: "A postal code of Germany: five digits that do not begin with 00.",
    source: "Deutsche Post",
    rule: { kind: "text", patterns: ["^(?:0[1-9]|[1-9][0-9])[0-9]{3}$"] },
    example: "10115",
    counterexample: "00115",
  },
  postalCodeNL: {
    summary:
      "A postal code of the Netherlands: four digits of which the first is not 0, perhaps a space, and two letters in either case, which are not SA, SD or SS.",
    source: "PostNL",
    rule: {
      kind: "text",
      patterns: ["^[1-9][0-9]{3} ?(?:[A-RT-Z][A-Z]|S[BCE-RT-Z])$"],
      flags: "i",
    },
    example: "1012 AB",
    counterexample: "1012 SS",
  },
  postalCodeGB: {
    summary:
      "A postcode of the United Kingdom, in either case: an area of one or two letters, a district of a digit and perhaps a digit or letter, perhaps a space, a digit and two letters other than C, I, K, M, O and V. Or GIR 0AA.",
    source: "BS 7666",
    rule: {
      kind: "text",
      patterns: ["^(?:GIR ?0AA|[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][ABD-HJLNP-UW-Z]{2})$"],
      flags: "i",
    },
    example: "SW1A 1AA",
    counterexample: "SW1A 1AC",
  },
  postalCodeFR: {
    summary: "A postal code of France: five digits, of which the first two are 01 to 98.",
    source: "La Poste",
    rule: { kind: "text", patterns: ["^(?:0[1-9]|[1-8][0-9]|9[0-8])[0-9]{3}$"] },
    example: "75008",
    counterexample: "99008",
  },
  phone: {
    summary:
      "An international phone number: a plus sign and 7 to 15 digits of which the first is not 0, without separators.",
    source: "ITU-T E.164",
    rule: { kind: "text", patterns: ["^\\+[1-9][0-9]{6,14}$"] },
    example: "+4930123456",
    counterexample: "004930123456",
  },
} as const satisfies Readonly<Record<string, Format>>;
