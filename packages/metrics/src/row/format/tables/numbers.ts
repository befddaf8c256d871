import type { Format } from "../format.js";

/** Numbers within bounds. A numeric column is compared with the bounds, a text has to be such a number in digits. */
export const boundedNumbers = {
  latitude: {
    summary: "Degrees of latitude: a decimal number from -90 to 90, without an exponent.",
    source: "ISO 6709, decimal degrees",
    rule: { kind: "text", patterns: ["^[+-]?(?:90(?:\\.0+)?|[1-8]?[0-9](?:\\.[0-9]+)?)$"] },
    example: "52.520008",
    counterexample: "90.0001",
    range: [-90, 90],
  },
  longitude: {
    summary: "Degrees of longitude: a decimal number from -180 to 180, without an exponent.",
    source: "ISO 6709, decimal degrees",
    rule: {
      kind: "text",
      patterns: ["^[+-]?(?:180(?:\\.0+)?|(?:1[0-7][0-9]|[1-9]?[0-9])(?:\\.[0-9]+)?)$"],
    },
    example: "-122.4194",
    counterexample: "181",
    range: [-180, 180],
  },
  percentage: {
    summary: "A decimal number from 0 to 100, without an exponent; a text may end with the sign %.",
    source: "This catalogue",
    rule: { kind: "text", patterns: ["^\\+?(?:100(?:\\.0+)?|[1-9]?[0-9](?:\\.[0-9]+)?|\\.[0-9]+)%?$"] },
    example: "12.5%",
    counterexample: "101",
    range: [0, 100],
  },
  probability: {
    summary: "A decimal number from 0 to 1; a text may have a negative exponent.",
    source: "This catalogue",
    rule: {
      kind: "text",
      patterns: [
        "^\\+?(?:0(?:\\.[0-9]+)?|\\.[0-9]+|1(?:\\.0+)?|(?:[0-9](?:\\.[0-9]+)?|\\.[0-9]+)[Ee]-0*[1-9][0-9]*)$",
      ],
    },
    example: "0.25",
    counterexample: "1.01",
    range: [0, 1],
  },
} as const satisfies Readonly<Record<string, Format>>;
