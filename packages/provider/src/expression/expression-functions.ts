/** How many arguments a function of expressions takes. */
export interface ExpressionFunctionArity {
  readonly minimum: number;
  /** `Infinity` for any number. */
  readonly maximum: number;
  /** How it is called, for messages. */
  readonly usage: string;
}

/** The functions that expressions can call, by name. */
export const expressionFunctions = {
  abs: { minimum: 1, maximum: 1, usage: "abs(a)" },
  sqrt: { minimum: 1, maximum: 1, usage: "sqrt(a)" },
  ln: { minimum: 1, maximum: 1, usage: "ln(a)" },
  exp: { minimum: 1, maximum: 1, usage: "exp(a)" },
  pow: { minimum: 2, maximum: 2, usage: "pow(base, exponent)" },
  min: { minimum: 1, maximum: Number.POSITIVE_INFINITY, usage: "min(a, b, …)" },
  max: { minimum: 1, maximum: Number.POSITIVE_INFINITY, usage: "max(a, b, …)" },
} as const satisfies Readonly<Record<string, ExpressionFunctionArity>>;

/** The name of a function that expressions can call. */
export type ExpressionFunction = keyof typeof expressionFunctions;

/** Tells whether a word names a function that expressions can call. */
export function isExpressionFunction(word: string): word is ExpressionFunction {
  return Object.hasOwn(expressionFunctions, word);
}
