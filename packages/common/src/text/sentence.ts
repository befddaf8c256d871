/**
 * A text with the full stop of a sentence, unless it ends in a sign of its own.
 *
 * @param text - a message, or a part of one
 */
export function sentence(text: string): string {
  const trimmed = text.trimEnd();
  return trimmed === "" || /[.!?:…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
