import { plainCall } from "./plain-expression.js";
import type { RowExpression } from "./row-expression.js";

/**
 * Several values of a row as one text that is the same on every engine, for fingerprints. Every text has its length in
 * front, so that no two lists of values have one text; a null has no length.
 *
 * @param values - of types that DQX knows, in an order that is part of the text
 * @returns an expression that is never null
 */
export function rowText(values: readonly RowExpression[]): RowExpression {
  const texts = values.map((value): RowExpression => {
    const text = plainCall("canonicalText", value);
    const measured = plainCall("concat", plainCall("canonicalText", plainCall("length", text)), ":", text);
    return plainCall("coalesce", measured, "-");
  });
  const [first = plainCall("concat", "", ""), ...others] = texts;
  return others.length === 0 ? first : plainCall("concat", first, ...others);
}
