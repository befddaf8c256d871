import type { CodePointRange, Pattern } from "@dqx/metrics";

const OUTSIDE = /[\\^$.|?*+()[\]{}]/;
const INSIDE = /[\\^\-\][&~]/;
const FIRST = 0;
const LAST = 0x10ffff;

/**
 * Writes a pattern as text that the regular expressions of RE2, PostgreSQL and Java read alike: explicit
 * classes, groups, and the prefix `(?s)`, with which a dot is every character. A start behind something and an end
 * before something are in groups that capture: DuckDB's optimizer loses them otherwise, and matches `b` with `\zb`.
 *
 * @param pattern - the pattern
 * @param endOfText - what stands for the very end of the text, such as `\z`
 */
export function patternText(pattern: Pattern, endOfText: string): string {
  return `(?s)${write(pattern, { endOfText, isFirst: true, isLast: true })}`;
}

/** Where a part of a pattern stands in the whole. */
interface Place {
  readonly endOfText: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

function write(pattern: Pattern, place: Place): string {
  switch (pattern.kind) {
    case "start":
      return place.isFirst ? "^" : "(^)";
    case "end":
      return place.isLast ? place.endOfText : `(${place.endOfText})`;
    case "set":
      return writeSet(pattern.ranges);
    case "sequence":
      return writeSequence(pattern.items, place);
    case "choice":
      return pattern.options.map((option) => write(option, place)).join("|");
    case "repeat": {
      const { of, minimum, maximum } = pattern;
      const inside = write(of, { ...place, isFirst: false, isLast: false });
      const body = of.kind === "set" ? inside : `(?:${inside})`;
      return `${body}${bounds(minimum, maximum)}`;
    }
  }
}

function writeSequence(items: readonly Pattern[], place: Place): string {
  const last = items.length - 1;
  const texts = items.map((item, index) => {
    const isFirst = place.isFirst && index === 0;
    const isLast = place.isLast && index === last;
    const text = write(item, { ...place, isFirst, isLast });
    return item.kind === "choice" ? `(?:${text})` : text;
  });
  return texts.join("");
}

function bounds(minimum: number, maximum: number | undefined): string {
  if (maximum === undefined) return minimum < 2 ? (minimum === 0 ? "*" : "+") : `{${minimum},}`;
  return minimum === maximum ? `{${minimum}}` : `{${minimum},${maximum}}`;
}

// A set with NUL in it is written as what is not in it, since PostgreSQL's texts cannot hold NUL.
function writeSet(ranges: readonly CodePointRange[]): string {
  const [first, ...more] = ranges;
  if (first !== undefined && more.length === 0 && first[0] === first[1] && first[0] !== FIRST) {
    return escaped(first[0], OUTSIDE);
  }
  if (first?.[0] !== FIRST) return `[${ranges.map(writeRange).join("")}]`;
  const others = complement(ranges);
  return others.length === 0 ? "." : `[^${others.map(writeRange).join("")}]`;
}

function writeRange([from, to]: CodePointRange): string {
  if (from === to) return escaped(from, INSIDE);
  return `${escaped(from, INSIDE)}${to === from + 1 ? "" : "-"}${escaped(to, INSIDE)}`;
}

function escaped(code: number, special: RegExp): string {
  const character = String.fromCodePoint(code);
  return special.test(character) ? `\\${character}` : character;
}

// The ranges are ascending and apart; surrogates are in neither set.
function complement(ranges: readonly CodePointRange[]): readonly CodePointRange[] {
  const others: CodePointRange[] = [];
  let next = FIRST;
  for (const [from, to] of ranges) {
    if (from > next) others.push([next, from - 1]);
    next = to + 1 === 0xd800 ? 0xe000 : to + 1;
  }
  if (next <= LAST) others.push([next, LAST]);
  return others.map(([from, to]): CodePointRange => [from, to === 0xdfff ? 0xd7ff : to]);
}
