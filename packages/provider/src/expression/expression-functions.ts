/** A function of expressions: how many arguments it takes, and what it does when a metric has no value. */
export interface ExpressionFunctionDefinition {
  readonly minimum: number;
  /** `Infinity` for any number. */
  readonly maximum: number;
  /** How it is called, for messages. */
  readonly usage: string;
  /**
   * `absent`: no value when any argument has none; `first`: the first argument that has a value, none when no
   * argument has one.
   */
  readonly nulls: "absent" | "first";
}

/** The functions that expressions can call, by name. */
export const expressionFunctions = {
  abs: { minimum: 1, maximum: 1, usage: "abs(a)", nulls: "absent" },
  sqrt: { minimum: 1, maximum: 1, usage: "sqrt(a)", nulls: "absent" },
  ln: { minimum: 1, maximum: 1, usage: "ln(a)", nulls: "absent" },
  exp: { minimum: 1, maximum: 1, usage: "exp(a)", nulls: "absent" },
  pow: { minimum: 2, maximum: 2, usage: "pow(base, exponent)", nulls: "absent" },
  min: { minimum: 1, maximum: Number.POSITIVE_INFINITY, usage: "min(a, b, …)", nulls: "absent" },
  max: { minimum: 1, maximum: Number.POSITIVE_INFINITY, usage: "max(a, b, …)", nulls: "absent" },
  log: { minimum: 1, maximum: 2, usage: "log(a) or log(a, base)", nulls: "absent" },
  round: { minimum: 1, maximum: 2, usage: "round(a) or round(a, digits)", nulls: "absent" },
  coalesce: { minimum: 1, maximum: Number.POSITIVE_INFINITY, usage: "coalesce(a, b, …)", nulls: "first" },
  pct: { minimum: 2, maximum: 2, usage: "pct(part, whole)", nulls: "absent" },
} as const satisfies Readonly<Record<string, ExpressionFunctionDefinition>>;

/** The name of a function that expressions can call. */
export type ExpressionFunction = keyof typeof expressionFunctions;

/** Tells whether a word names a function that expressions can call. */
export function isExpressionFunction(word: string): word is ExpressionFunction {
  return Object.hasOwn(expressionFunctions, word);
}
