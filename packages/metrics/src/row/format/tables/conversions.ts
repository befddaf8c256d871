import type { Format } from "../format.js";

const MONTH = "(?:0[1-9]|1[0-2])";
const DAY = "(?:0[1-9]|[12][0-9]|3[01])";
const WEEK = "W(?:0[1-9]|[1-4][0-9]|5[0-3])";
const DAY_OF_YEAR = "(?:00[1-9]|0[1-9][0-9]|[12][0-9]{2}|3[0-5][0-9]|36[0-6])";
const HOUR = "(?:[01][0-9]|2[0-3])";
const FRACTION = "(?:[.,][0-9]+)?";
const ZONE = `(?:Z|[+-]${HOUR}(?::[0-5][0-9])?)?`;
const BASIC_ZONE = `(?:Z|[+-]${HOUR}(?:[0-5][0-9])?)?`;
const EXTENDED = `[0-9]{4}-(?:${MONTH}-${DAY}|${WEEK}-[1-7]|${DAY_OF_YEAR})(?:T${HOUR}:[0-5][0-9](?::[0-5][0-9]${FRACTION})?${ZONE})?`;
const BASIC = `[0-9]{4}(?:${MONTH}${DAY}|${WEEK}[1-7]|${DAY_OF_YEAR})(?:T${HOUR}[0-5][0-9](?:[0-5][0-9]${FRACTION})?${BASIC_ZONE})?`;

/** Texts that stand for values of other types: by their layout, or by what the engine converts. */
export const conversions = {
  iso8601: {
    summary:
      "The layout of a day or a day with a time, in the extended or the basic form: calendar, week or ordinal date, perhaps T and a time of at least hours and minutes, perhaps a zone. The year has four digits; whether a month has the day, and a year the week, is not checked.",
    source: "ISO 8601-1, complete representations of dates, and of dates with times",
    rule: { kind: "text", patterns: [`^(?:${EXTENDED}|${BASIC})$`] },
    example: "2025-01-31T12:30:00Z",
    counterexample: "31.01.2025",
  },
  json: {
    summary:
      "A text that is one JSON value. Whether an escape for half a surrogate pair is accepted is up to the engine.",
    source: "RFC 8259",
    rule: { kind: "json" },
    example: '{"a": [1, true, null]}',
    counterexample: "{a: 1}",
  },
  castableToInteger: {
    summary:
      "A text that the engine's own cast converts to a whole number of 64 bits. Engines differ on spaces, fractions and exponents.",
    source: "The engine",
    rule: { kind: "castable", to: "integer" },
    example: "42",
    counterexample: "forty-two",
  },
  castableToNumber: {
    summary: "A text that the engine's own cast converts to a double, NaN and infinities among them.",
    source: "The engine",
    rule: { kind: "castable", to: "number" },
    example: "4.2",
    counterexample: "4,2",
  },
  castableToDate: {
    summary: "A text that the engine's own cast converts to a date.",
    source: "The engine",
    rule: { kind: "castable", to: "date" },
    example: "2025-01-31",
    counterexample: "2025-02-31",
  },
  castableToTimestamp: {
    summary: "A text that the engine's own cast converts to a timestamp.",
    source: "The engine",
    rule: { kind: "castable", to: "timestamp" },
    example: "2025-01-31 12:30:00",
    counterexample: "2025-01-31 25:30:00",
  },
} as const satisfies Readonly<Record<string, Format>>;
