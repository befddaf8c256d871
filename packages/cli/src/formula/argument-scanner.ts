import { FormulaError } from "./formula-error.js";

/** An argument of a metric as it is written, and where it begins. */
export interface WrittenArgument {
  readonly text: string;
  readonly offset: number;
}

/**
 * Cuts the arguments of a call apart.
 *
 * @param text - the formula
 * @param open - where the bracket of the call is
 * @returns the arguments, and where the call ends
 * @throws {@link FormulaError} when the bracket or a quote is never closed
 */
export function scanArguments(
  text: string,
  open: number,
): { readonly written: readonly WrittenArgument[]; readonly end: number } {
  const written: WrittenArgument[] = [];
  let depth = 0;
  let begin = open + 1;
  const finish = (end: number) => {
    const part = text.slice(begin, end);
    const offset = begin + (part.length - part.trimStart().length);
    // Nothing between the brackets is no argument; nothing between commas is one that is missing.
    if (part.trim() !== "" || written.length > 0 || text[end] === ",")
      written.push({ text: part.trim(), offset });
    begin = end + 1;
  };
  for (let at = open; at < text.length; at++) {
    const sign = text[at] ?? "";
    if (sign === "'" || sign === '"') at = closingQuote(text, at);
    else if ("([".includes(sign)) depth += 1;
    else if (")]".includes(sign)) depth -= 1;
    else if (sign === "," && depth === 1) finish(at);
    if (depth > 0) continue;
    finish(at);
    return { written, end: at + 1 };
  }
  throw new FormulaError(open, "Unclosed '('. Close the bracket.");
}

function closingQuote(text: string, open: number): number {
  const close = text.indexOf(text[open] ?? "", open + 1);
  if (close < 0) throw new FormulaError(open, `Unclosed ${text[open]}. Close the quote.`);
  return close;
}
