import { formats } from "@dqx/metrics";
import fc from "fast-check";
import tzdata from "tzdata" with { type: "json" };
import validator from "validator";
import { CAPITALS, of } from "./characters.js";
import { type FormatTruth, refused } from "./format-truth.js";

/** Codes of lists, by validator and tzdata. */
export const codeTruths = {
  countryCode2: {
    texts: listed("countryCode2", of(CAPITALS, 2)),
    oracle: (text) => validator.isISO31661Alpha2(text),
    differences: [
      refused("The letters are capital.", "de", /[a-z]/),
      refused("No letter beyond ASCII becomes one in capitals.", "ß", /[^\0-\x7f]/),
    ],
  },
  countryCode3: {
    texts: listed("countryCode3", of(CAPITALS, 3)),
    oracle: (text) => validator.isISO31661Alpha3(text),
    differences: [refused("The letters are capital.", "deu", /[a-z]/)],
  },
  currencyCode: {
    texts: listed("currencyCode", of(CAPITALS, 3)),
    oracle: (text) => validator.isISO4217(text),
    differences: [
      refused("The letters are capital.", "eur", /[a-z]/),
      refused("No letter beyond ASCII becomes one in capitals.", "RſD", /[^\0-\x7f]/),
    ],
  },
  languageCode: {
    texts: listed("languageCode", of("abcdefghijklmnopqrstuvwxyz", 2)),
    oracle: (text) => validator.isISO6391(text),
    differences: [],
  },
  timeZone: {
    texts: listed("timeZone", fc.constantFrom(...Object.keys(tzdata.zones))),
    oracle: (text) => Object.hasOwn(tzdata.zones, text),
    differences: [],
  },
} satisfies Record<string, FormatTruth>;

// All of our list, since what differs there is what matters, and others.
function listed(name: keyof typeof formats, others: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const { rule } = formats[name];
  const list = rule.kind === "text" ? (rule.oneOf?.() ?? []) : [];
  return fc.oneof(fc.constantFrom(...list.map((code) => code.replaceAll("\\", ""))), others);
}
