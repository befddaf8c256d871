import { escapeControls } from "@dqx/common";

/**
 * A text on one line that can neither steer a terminal nor show itself in another order than it has.
 *
 * @param text - any text
 * @returns with spaces for tabs and line feeds, escapes for other control characters, and U+FFFD for halves of
 *   characters
 */
export function oneLine(text: string): string {
  return escapeControls(text.toWellFormed().replaceAll(/\r\n|[\r\n\t]/g, " "));
}
