import { type CodePointRange, otherCodePoints } from "./code-points.js";

const DIGITS: readonly CodePointRange[] = [[0x30, 0x39]];
const WORD: readonly CodePointRange[] = [...DIGITS, [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]];
// White space and line ends, as ECMA-262 has them for \s.
const SPACE: readonly CodePointRange[] = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];

const LINE_ENDS: readonly CodePointRange[] = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];

const CLASSES: ReadonlyMap<string, readonly CodePointRange[]> = new Map([
  ["d", DIGITS],
  ["w", WORD],
  ["s", SPACE],
]);

/**
 * The set that a letter behind a backslash stands for; the capital letter is the opposite.
 *
 * @param letter - the letter
 * @returns undefined when it stands for no set
 */
export function characterClass(letter: string): readonly CodePointRange[] | undefined {
  const others = CLASSES.get(letter.toLowerCase());
  return CLASSES.get(letter) ?? (others === undefined ? undefined : otherCodePoints(others));
}

/** Every character. */
export function everything(): readonly CodePointRange[] {
  return otherCodePoints([]);
}

/** Every character but the four that end a line in ECMA-262: what a dot matches. */
export function withinLine(): readonly CodePointRange[] {
  return otherCodePoints(LINE_ENDS);
}
