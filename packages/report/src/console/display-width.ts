import { eastAsianWidth } from "get-east-asian-width";

/**
 * How many columns of a terminal a text takes.
 *
 * @param text - on one line, without control characters
 * @returns one for each character, two for wide ones such as `東`, none for those that combine with the one before
 */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (!/^[\p{Mark}\p{Format}]$/u.test(character)) width += eastAsianWidth(character.codePointAt(0) ?? 0);
  }
  return width;
}
