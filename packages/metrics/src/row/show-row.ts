import { showLiteral } from "./metric-literal.js";
import type { ComparisonOperator, Predicate } from "./predicate.js";
import type { PathStep, RowExpression } from "./row-expression.js";
import { rowFunctions } from "./row-function.js";

const SIGNS: Readonly<Record<ComparisonOperator, string>> = {
  eq: "=",
  neq: "!=",
  lt: "<",
  leq: "<=",
  gt: ">",
  geq: ">=",
};
/** What stands for itself as a column's name; the rest is shown as `col("…")`. */
const PLAIN = /^[\p{L}_][\p{L}\p{N}_$]*$/u;
const WORDS: ReadonlySet<string> = new Set(
  "and or not in is null between matches finite has true false".split(" "),
);
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;

/**
 * Shows an expression as people write it, for names of metrics.
 *
 * @param expression - any expression
 * @returns for example `length(name)` or `(price + tax) * 2`, on one line
 */
export function showExpression(expression: RowExpression): string {
  switch (expression.kind) {
    case "column":
      return showColumn(expression.name) + (expression.path ?? []).map(showStep).join("");
    case "literal":
      return showLiteral(expression.value);
    case "ago":
      return `ago(${expression.amount} ${expression.unit}${expression.amount === 1 ? "" : "s"})`;
    case "call": {
      const { infix } = rowFunctions[expression.name];
      if (infix !== undefined) return expression.arguments.map(showOperand).join(` ${infix} `);
      return `${expression.name}(${expression.arguments.map(showExpression).join(", ")})`;
    }
    case "sql":
      return `sql(${JSON.stringify(expression.text)})`;
  }
}

/**
 * Shows a predicate as people write it, for names of metrics.
 *
 * @param predicate - any predicate
 * @returns for example `status in ["open", "paid"] and amount > 0`, on one line
 */
export function showPredicate(predicate: Predicate): string {
  return show(predicate, false);
}

function show(predicate: Predicate, negated: boolean): string {
  const not = negated ? "not " : "";
  switch (predicate.kind) {
    case "compare": {
      const { left, operator, right } = predicate;
      const shown = `${showExpression(left)} ${SIGNS[operator]} ${showExpression(right)}`;
      return negated ? `not (${shown})` : shown;
    }
    case "in":
      return `${showExpression(predicate.of)} ${not}in [${predicate.values.map(showLiteral).join(", ")}]`;
    case "between": {
      const { of, from, to } = predicate;
      return `${showExpression(of)} ${not}between ${showExpression(from)} and ${showExpression(to)}`;
    }
    case "matches": {
      const pattern = predicate.pattern.replaceAll(CONTROL, escaped);
      return `${showExpression(predicate.of)} ${not}matches /${pattern}/${predicate.flags ?? ""}`;
    }
    case "isNull":
      return `${showExpression(predicate.of)} is ${not}null`;
    case "isFinite":
      return `${showExpression(predicate.of)} is ${not}finite`;
    case "hasFormat":
      return `${showExpression(predicate.of)} ${not}has format ${predicate.format.replaceAll(CONTROL, escaped)}`;
    case "and":
    case "or": {
      const shown = predicate.operands.map(showJunctionOperand).join(` ${predicate.kind} `);
      return negated ? `not (${shown})` : shown;
    }
    case "not":
      return negated ? `not (${show(predicate, false)})` : show(predicate.operand, true);
    case "sql":
      return `${not}sql(${JSON.stringify(predicate.text)})`;
  }
}

function showJunctionOperand(operand: Predicate): string {
  const shown = show(operand, false);
  return operand.kind === "and" || operand.kind === "or" ? `(${shown})` : shown;
}

function showOperand(expression: RowExpression): string {
  const shown = showExpression(expression);
  const isInfix = expression.kind === "call" && rowFunctions[expression.name].infix !== undefined;
  return isInfix ? `(${shown})` : shown;
}

function showStep(step: PathStep): string {
  return typeof step === "number" ? `[${step}]` : `.${showColumn(step)}`;
}

function showColumn(name: string): string {
  return PLAIN.test(name) && !WORDS.has(name.toLowerCase())
    ? name
    : `col(${JSON.stringify(name).replaceAll(CONTROL, escaped)})`;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
