/**
 * What a function takes in one place. `time`: days, timestamps and instants; `plain`: whatever DQX knows the type
 * of; `any`: values of one type that can be compared with each other.
 */
export type OperandType = "text" | "number" | "time" | "plain" | "any";

/** What a row function is, for documentation, for checks and for the dialects that render it. */
export interface RowFunctionFacts {
  /** What it gives, in a sentence. */
  readonly summary: string;
  /** What it takes, by place. */
  readonly operands: readonly OperandType[];
  /** Whether more operands of the last type may follow. */
  readonly variadic: boolean;
  /**
   * What it gives. `integer`: a whole number; `double`: a double; `seconds`: a decimal with six digits behind the
   * point; `operands`: the type of its operands, wide enough for all of them.
   */
  readonly result: "text" | "integer" | "double" | "seconds" | "operands";
  /**
   * What nulls do. `strict`: one null operand makes the result null; `skipped`: nulls are passed over;
   * `first`: the result is null when the first operand is.
   */
  readonly nulls: "strict" | "skipped" | "first";
  /** Whether it is null only where `nulls` says so; a quotient by zero is null, too, and so is the number of an infinite day. */
  readonly total: boolean;
  /** Whether its operands may be swapped. */
  readonly commutative: boolean;
  /** How it is written between its operands; absent for the others, which are written as calls. */
  readonly infix?: "+" | "-" | "*" | "/";
}

type Facts = Omit<RowFunctionFacts, "variadic" | "nulls" | "commutative" | "total"> & {
  readonly total?: boolean;
};

const strict = (facts: Facts): RowFunctionFacts => ({
  variadic: false,
  nulls: "strict",
  total: true,
  commutative: false,
  ...facts,
});
// Engines that have infinite days and times give none of these numbers for them.
const ofTime = (result: "integer" | "seconds", summary: string): RowFunctionFacts =>
  strict({
    summary: `${summary.slice(0, -1)}; null for an infinite one.`,
    operands: ["time"],
    result,
    total: false,
  });
const sameForTwo = (facts: Facts): RowFunctionFacts => ({ ...strict(facts), commutative: true });

/** The functions that row expressions may call. Every SQL dialect renders each of them. */
export type RowFunction =
  | "length"
  | "lower"
  | "upper"
  | "trim"
  | "abs"
  | "floor"
  | "ceiling"
  | "add"
  | "sub"
  | "mul"
  | "div"
  | "concat"
  | "canonicalText"
  | "hashBucket"
  | "hashRest"
  | "logBucket"
  | "leadingDigit"
  | "epochSeconds"
  | "epochMicroseconds"
  | "dayNumber"
  | "hourNumber"
  | "monthNumber"
  | "weekday"
  | "ln"
  | "coalesce"
  | "nullIf";

/** The one table of row functions: what each takes, gives, and makes of nulls. */
export const rowFunctions: { readonly [Name in RowFunction]: RowFunctionFacts } = {
  length: strict({
    summary:
      "The number of characters (Unicode code points) of a text, of elements of a list, or of entries of a map.",
    operands: ["text"],
    result: "integer",
  }),
  lower: strict({
    summary: "The text in lower case; beyond ASCII by the engine's own table of letters.",
    operands: ["text"],
    result: "text",
  }),
  upper: strict({
    summary: "The text in upper case; beyond ASCII by the engine's own table of letters.",
    operands: ["text"],
    result: "text",
  }),
  trim: strict({
    summary: "The text without spaces, tabs and line ends at its two ends.",
    operands: ["text"],
    result: "text",
  }),
  abs: strict({
    summary: "The number without its sign.",
    operands: ["number"],
    result: "operands",
  }),
  floor: strict({
    summary: "The largest whole number that is not above the number.",
    operands: ["number"],
    result: "operands",
  }),
  ceiling: strict({
    summary: "The smallest whole number that is not below the number.",
    operands: ["number"],
    result: "operands",
  }),
  add: sameForTwo({
    summary: "The sum of two numbers.",
    operands: ["number", "number"],
    result: "operands",
    infix: "+",
  }),
  sub: strict({
    summary: "The first number less the second.",
    operands: ["number", "number"],
    result: "operands",
    infix: "-",
  }),
  mul: sameForTwo({
    summary: "The product of two numbers.",
    operands: ["number", "number"],
    result: "operands",
    infix: "*",
  }),
  div: strict({
    summary: "The first number divided by the second, as a double; null when the second is zero.",
    operands: ["number", "number"],
    result: "double",
    total: false,
    infix: "/",
  }),
  concat: {
    ...strict({
      summary: "The texts one after the other.",
      operands: ["text", "text"],
      result: "text",
    }),
    variadic: true,
  },
  canonicalText: strict({
    summary:
      "The value as a text that is the same on every engine: digits without zeros behind the last one, doubles that are no whole numbers by their 64 bits, timestamps and instants as microseconds since 1970.",
    operands: ["plain"],
    result: "text",
  }),
  hashBucket: strict({
    summary:
      "The upper 12 of 64 bits of a text's hash, from 0 to 4095: the first 8 bytes of its MD5, the lowest one first.",
    operands: ["text"],
    result: "integer",
  }),
  hashRest: strict({
    summary: "The lower 52 of the 64 bits of which hashBucket is the upper 12.",
    operands: ["text"],
    result: "integer",
  }),
  logBucket: strict({
    summary:
      "The bucket of a finite number in a logarithmic histogram: 0 for 0; otherwise 2^20 + ⌈ln |x| / second operand⌉, with the sign of x.",
    operands: ["number", "number"],
    result: "integer",
  }),
  leadingDigit: strict({
    summary: "The first digit of a number that is not 0, from 1 to 9; null where there is none.",
    operands: ["number"],
    result: "integer",
  }),
  epochSeconds: ofTime(
    "seconds",
    "The seconds from the beginning of 1970 (in UTC) to a day, timestamp or instant, to the microsecond.",
  ),
  epochMicroseconds: ofTime(
    "integer",
    "The microseconds from the beginning of 1970 (in UTC) to a day, timestamp or instant.",
  ),
  dayNumber: ofTime("integer", "The days from 1970-01-01 to a day, timestamp or instant (in UTC)."),
  hourNumber: ofTime(
    "integer",
    "The hours from the beginning of 1970 to the one that a day, timestamp or instant (in UTC) is in.",
  ),
  monthNumber: ofTime(
    "integer",
    "The months from January 1970 to the one that a day, timestamp or instant (in UTC) is in.",
  ),
  weekday: ofTime(
    "integer",
    "The day of the week of a day, timestamp or instant (in UTC), from 1 for Monday to 7 for Sunday (ISO 8601).",
  ),
  ln: strict({
    summary: "The natural logarithm, as a double; null for a number that is not above 0.",
    operands: ["number"],
    result: "double",
    total: false,
  }),
  coalesce: {
    summary: "The first operand that is not null.",
    operands: ["any", "any"],
    variadic: true,
    result: "operands",
    nulls: "skipped",
    total: true,
    commutative: false,
  },
  nullIf: {
    summary: "The first operand, or null where it equals the second.",
    operands: ["any", "any"],
    variadic: false,
    result: "operands",
    nulls: "first",
    total: false,
    commutative: false,
  },
};
