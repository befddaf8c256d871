/** Characters from one code point to another, both of them included. */
export type CodePointRange = readonly [from: number, to: number];

const LAST = 0x10ffff;
const SURROGATES: CodePointRange = [0xd800, 0xdfff];

/**
 * A set of characters in its one form.
 *
 * @param ranges - in any order, overlapping or not
 * @returns ascending, apart from each other, without surrogates (which no text holds)
 */
export function normalRanges(ranges: readonly CodePointRange[]): readonly CodePointRange[] {
  const merged: [number, number][] = [];
  const apart = ranges.flatMap(withoutSurrogates).toSorted(([a], [b]) => a - b);
  for (const [from, to] of apart) {
    const last = merged.at(-1);
    if (last !== undefined && from <= after(last[1])) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged.flatMap(withoutSurrogates);
}

/** All characters that are not in a set. */
export function otherCodePoints(ranges: readonly CodePointRange[]): readonly CodePointRange[] {
  const others: CodePointRange[] = [];
  let next = 0;
  for (const [from, to] of normalRanges(ranges)) {
    if (from > next) others.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= LAST) others.push([next, LAST]);
  return normalRanges(others);
}

/** A set together with the other case of each ASCII letter in it. */
export function bothCases(ranges: readonly CodePointRange[]): readonly CodePointRange[] {
  return normalRanges([...ranges, ...shifted(ranges, "A", "Z", 32), ...shifted(ranges, "a", "z", -32)]);
}

function shifted(
  ranges: readonly CodePointRange[],
  first: string,
  last: string,
  by: number,
): readonly CodePointRange[] {
  const [low, high] = [first.charCodeAt(0), last.charCodeAt(0)];
  return ranges
    .map(([from, to]): CodePointRange => [Math.max(from, low), Math.min(to, high)])
    .filter(([from, to]) => from <= to)
    .map(([from, to]): CodePointRange => [from + by, to + by]);
}

function withoutSurrogates([from, to]: CodePointRange): readonly CodePointRange[] {
  const parts: CodePointRange[] = [
    [from, Math.min(to, SURROGATES[0] - 1)],
    [Math.max(from, SURROGATES[1] + 1), to],
  ];
  return parts.filter(([start, end]) => start <= end);
}

// The code point behind another, surrogates left out.
function after(codePoint: number): number {
  return codePoint + 1 === SURROGATES[0] ? SURROGATES[1] + 1 : codePoint + 1;
}

/** The set of one character. */
export function single(code: number): readonly CodePointRange[] {
  return [[code, code]];
}

/** The character of a set that has one; undefined of any other set. */
export function onlyCodePoint(ranges: readonly CodePointRange[]): number | undefined {
  const [range, ...others] = ranges;
  return range !== undefined && others.length === 0 && range[0] === range[1] ? range[0] : undefined;
}

/** The code point of a character. */
export function codePointOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

/** Whether a character is a letter in one of two cases. */
export function hasCases(code: number): boolean {
  const character = String.fromCodePoint(code);
  return character.toLowerCase() !== character || character.toUpperCase() !== character;
}
