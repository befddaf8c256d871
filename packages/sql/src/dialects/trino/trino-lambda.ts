/**
 * An expression that uses a value several times and computes it once: Trino has lambdas, and they are for elements of
 * arrays.
 *
 * @param value - SQL of the value
 * @param body - the expression, of the name that stands for the value
 * @param name - the name; another one inside of the body of a lambda
 */
export function bound(value: string, body: (name: string) => string, name = "dqx_v"): string {
  return `element_at(transform(ARRAY[${value}], ${name} -> ${body(name)}), 1)`;
}
