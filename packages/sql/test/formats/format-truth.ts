import type fc from "fast-check";

/** What is known of a format from elsewhere. */
export interface FormatTruth {
  /** Texts of which most have the format. */
  readonly texts: fc.Arbitrary<string>;
  /** Whether a text has the format, by a library that shares no code with this one. */
  readonly oracle: (text: string) => boolean;
  /** Where the definition and the library differ on purpose. */
  readonly differences: readonly Difference[];
}

/** A kind of texts on which the definition and the library differ. */
export interface Difference {
  /** Why the definition is as it is. */
  readonly reason: string;
  /** What the definition says of them; the library says the opposite. */
  readonly has: boolean;
  /** Which texts these are. */
  readonly among: (text: string) => boolean;
  /** One of them. */
  readonly example: string;
}

/** The definition refuses what the library accepts. */
export function refused(
  reason: string,
  example: string,
  among: RegExp | ((text: string) => boolean),
): Difference {
  return { reason, has: false, among: asTest(among), example };
}

/** The definition accepts what the library refuses. */
export function accepted(
  reason: string,
  example: string,
  among: RegExp | ((text: string) => boolean),
): Difference {
  return { reason, has: true, among: asTest(among), example };
}

function asTest(among: RegExp | ((text: string) => boolean)): (text: string) => boolean {
  return among instanceof RegExp ? (text) => among.test(text) : among;
}
