import type { PatternFlags } from "../predicate.js";

/**
 * The digits or letters of a text that prove the others. All of them say that a sum over the text, from which
 * separators were taken out, leaves a certain remainder.
 */
export type FormatCheck =
  /**
   * The sum of what the characters stand for is divisible by `modulus`. Each position, counted from the end of the
   * text, has a table of its own: a character stands for its place in the table, from 0. The first character
   * of each table also stands for the positions before the text's start.
   */
  | { readonly kind: "sum"; readonly tables: readonly string[]; readonly modulus: number }
  /**
   * The text as a decimal number, letters being 10 for A to 35 for Z, leaves 1 when it is divided by 97
   * (ISO/IEC 7064, MOD 97-10). The first `rotated` characters are put behind the others before.
   */
  | { readonly kind: "mod97"; readonly rotated: number }
  /** The text as a decimal number, letters being 10 for A to 35 for Z, passes the check of Luhn. */
  | { readonly kind: "luhn36" };

/** What a type is called whose values texts are converted to. */
export type CastTarget = "integer" | "number" | "date" | "timestamp";

/** When a text has a format. */
export type FormatRule =
  | {
      readonly kind: "text";
      /**
       * Regular expressions, in the subset that all engines match alike. Each of them matches; the first one, which
       * most texts of other formats fail, is tried before all else.
       */
      readonly patterns: readonly string[];
      /** Flags of all patterns. */
      readonly flags?: PatternFlags;
      /** Regular expressions of which the whole text matches one. Made when they are needed. */
      readonly oneOf?: () => readonly string[];
      /** Regular expressions of which none matches. */
      readonly except?: readonly string[];
      /** How many characters there are at most. */
      readonly maximumLength?: number;
      /** The separators that are left out of the check. */
      readonly separators?: string;
      readonly check?: FormatCheck;
    }
  /** A text that is one JSON value (RFC 8259), as the engine reads it. */
  | { readonly kind: "json" }
  /** A text that the engine's own cast converts. */
  | { readonly kind: "castable"; readonly to: CastTarget };

/** A format of texts. Plain data, which the dialects make SQL from. */
export interface Format {
  /** What it is, and what is left to the reader's choice elsewhere, in one or two sentences. */
  readonly summary: string;
  /** The standard or authority that defines it. */
  readonly source: string;
  readonly rule: FormatRule;
  /** A text that has the format. */
  readonly example: string;
  /** A text that nearly has it, and has not. */
  readonly counterexample: string;
  /** The least and the largest number, for formats of numbers. A numeric column is compared with them. */
  readonly range?: readonly [minimum: number, maximum: number];
}
