import { type DQXErrorOptions, InvalidArgumentError, showValue } from "@dqx/common";
import type jsep from "jsep";
import { type Expression, expressionOf, nodeOf, type Operand } from "../expression/expression.js";
import { expressionFunctions } from "../expression/expression-functions.js";
import { withinLimits } from "../expression/expression-limits.js";
import { binaryOperators, type ExpressionNode } from "../expression/expression-node.js";
import { ExpressionSource } from "./expression-source.js";
import type { ExpressionSyntaxError } from "./expression-syntax-error.js";
import { type ExpressionToken, expressionTokens } from "./expression-tokens.js";

/**
 * An expression written as a formula: `+ - * /`, brackets, numbers, the functions `abs sqrt ln exp pow min max
 * log round coalesce pct`, and metrics, expressions and numbers in holes. Builds the same tree as the methods of {@link Expression}.
 *
 * @param strings - the text between the holes
 * @param holes - expressions and finite numbers; each counts as if it stood in brackets
 * @throws {@link ExpressionSyntaxError} when it is no formula, saying where and what to write;
 *   {@link InvalidArgumentError} when a hole holds something else
 * @example
 * ```ts
 * import { expr, type MetricProvider } from "@dqx/provider";
 *
 * const emptyShare = (mp: MetricProvider) => expr`${mp.nullCount("email")} / max(${mp.numRows()}, 1)`;
 * ```
 */
export function expr(strings: TemplateStringsArray, ...holes: readonly Operand[]): Expression {
  if (!Array.isArray(strings)) {
    throw new InvalidArgumentError(
      `expr got ${showValue(strings)}. Write it before a template, without brackets: expr\`\${metric} / 2\`.`,
    );
  }
  const nodes = holes.map((hole, index) => nodeOf(hole, `Hole ${index + 1} of an expr template`));
  const source = new ExpressionSource(strings.raw, nodes);
  const tokens = expressionTokens(source);
  return expressionOf(buildNode(parse(tokens, source), tokens, source));
}

/**
 * Lets jsep find the structure. It sees a name made of the token's index in place of each operand and function,
 * so nothing a user writes can be mistaken for the content of a hole, and every node leads back to its token.
 */
function parse(tokens: readonly ExpressionToken[], source: ExpressionSource): jsep.Expression {
  const words = tokens.map((token, index) => (token.kind === "punctuation" ? token.text : `t${index}`));
  const parser = loadParser();
  try {
    return parser(words.join(" "));
  } catch (cause) {
    throw reconfiguredParser("no formula", source, { cause });
  }
}

// Loaded for the first formula, and Node's module for it too: most expressions are built by methods.
function loadParser(): typeof jsep {
  const { createRequire } = process.getBuiltinModule("node:module");
  return createRequire(import.meta.url)("jsep");
}

function buildNode(
  parsed: jsep.Expression,
  tokens: readonly ExpressionToken[],
  source: ExpressionSource,
): ExpressionNode {
  const build = (part: jsep.Expression): ExpressionNode => buildNode(part, tokens, source);
  // jsep declares its nodes as open records; the switch takes no other types than those it names.
  const node = parsed as jsep.CoreExpression;
  switch (node.type) {
    case "Identifier": {
      const token = tokenOf(node, tokens);
      if (token?.kind === "operand") return token.node;
      /* v8 ignore next -- a bracket follows every function, so that jsep finds a call */
      break;
    }
    case "UnaryExpression": {
      const operand = build(node.argument);
      if (node.operator === "+") return operand;
      if (node.operator === "-") return withinLimits({ kind: "unary", operator: "-", operand });
      break;
    }
    case "BinaryExpression": {
      // A chain such as a + b + c leans to the left and may be long; all else nests as deep as the brackets.
      const chain: jsep.BinaryExpression[] = [node];
      let left: jsep.Expression = node.left;
      for (; isBinary(left); left = left.left) chain.push(left);
      let result = build(left);
      for (const { operator: written, right } of chain.toReversed()) {
        const operator = binaryOperators.find((known) => known === written);
        if (operator === undefined) throw reconfiguredParser(node.type, source);
        result = withinLimits({ kind: "binary", operator, left: result, right: build(right) });
      }
      return result;
    }
    case "CallExpression": {
      const token = tokenOf(node.callee, tokens);
      if (token?.kind === "function") return call(token, node.arguments.map(build), source);
      /* v8 ignore next -- no bracket follows any other token without an operator */
      break;
    }
  }
  throw reconfiguredParser(node.type, source);
}

function isBinary(node: jsep.Expression): node is jsep.BinaryExpression {
  return node.type === "BinaryExpression";
}

// The order of the tokens leaves jsep only one reading, but its configuration belongs to the whole process.
function reconfiguredParser(
  found: string,
  source: ExpressionSource,
  options?: DQXErrorOptions,
): ExpressionSyntaxError {
  const remedy = "Something in this process has changed jsep's configuration: undo that.";
  return source.error(
    `The parser jsep found ${found} in a formula`,
    { chunk: 0, offset: 0 },
    remedy,
    options,
  );
}

function tokenOf(node: jsep.Expression, tokens: readonly ExpressionToken[]): ExpressionToken | undefined {
  return tokens[Number(String(node.name).slice(1))];
}

function call(
  { name, place }: Extract<ExpressionToken, { kind: "function" }>,
  operands: readonly ExpressionNode[],
  source: ExpressionSource,
): ExpressionNode {
  const { minimum, maximum, usage } = expressionFunctions[name];
  if (operands.length < minimum || operands.length > maximum) {
    const count = operands.length === 1 ? "1 argument" : `${operands.length} arguments`;
    throw source.error(`The function '${name}' got ${count}`, place, `Write ${usage}.`);
  }
  return withinLimits({ kind: "call", name, arguments: Object.freeze(operands) });
}
