import { nearestName } from "@dqx/common";
import {
  type ExpressionFunction,
  expressionFunctions,
  isExpressionFunction,
} from "../expression/expression-functions.js";
import type { ExpressionNode } from "../expression/expression-node.js";
import type { ExpressionSource, SourcePlace } from "./expression-source.js";
import type { ExpressionSyntaxError } from "./expression-syntax-error.js";
import { requireTokenOrder } from "./expression-token-order.js";

/** A word of a template, and where it begins. */
export type ExpressionToken = { readonly place: SourcePlace } & (
  | { readonly kind: "operand"; readonly node: ExpressionNode }
  | { readonly kind: "function"; readonly name: ExpressionFunction }
  | { readonly kind: "punctuation"; readonly text: string }
);

/**
 * Cuts a template into words, and refuses those that expressions do not have or that cannot follow each other.
 *
 * @param source - what was written
 * @returns its words in order
 * @throws {@link ExpressionSyntaxError} at the first unknown name, function, operator or character, else where
 *   an operand, an operator or a bracket is missing or a comma is out of place
 */
export function expressionTokens(source: ExpressionSource): readonly ExpressionToken[] {
  const tokens = source.chunks.flatMap((text, chunk): readonly ExpressionToken[] => {
    const words = chunkTokens(text, chunk, source);
    const node = source.holes[chunk];
    return node === undefined
      ? words
      : [...words, { kind: "operand", node, place: { chunk, offset: text.length } }];
  });
  requireTokenOrder(tokens, source);
  return tokens;
}

// In brackets: white space, number, name, operator or bracket. What is in none of them, expressions do not have.
const WORDS =
  /(\s+)|((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|([\p{L}_$][\p{L}\p{N}_$]*)|\*\*|\/\/|([-+*/(),])|[^\s\p{L}\p{N}_$.(),+*/-]+|./gsu;

function chunkTokens(written: string, chunk: number, source: ExpressionSource): readonly ExpressionToken[] {
  return [...written.matchAll(WORDS)].flatMap((match): readonly ExpressionToken[] => {
    const [text, space, number, word, punctuation] = match;
    const place = { chunk, offset: match.index };
    if (space !== undefined) return [];
    if (punctuation !== undefined) return [{ kind: "punctuation", text, place }];
    if (number !== undefined) return [{ kind: "operand", node: constantOf(text, place, source), place }];
    if (word === undefined) throw unknownOperator(text, place, source);
    const isCalled = /^\s*\(/.test(written.slice(match.index + text.length));
    return [{ kind: "function", name: functionOf(word, isCalled, place, source), place }];
  });
}

function constantOf(text: string, place: SourcePlace, source: ExpressionSource): ExpressionNode {
  const value = Number(text);
  if (Number.isFinite(value)) return Object.freeze({ kind: "constant", value });
  throw source.error(
    `The number ${shorten(text)} is too large for a double`,
    place,
    `The largest is ${Number.MAX_VALUE}.`,
  );
}

function functionOf(
  word: string,
  isCalled: boolean,
  place: SourcePlace,
  source: ExpressionSource,
): ExpressionFunction {
  if (!isExpressionFunction(word)) {
    const nearest = nearestName(word, FUNCTIONS);
    const functions =
      nearest === undefined ? `Functions are ${FUNCTIONS.join(", ")}.` : `Did you mean '${nearest}'?`;
    throw source.error(
      `Unknown ${isCalled ? "function" : "name"} '${shorten(word)}'`,
      place,
      isCalled ? functions : `${functions} Metrics are written as \${metric}.`,
    );
  }
  if (isCalled) return word;
  throw source.error(
    `The function '${shorten(word)}' is not called`,
    place,
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

function unknownOperator(text: string, place: SourcePlace, source: ExpressionSource): ExpressionSyntaxError {
  const replacement = REPLACEMENTS.get(text);
  const remedy =
    replacement === undefined
      ? `Operators are + - * /, functions ${FUNCTIONS.join(", ")}.`
      : `Write ${replacement}.`;
  return source.error(`Unknown operator '${shorten(text)}'`, place, remedy);
}

/** How much of a word is shown in an error. */
const SHOWN = 80;

function shorten(word: string): string {
  return word.length > SHOWN ? `${word.slice(0, SHOWN)}…` : word;
}
