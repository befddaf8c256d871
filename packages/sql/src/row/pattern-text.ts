import type { CodePointRange, Pattern } from "@dqx/metrics";

const OUTSIDE = /[\\^$.|?*+()[\]{}]/;
const INSIDE = /[\\^\-\][&~]/;
const FIRST = 0;
const LAST = 0x10ffff;

/**
 * Writes a pattern as text that the regular expressions of RE2, PostgreSQL and Java read alike: explicit
 * classes, groups that capture nothing, and the prefix `(?s)`, with which a dot is every character.
 *
 * @param pattern - the pattern
 * @param endOfText - what stands for the very end of the text, such as `\z`
 */
export function patternText(pattern: Pattern, endOfText: string): string {
  return `(?s)${write(pattern, endOfText)}`;
}

function write(pattern: Pattern, endOfText: string): string {
  switch (pattern.kind) {
    case "start":
      return "^";
    case "end":
      return endOfText;
    case "set":
      return writeSet(pattern.ranges);
    case "sequence":
      return pattern.items.map((item) => grouped(item, endOfText)).join("");
    case "choice":
      return pattern.options.map((option) => write(option, endOfText)).join("|");
    case "repeat": {
      const { of, minimum, maximum } = pattern;
      const body = of.kind === "set" ? write(of, endOfText) : `(?:${write(of, endOfText)})`;
      return `${body}${bounds(minimum, maximum)}`;
    }
  }
}

function grouped(item: Pattern, endOfText: string): string {
  const text = write(item, endOfText);
  return item.kind === "choice" ? `(?:${text})` : text;
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
