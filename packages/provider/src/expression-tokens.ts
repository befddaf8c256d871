import { nearestName } from "@dqx/common";
import {
  type ExpressionFunction,
  expressionFunctions,
  isExpressionFunction,
} from "./expression-functions.js";
import type { ExpressionNode } from "./expression-node.js";
import { ExpressionSyntaxError } from "./expression-syntax-error.js";

/** A word of a template, and the character of the template's source that it begins at, the first being 1. */
export type ExpressionToken = { readonly position: number } & (
  | { readonly kind: "operand"; readonly node: ExpressionNode }
  | { readonly kind: "function"; readonly name: ExpressionFunction }
  | { readonly kind: "punctuation"; readonly text: string }
);

/** A template: its text, cut at the holes, and what is in the holes. */
export interface ExpressionTemplate {
  readonly chunks: readonly string[];
  readonly holes: readonly HoleContent[];
  /** The template as one text, as errors show it. */
  readonly source: string;
}

/** What is in a hole, and how errors show it. */
export interface HoleContent {
  readonly node: ExpressionNode;
  readonly text: string;
}

/**
 * Cuts a template into words, and refuses those that expressions do not have.
 *
 * @param template - what was written
 * @returns its words in order
 * @throws {@link ExpressionSyntaxError} at the first unknown name, function, operator or character, at two
 *   operands without an operator, and at a comma outside of a function's arguments
 */
export function expressionTokens(template: ExpressionTemplate): readonly ExpressionToken[] {
  const tokens: ExpressionToken[] = [];
  let offset = 0;
  template.chunks.forEach((chunk, index) => {
    tokens.push(...chunkTokens(chunk, offset, template.source));
    offset += chunk.length;
    const hole = template.holes[index];
    if (hole === undefined) return;
    tokens.push({ kind: "operand", node: hole.node, position: offset + 1 });
    offset += hole.text.length;
  });
  requireOrder(tokens, template.source);
  return tokens;
}

const WORDS =
  /(?<space>\s+)|(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<word>[\p{L}_$][\p{L}\p{N}_$]*)|(?<unknown>\*\*|\/\/)|(?<punctuation>[-+*/(),])|(?<other>[^\s\p{L}\p{N}_$.(),+*/-]+|.)/gsu;

function chunkTokens(chunk: string, offset: number, source: string): readonly ExpressionToken[] {
  return [...chunk.matchAll(WORDS)].flatMap((match): readonly ExpressionToken[] => {
    const text = match[0];
    const position = offset + match.index + 1;
    const { space, number, word, punctuation } = match.groups ?? {};
    if (space !== undefined) return [];
    if (punctuation !== undefined) return [{ kind: "punctuation", text, position }];
    if (number !== undefined)
      return [{ kind: "operand", node: constantOf(text, position, source), position }];
    if (word === undefined) throw unknownOperator(text, position, source);
    const isCalled = /^\s*\(/.test(chunk.slice(match.index + text.length));
    return [{ kind: "function", name: functionOf(word, isCalled, position, source), position }];
  });
}

function constantOf(text: string, position: number, source: string): ExpressionNode {
  const value = Number(text);
  if (Number.isFinite(value)) return Object.freeze({ kind: "constant", value });
  throw new ExpressionSyntaxError(
    `The number ${text} is too large for a double`,
    source,
    position,
    `The largest is ${Number.MAX_VALUE}.`,
  );
}

function functionOf(word: string, isCalled: boolean, position: number, source: string): ExpressionFunction {
  if (!isExpressionFunction(word)) {
    const nearest = nearestName(word, FUNCTIONS);
    const functions =
      nearest === undefined ? `Functions are ${FUNCTIONS.join(", ")}.` : `Did you mean '${nearest}'?`;
    throw new ExpressionSyntaxError(
      `Unknown ${isCalled ? "function" : "name"} '${word}'`,
      source,
      position,
      isCalled ? functions : `${functions} Metrics are written as \${metric}.`,
    );
  }
  if (isCalled) return word;
  throw new ExpressionSyntaxError(
    `The function '${word}' is not called`,
    source,
    position,
    `Write ${expressionFunctions[word].usage}.`,
  );
}

const FUNCTIONS = Object.keys(expressionFunctions);

/** What people write, and what expressions have for it. */
const REPLACEMENTS: ReadonlyMap<string, string> = new Map([
  ["**", "pow(base, exponent)"],
  ["^", "pow(base, exponent)"],
  ["×", "*"],
  ["·", "*"],
  ["÷", "/"],
  ["−", "-"],
  ["–", "-"],
]);

function unknownOperator(text: string, position: number, source: string): ExpressionSyntaxError {
  const replacement = REPLACEMENTS.get(text);
  const remedy =
    replacement === undefined
      ? `Operators are + - * /, functions ${FUNCTIONS.join(", ")}.`
      : `Write ${replacement}.`;
  return new ExpressionSyntaxError(`Unknown operator '${text}'`, source, position, remedy);
}

// jsep is lenient here: it reads `min(a b)` as two arguments, and passes over commas between expressions.
function requireOrder(tokens: readonly ExpressionToken[], source: string): void {
  const brackets: ("group" | "arguments")[] = [];
  let previous: ExpressionToken | undefined;
  for (const token of tokens) {
    if (previous !== undefined && endsOperand(previous) && beginsOperand(token)) {
      throw new ExpressionSyntaxError(
        "An operator is missing",
        source,
        token.position,
        "Operators are + - * /.",
      );
    }
    if (isText(token, ",") && brackets.at(-1) !== "arguments") {
      const remedy = "Commas separate the arguments of a function.";
      throw new ExpressionSyntaxError("Unexpected ','", source, token.position, remedy);
    }
    if (isText(token, "(")) brackets.push(previous?.kind === "function" ? "arguments" : "group");
    if (isText(token, ")")) brackets.pop();
    previous = token;
  }
}

function endsOperand(token: ExpressionToken): boolean {
  return token.kind === "operand" || isText(token, ")");
}

function beginsOperand(token: ExpressionToken): boolean {
  return token.kind !== "punctuation" || token.text === "(";
}

function isText(token: ExpressionToken, text: string): boolean {
  return token.kind === "punctuation" && token.text === text;
}
