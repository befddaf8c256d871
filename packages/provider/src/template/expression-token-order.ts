import type { ExpressionSource, SourcePlace } from "./expression-source.js";
import type { ExpressionSyntaxError } from "./expression-syntax-error.js";
import type { ExpressionToken } from "./expression-tokens.js";

/**
 * Refuses words that cannot follow each other, and brackets that do not match. jsep finds such things late,
 * without their place, or not at all: it reads `min(a b)` as two arguments.
 *
 * @param tokens - the words of a template
 * @param source - what was written
 * @throws {@link ExpressionSyntaxError} where an operand, an operator or a bracket is missing or a comma is out
 *   of place, or too much is nested
 */
export function requireTokenOrder(tokens: readonly ExpressionToken[], source: ExpressionSource): void {
  const open: { readonly isCall: boolean; readonly place: SourcePlace }[] = [];
  let previous: ExpressionToken | undefined;
  let signs = 0;
  for (const token of tokens) {
    const { place } = token;
    const isInCall = open.at(-1)?.isCall === true;
    const isEmptyCall = isInCall && isText(previous, "(") && isText(token, ")");
    if (
      endsOperand(previous) ? beginsOperand(token) : !beginsOperand(token) && !isSign(token) && !isEmptyCall
    ) {
      throw missing(endsOperand(previous) ? "operator" : "operand", source, place);
    }
    if (isText(token, ",") && !isInCall) {
      const remedy = "Commas separate the arguments of a function.";
      throw source.error("Unexpected ','", place, remedy);
    }
    signs = isSign(token) && !endsOperand(previous) ? signs + 1 : 0;
    if (open.length + signs >= MAXIMUM_NESTING) {
      const remedy =
        "Build the parts as expressions of their own, and write them into the holes of a template.";
      throw source.error(`More than ${MAXIMUM_NESTING} brackets and signs inside each other`, place, remedy);
    }
    if (isText(token, "(")) open.push({ isCall: previous?.kind === "function", place });
    if (isText(token, ")") && open.pop() === undefined) {
      throw source.error("Unexpected ')'", place, "No bracket is open there.");
    }
    previous = token;
  }
  if (!endsOperand(previous)) throw missing("operand", source, source.end);
  const unclosed = open.at(-1);
  if (unclosed === undefined) return;
  throw source.error("Unclosed '('", unclosed.place, "Close the bracket.");
}

/** How many brackets, and signs that follow each other, may stand inside each other in a template. */
const MAXIMUM_NESTING = 200;

function missing(
  what: "operand" | "operator",
  source: ExpressionSource,
  place: SourcePlace,
): ExpressionSyntaxError {
  const remedy =
    what === "operator" ? "Operators are + - * /." : `Write a metric as \${metric}, a number or a function.`;
  return source.error(`An ${what} is missing`, place, remedy);
}

function endsOperand(token: ExpressionToken | undefined): boolean {
  return token?.kind === "operand" || isText(token, ")");
}

function beginsOperand(token: ExpressionToken): boolean {
  return token.kind !== "punctuation" || token.text === "(";
}

function isSign(token: ExpressionToken): boolean {
  return isText(token, "-") || isText(token, "+");
}

function isText(token: ExpressionToken | undefined, text: string): boolean {
  return token?.kind === "punctuation" && token.text === text;
}
