import { InvalidArgumentError, nearestName, requireKnownOptions, showValue } from "@dqx/common";
import { canonicalExpression, canonicalPredicate } from "./canonical-row.js";
import { decodeLiteral } from "./metric-literal.js";
import { parsePattern } from "./pattern/parse-pattern.js";
import type { ComparisonOperator, PatternFlags, Predicate } from "./predicate.js";
import type { PathStep, RowExpression } from "./row-expression.js";
import { type RowFunction, rowFunctions } from "./row-function.js";
import type { TimeUnit } from "./time-unit.js";

/** How deep expressions and predicates may be inside each other. */
const MAXIMUM_DEPTH = 50;
/** How many expressions and predicates may be inside of one. */
const MAXIMUM_NODES = 10_000;
const MAXIMUM_SQL_LENGTH = 10_000;

/** The fields of each kind beside `kind`, by which misspelt ones are refused. */
const EXPRESSION_FIELDS: { readonly [Kind in RowExpression["kind"]]: readonly string[] } = {
  column: ["name", "path"],
  literal: ["value"],
  ago: ["amount", "unit"],
  call: ["name", "arguments"],
  sql: ["text"],
};
const PREDICATE_FIELDS: { readonly [Kind in Predicate["kind"]]: readonly string[] } = {
  compare: ["operator", "left", "right"],
  in: ["of", "values"],
  between: ["of", "from", "to"],
  matches: ["of", "pattern", "flags"],
  isNull: ["of"],
  isFinite: ["of"],
  hasFormat: ["of", "format"],
  and: ["operands"],
  or: ["operands"],
  not: ["operand"],
  sql: ["text"],
};
const OPERATORS: { readonly [Operator in ComparisonOperator]: true } = {
  eq: true,
  neq: true,
  lt: true,
  leq: true,
  gt: true,
  geq: true,
};
const UNITS: { readonly [Unit in TimeUnit]: true } = {
  minute: true,
  hour: true,
  day: true,
  week: true,
  month: true,
  year: true,
};
const FLAGS: { readonly [Flags in PatternFlags]: true } = { i: true, is: true, s: true };

/**
 * Checks an expression that may come from anywhere, such as a stored parameter.
 *
 * @param value - what was given
 * @param place - what it is for, for messages
 * @returns plain data in the canonical form
 * @throws {@link InvalidArgumentError} naming the place inside the value that does not fit, and what to give
 */
export function decodeExpression(value: unknown, place: string): RowExpression {
  return frozen(canonicalExpression(new Decoder().expression(value, place, 0)));
}

/**
 * Checks a predicate that may come from anywhere, such as a stored parameter.
 *
 * @param value - what was given
 * @param place - what it is for, for messages
 * @returns plain data in the canonical form
 * @throws {@link InvalidArgumentError} naming the place inside the value that does not fit, and what to give
 */
export function decodePredicate(value: unknown, place: string): Predicate {
  return frozen(canonicalPredicate(new Decoder().predicate(value, place, 0)));
}

class Decoder {
  #nodes = 0;

  expression(value: unknown, place: string, depth: number): RowExpression {
    const { kind, field } = this.#open(
      value,
      EXPRESSION_FIELDS,
      "an expression such as col(…)",
      place,
      depth,
    );
    switch (kind) {
      case "column": {
        const name = text(field("name"), `${place}: the column's name`);
        const path = field("path");
        return path === undefined
          ? { kind, name }
          : {
              kind,
              name,
              path: list(path, `${place}.path`, 0).map((step, index) =>
                pathStep(step, `${place}.path[${index}]`),
              ),
            };
      }
      case "literal":
        return { kind, value: decodeLiteral(field("value"), place) };
      case "ago":
        return {
          kind,
          amount: amount(field("amount"), place),
          unit: oneOf(field("unit"), UNITS, `${place}: the unit`),
        };
      case "call": {
        const name = oneOf(field("name"), rowFunctions, `${place}: the function`);
        const given = list(field("arguments"), `${place}: ${name}`, 0);
        requireCount(name, given.length, place);
        return {
          kind,
          name,
          arguments: given.map((argument, index) =>
            this.expression(argument, `${place}: ${name}, argument ${index + 1}`, depth + 1),
          ),
        };
      }
      case "sql":
        return { kind, text: sqlText(field("text"), place) };
    }
  }

  predicate(value: unknown, place: string, depth: number): Predicate {
    const open = this.#open(value, PREDICATE_FIELDS, "a predicate such as col(…).isEq(…)", place, depth);
    const { kind, field } = open;
    const expression = (name: string) => this.expression(field(name), `${place}.${name}`, depth + 1);
    switch (kind) {
      case "compare": {
        const operator = oneOf(field("operator"), OPERATORS, `${place}.operator`);
        return { kind, operator, left: expression("left"), right: expression("right") };
      }
      case "in": {
        const values = list(field("values"), `${place}.values`, 1);
        return {
          kind,
          of: expression("of"),
          values: values.map((literal, index) => decodeLiteral(literal, `${place}.values[${index}]`)),
        };
      }
      case "between":
        return { kind, of: expression("of"), from: expression("from"), to: expression("to") };
      case "matches": {
        const pattern = field("pattern");
        if (typeof pattern !== "string") {
          throw new InvalidArgumentError(
            `${place}.pattern is ${showValue(pattern)}. Give a regular expression as text.`,
          );
        }
        const given = field("flags");
        const flags = given === undefined ? undefined : oneOf(given, FLAGS, `${place}.flags`);
        parsePattern(pattern, flags, place);
        return { kind, of: expression("of"), pattern, ...(flags === undefined ? {} : { flags }) };
      }
      case "isNull":
      case "isFinite":
        return { kind, of: expression("of") };
      case "hasFormat":
        return { kind, of: expression("of"), format: text(field("format"), `${place}.format`) };
      case "and":
      case "or": {
        const operands = list(field("operands"), `${place}.operands`, 1);
        return {
          kind,
          operands: operands.map((operand, index) =>
            this.predicate(operand, `${place}.operands[${index}]`, depth + 1),
          ),
        };
      }
      case "not":
        return { kind, operand: this.predicate(field("operand"), `${place}.operand`, depth + 1) };
      case "sql":
        return { kind, text: sqlText(field("text"), place) };
    }
  }

  #open<Kind extends string>(
    value: unknown,
    fields: Readonly<Record<Kind, readonly string[]>>,
    wanted: string,
    place: string,
    depth: number,
  ): { readonly kind: Kind; readonly field: (name: string) => unknown } {
    this.#nodes += 1;
    if (depth > MAXIMUM_DEPTH || this.#nodes > MAXIMUM_NODES) {
      throw new InvalidArgumentError(
        `${place} is more than ${depth > MAXIMUM_DEPTH ? `${MAXIMUM_DEPTH} levels deep` : `${MAXIMUM_NODES} parts`}. Simplify it, or compute it in the source's query.`,
      );
    }
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new InvalidArgumentError(`${place} is ${showValue(value)}. Give ${wanted}.`);
    }
    const members = new Map<string, unknown>(Object.entries(value));
    const kind = oneOf(members.get("kind"), fields, `${place}: the kind`, wanted);
    members.delete("kind");
    requireKnownOptions(`${place} (${kind})`, Object.fromEntries(members), fields[kind]);
    return { kind, field: (name) => members.get(name) };
  }
}

function oneOf<Name extends string>(
  value: unknown,
  known: Readonly<Record<Name, unknown>>,
  place: string,
  instead?: string,
): Name {
  const names = Object.keys(known);
  // The names of the record are those of its type.
  if (typeof value === "string" && Object.hasOwn(known, value)) return value as Name;
  // Of very short names any is near.
  const nearest = typeof value === "string" && value.length > 3 ? nearestName(value, names) : undefined;
  const hint =
    nearest === undefined ? `Give ${instead ?? `one of ${names.join(", ")}`}.` : `Did you mean '${nearest}'?`;
  throw new InvalidArgumentError(`${place} is ${showValue(value)}. ${hint}`);
}

function text(value: unknown, place: string): string {
  if (typeof value === "string" && value !== "" && value.isWellFormed()) return value;
  throw new InvalidArgumentError(`${place} is ${showValue(value)}. Give text that is not empty.`);
}

function pathStep(value: unknown, place: string): PathStep {
  if (typeof value !== "number") return text(value, place);
  if (Number.isSafeInteger(value) && value >= 0) return Object.is(value, -0) ? 0 : value;
  throw new InvalidArgumentError(
    `${place} is ${showValue(value)}. Give the name of a field, or the place of an element, from 0.`,
  );
}

function amount(value: unknown, place: string): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0)
    return Object.is(value, -0) ? 0 : value;
  throw new InvalidArgumentError(
    `${place}: the amount is ${showValue(value)}. Give a whole number, 0 or more.`,
  );
}

function list(value: unknown, place: string, minimum: number): readonly unknown[] {
  // A copy without holes: what is missing is undefined, and refused as that.
  if (Array.isArray(value) && value.length >= minimum) return Array.from<unknown>(value);
  throw new InvalidArgumentError(
    `${place} is ${showValue(value)}. Give a list${minimum === 0 ? "" : " with at least one element"}.`,
  );
}

/**
 * Checks the form of a user's SQL; what it says only an engine can check.
 *
 * @param value - what was given
 * @param place - what it is for, for messages
 * @throws {@link InvalidArgumentError} when it is no text, empty, too long, or has the character NUL
 */
export function sqlText(value: unknown, place: string): string {
  const sql = text(value, `${place}: the SQL`);
  if (sql.length <= MAXIMUM_SQL_LENGTH && !sql.includes("\0") && sql.trim() !== "") return sql;
  throw new InvalidArgumentError(
    `${place}: the SQL is ${showValue(sql)}. Give one expression of at most ${MAXIMUM_SQL_LENGTH} characters, without the character NUL.`,
  );
}

function requireCount(name: RowFunction, count: number, place: string): void {
  const { operands, variadic } = rowFunctions[name];
  if (count === operands.length || (variadic && count > operands.length)) return;
  throw new InvalidArgumentError(
    `${place}: ${name} got ${count} arguments. Give ${operands.length}${variadic ? " or more" : ""}.`,
  );
}

function frozen<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) for (const inside of Object.values(value)) frozen(inside);
  return Object.freeze(value);
}
