import { InvalidArgumentError, showValue } from "@dqx/common";
import jsep from "jsep";
import { type Expression, expressionOf, nodeOf, type Operand } from "./expression.js";
import { expressionFunctions } from "./expression-functions.js";
import { binaryOperators, type ExpressionNode } from "./expression-node.js";
import { ExpressionSyntaxError } from "./expression-syntax-error.js";
import { type ExpressionTemplate, type ExpressionToken, expressionTokens } from "./expression-tokens.js";
import { printExpression } from "./print-expression.js";

/**
 * An expression written as a formula: `+ - * /`, brackets, numbers, the functions `abs sqrt ln exp pow min max`,
 * and metrics, expressions and numbers in holes. Builds the same tree as the methods of {@link Expression}.
 *
 * @param strings - the text between the holes
 * @param holes - expressions and finite numbers; each counts as if it stood in brackets
 * @throws {@link ExpressionSyntaxError} when it is no formula, saying where and what to write;
 *   {@link InvalidArgumentError} when a hole holds something else
 * @example
 * ```ts
 * const share = expr`${mp.nullCount("email")} / max(${mp.numRows()}, 1)`;
 * ```
 */
export function expr(strings: TemplateStringsArray, ...holes: readonly Operand[]): Expression {
  if (!Array.isArray(strings)) {
    throw new InvalidArgumentError(
      `expr got ${showValue(strings)}. Write it before a template, without brackets: expr\`\${metric} / 2\`.`,
    );
  }
  const template = templateOf(strings.raw, holes);
  const tokens = expressionTokens(template);
  if (tokens.length === 0) {
    throw new ExpressionSyntaxError("Nothing is written", template.source, 1, "Write a formula.");
  }
  return expressionOf(buildNode(parse(tokens, template.source), tokens, template.source));
}

function templateOf(chunks: readonly string[], holes: readonly unknown[]): ExpressionTemplate {
  const contents = holes.map((hole, index) => {
    const node = nodeOf(hole, `Hole ${index + 1} of an expr template`);
    return { node, text: `\${${printExpression(node, (symbol) => symbol.displayName)}}` };
  });
  const source = chunks.map((chunk, index) => chunk + (contents[index]?.text ?? "")).join("");
  return { chunks, holes: contents, source };
}

/**
 * Lets jsep find the structure. It sees a name made of the token's index in place of each operand and function,
 * so nothing a user writes can be mistaken for the content of a hole, and every node leads back to its token.
 */
function parse(tokens: readonly ExpressionToken[], source: string): jsep.Expression {
  const words = tokens.map((token, index) => (token.kind === "punctuation" ? token.text : `t${index}`));
  try {
    return jsep(words.join(" "));
  } catch (cause) {
    const position = sourcePosition(jsepIndex(cause), words, tokens) ?? source.length + 1;
    const problem = "An operand or a bracket is missing or too many";
    throw new ExpressionSyntaxError(problem, source, position, "Check the formula there.", { cause });
  }
}

// Where jsep stopped, as a place in what the user wrote; nothing when that is behind the last word.
function sourcePosition(
  index: number,
  words: readonly string[],
  tokens: readonly ExpressionToken[],
): number | undefined {
  let end = 0;
  const stop = words.findIndex((word) => {
    end += word.length + 1;
    return index < end;
  });
  return tokens[stop]?.position;
}

function jsepIndex(cause: unknown): number {
  return cause instanceof Error && "index" in cause && typeof cause.index === "number"
    ? cause.index
    : Number.POSITIVE_INFINITY;
}

function buildNode(
  parsed: jsep.PossibleExpression,
  tokens: readonly ExpressionToken[],
  source: string,
): ExpressionNode {
  const build = (part: jsep.Expression): ExpressionNode => buildNode(part, tokens, source);
  // jsep declares its nodes as open records; the switch takes no other types than those it names.
  const node = parsed as jsep.CoreExpression;
  switch (node.type) {
    case "Identifier": {
      const token = tokenOf(node, tokens);
      if (token?.kind === "operand") return token.node;
      break;
    }
    case "UnaryExpression": {
      const operand = build(node.argument);
      return node.operator === "+" ? operand : Object.freeze({ kind: "unary", operator: "-", operand });
    }
    case "BinaryExpression": {
      const operator = binaryOperators.find((known) => known === node.operator);
      if (operator === undefined) break;
      return Object.freeze({ kind: "binary", operator, left: build(node.left), right: build(node.right) });
    }
    case "CallExpression": {
      const token = tokenOf(node.callee, tokens);
      if (token?.kind === "function") return call(token, node.arguments.map(build), source);
      break;
    }
  }
  // What is left is a pair of brackets with nothing in it.
  throw new ExpressionSyntaxError("Nothing is written in the brackets", source, 1, "Write a formula there.");
}

function tokenOf(node: jsep.Expression, tokens: readonly ExpressionToken[]): ExpressionToken | undefined {
  return typeof node.name === "string" ? tokens[Number(node.name.slice(1))] : undefined;
}

function call(
  { name, position }: Extract<ExpressionToken, { kind: "function" }>,
  operands: readonly ExpressionNode[],
  source: string,
): ExpressionNode {
  const { minimum, maximum, usage } = expressionFunctions[name];
  if (operands.length < minimum || operands.length > maximum) {
    const count = operands.length === 1 ? "1 argument" : `${operands.length} arguments`;
    throw new ExpressionSyntaxError(
      `The function '${name}' got ${count}`,
      source,
      position,
      `Write ${usage}.`,
    );
  }
  return Object.freeze({ kind: "call", name, arguments: Object.freeze(operands) });
}
