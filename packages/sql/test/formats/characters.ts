import fc from "fast-check";

export const DIGITS = "0123456789";
export const CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Texts of some of the characters, by their length. */
export function of(characters: string, minLength: number, maxLength = minLength): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...characters), minLength, maxLength });
}

/** Texts one after the other. */
export function joined(...parts: readonly (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> {
  const arbitraries = parts.map((part) => (typeof part === "string" ? fc.constant(part) : part));
  return fc.tuple(...arbitraries).map((texts) => texts.join(""));
}

/** Texts with the check digit behind them that makes them right. */
export function checked(
  bodies: fc.Arbitrary<string>,
  isRight: (text: string) => boolean,
  digits = DIGITS,
): fc.Arbitrary<string> {
  return bodies.map((body) => {
    const digit = [...digits].find((each) => isRight(body + each)) ?? "0";
    return body + digit;
  });
}
