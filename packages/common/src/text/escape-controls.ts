// C0 but for tab and line feed, DEL, C1, the controls of bidirectional text, and the separators of lines.
const CONTROLS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/**
 * Writes control characters as escapes, so that text that came from data can neither steer a terminal nor show
 * itself in another order than it has. Tabs and line feeds stay.
 *
 * @param text - any text
 * @returns for example `a\u001b[31mb`, with six characters in place of the one
 */
export function escapeControls(text: string): string {
  return text.replace(CONTROLS, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
