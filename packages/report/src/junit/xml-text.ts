/**
 * A text with nothing in it that XML 1.0 cannot hold: control characters, halves of characters and the two
 * noncharacters U+FFFE and U+FFFF are written as escapes. Where `attribute` is true, line feeds and tabs are spaces,
 * which readers make of them anyway.
 *
 * @param text - any text
 * @param attribute - whether it stands in an attribute
 * @returns for example `a\u0000b`, with six characters in place of the one
 */
export function xmlText(text: string, attribute = false): string {
  // What an XML parser would make of the ends of lines.
  const legal = text.replaceAll(/\r\n?/g, "\n").replaceAll(ILLEGAL, escapeUnit);
  return attribute ? legal.replaceAll(/[\n\t]/g, " ") : legal;
}

// https://www.w3.org/TR/xml/#charsets. C1 controls are legal and discouraged; terminals that print a report obey them.
const ILLEGAL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/gu;

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
