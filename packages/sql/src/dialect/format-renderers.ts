import type { CastTarget } from "@dqx/metrics";

/**
 * How an engine tests texts for formats. Null stands for what it cannot do: formats that need it are refused when a
 * metric is planned.
 *
 * What is passed as a text has the form that the format's regular expressions demand, so that a condition need not
 * care for other characters, and is never null.
 */
export interface FormatRenderers {
  /** A text without some characters. @param characters - SQL of the characters, as one text */
  readonly without: ((text: string, characters: readonly string[]) => string) | null;
  /**
   * Whether the sum of what the characters stand for is divisible: each stands for its place in the table of its
   * position, from 0. A position before the text's start stands for 0.
   *
   * @param tables - SQL of the tables, as texts, from the text's end on
   */
  readonly sum: ((text: string, tables: readonly string[], modulus: number) => string) | null;
  /**
   * Whether a text of digits and capital letters is a number that leaves 1 when divided by 97, letters being 10 to
   * 35. The first `rotated` characters count as if they stood behind the others.
   */
  readonly mod97: ((text: string, rotated: number) => string) | null;
  /** Whether a text of digits and capital letters passes Luhn's check, letters being the digits of 10 to 35. */
  readonly luhn36: ((text: string) => string) | null;
  /** Whether any text is one JSON value; it may be anything for null. */
  readonly isJson: ((text: string) => string) | null;
  /** Whether the engine's cast converts any text; it may be anything for null. */
  readonly castable: { readonly [Target in CastTarget]: ((text: string) => string) | null };
}
