import type { FormatCheck } from "./format.js";

/** A check of which each position has a table. */
type SumCheck = Extract<FormatCheck, { kind: "sum" }>;

/** What stands at places of a table that no character has. */
const NOBODY = " ";

/** The characters of a check, and what each of them is worth. */
export type CharacterValues = ReadonlyMap<string, number>;

/** Characters that are worth their places. @param characters - from the one that is worth 0 on */
export function valuesByPlace(characters: string): CharacterValues {
  return new Map([...characters].map((character, place) => [character, place]));
}

/** The digits, which are worth what they are. */
const digitValues: CharacterValues = valuesByPlace("0123456789");

/** The digits, and letters from 10 for A to 35 for Z. */
export const alphanumericValues: CharacterValues = valuesByPlace("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");

/**
 * A check that a weighted sum is divisible.
 *
 * @param weights - of the characters, from the first to the last
 * @param modulus - what the sum is divided by
 * @param values - what the characters are worth; by place where positions differ
 */
export function weightedCheck(
  weights: readonly number[],
  modulus: number,
  values: CharacterValues | ((position: number) => CharacterValues) = digitValues,
): SumCheck {
  const valuesAt = typeof values === "function" ? values : () => values;
  return sumCheck(modulus, () =>
    weights
      .map((weight, position) => table(valuesAt(position), modulus, (value) => weight * value))
      .toReversed(),
  );
}

/**
 * The check of Luhn: every second value is doubled, and the digits of all are summed (ISO/IEC 7812-1, annex B;
 * "modulus 10 double-add-double").
 *
 * @param length - how many characters there are at most
 * @param values - what the characters are worth; digits of values above 9 count apart
 * @param firstDoubled - the last character that is doubled, counted from the end: the last but one by default
 */
export function luhnCheck(
  length: number,
  values: CharacterValues = digitValues,
  firstDoubled: 1 | 2 = 1,
): SumCheck {
  return sumCheck(10, () =>
    Array.from({ length }, (_, fromEnd) => {
      const isDoubled = fromEnd >= firstDoubled && (fromEnd - firstDoubled) % 2 === 0;
      return table(values, 10, (value) => digitSum(isDoubled ? 2 * value : value));
    }),
  );
}

// The tables are made when a statement needs them: those of all formats take as long as importing half the package.
function sumCheck(modulus: number, tables: () => readonly string[]): SumCheck {
  return {
    kind: "sum",
    modulus,
    get tables() {
      return tables();
    },
  };
}

// A character stands where its contribution is, or whole moduli behind that when the place is taken.
function table(values: CharacterValues, modulus: number, contribution: (value: number) => number): string {
  const places: string[] = [];
  for (const [character, value] of values) {
    let place = ((contribution(value) % modulus) + modulus) % modulus;
    while (places[place] !== undefined) place += modulus;
    places[place] = character;
  }
  return Array.from(places, (character) => character ?? NOBODY).join("");
}

function digitSum(value: number): number {
  return Math.floor(value / 10) + (value % 10);
}
