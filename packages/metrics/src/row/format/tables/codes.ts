import { countryCodes2, countryCodes3, currencyCodes, languageCodes, timeZones } from "../code-lists.js";
import type { Format } from "../format.js";

/** Codes of lists. The lists were made from packages that keep them; they are the ones of the release. */
export const codes = {
  countryCode2: {
    summary:
      "A country code of two capital letters that is assigned; reserved and user-assigned codes are not.",
    source: "ISO 3166-1 alpha-2",
    rule: { kind: "text", patterns: [], oneOf: countryCodes2 },
    example: "DE",
    counterexample: "UK",
  },
  countryCode3: {
    summary:
      "A country code of three capital letters that is assigned; reserved and user-assigned codes are not.",
    source: "ISO 3166-1 alpha-3",
    rule: { kind: "text", patterns: [], oneOf: countryCodes3 },
    example: "DEU",
    counterexample: "GER",
  },
  currencyCode: {
    summary:
      "A currency code of three capital letters that is in use, those of metals and of testing among them.",
    source: "ISO 4217",
    rule: { kind: "text", patterns: [], oneOf: currencyCodes },
    example: "EUR",
    counterexample: "EURO",
  },
  languageCode: {
    summary: "A language code of two small letters.",
    source: "ISO 639-1",
    rule: { kind: "text", patterns: [], oneOf: languageCodes },
    example: "de",
    counterexample: "ge",
  },
  timeZone: {
    summary: "The name of a time zone, links to other names among them, in the database's own case.",
    source: "IANA Time Zone Database",
    rule: { kind: "text", patterns: [], oneOf: timeZones },
    example: "Europe/Berlin",
    counterexample: "Europe/Munich",
  },
} as const satisfies Readonly<Record<string, Format>>;
