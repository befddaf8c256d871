/** The longest name that a column for names holds, in Unicode characters. */
export const MAXIMUM_NAME_LENGTH = 255;

/**
 * Tells whether every database can hold a text: PostgreSQL's text cannot hold U+0000, and no database keeps half of
 * a surrogate pair.
 *
 * @param text - the text
 */
export function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}

/**
 * Tells whether a value is a name that every database can hold and tell from others.
 *
 * @param value - anything
 */
export function isStorableName(value: unknown): value is string {
  if (typeof value !== "string" || value === "" || !isStorableText(value)) return false;
  return [...value].length <= MAXIMUM_NAME_LENGTH;
}

/**
 * Text for people, as every database can hold it: what it cannot hold is replaced by U+FFFD.
 *
 * @param text - the text
 */
export function toStorableText(text: string): string {
  return isStorableText(text) ? text : text.toWellFormed().replaceAll("\0", "\uFFFD");
}
