import type { CodePointRange } from "./code-points.js";

/**
 * A regular expression that every engine matches alike: characters are code points, and nothing depends on an
 * engine's own classes, flags or anchors.
 */
export type Pattern =
  /** The start of the text. */
  | { readonly kind: "start" }
  /** The end of the text; a line end before it is not passed over. */
  | { readonly kind: "end" }
  /** One character of a set; the ranges are ascending and apart from each other. */
  | { readonly kind: "set"; readonly ranges: readonly CodePointRange[] }
  /** One after the other. */
  | { readonly kind: "sequence"; readonly items: readonly Pattern[] }
  /** One of several. */
  | { readonly kind: "choice"; readonly options: readonly Pattern[] }
  /** Several times; without an upper bound when `maximum` is absent. */
  | { readonly kind: "repeat"; readonly of: Pattern; readonly minimum: number; readonly maximum?: number };

/** How often the most repeated part of a pattern is written out. */
export function repetitions(pattern: Pattern): number {
  switch (pattern.kind) {
    case "start":
    case "end":
    case "set":
      return 1;
    case "sequence":
      return Math.max(1, ...pattern.items.map(repetitions));
    case "choice":
      return Math.max(1, ...pattern.options.map(repetitions));
    case "repeat":
      return Math.max(1, pattern.maximum ?? pattern.minimum) * repetitions(pattern.of);
  }
}
