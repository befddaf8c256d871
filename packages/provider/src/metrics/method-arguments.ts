/**
 * A positional argument under its parameter's name, as editors show it. Labels of tuples cannot be computed, so
 * the names in use are spelt out.
 */
export type Labelled<Name extends string, Value> = Name extends keyof Labels<Value>
  ? Labels<Value>[Name]
  : [argument: Value];

/** One argument by the name of its parameter. */
interface Labels<Value> {
  readonly column: [column: Value];
  readonly columns: [columns: Value];
  readonly values: [values: Value];
  readonly base: [metric: Value];
  readonly metric: [metric: Value];
  readonly by: [by: Value];
  readonly value: [value: Value];
  readonly predicate: [predicate: Value];
  readonly pattern: [pattern: Value];
  readonly format: [format: Value];
  readonly dataType: [dataType: Value];
  readonly case: [case_: Value];
  readonly numerator: [numerator: Value];
  readonly denominator: [denominator: Value];
  readonly weight: [weight: Value];
  readonly other: [other: Value];
  readonly actual: [actual: Value];
  readonly predicted: [predicted: Value];
  readonly n: [n: Value];
  readonly unit: [unit: Value];
  readonly day: [day: Value];
  readonly share: [share: Value];
  readonly start: [start: Value];
  readonly end: [end: Value];
  readonly kind: [kind: Value];
  readonly limit: [limit: Value];
  readonly edges: [edges: Value];
  readonly bins: [bins: Value];
  readonly shares: [shares: Value];
  readonly determinant: [determinant: Value];
  readonly dependent: [dependent: Value];
  readonly aggregate: [aggregate: Value];
}

/** The last argument: options, to be left out unless one of the metric's own parameters is required. */
export type Named<Options, Own> = [keyof Own] extends [never]
  ? [options?: Options]
  : Record<never, never> extends Own
    ? [options?: Options & Own]
    : [options: Options & Own];

/**
 * Makes a method of a given name.
 *
 * @param name - what the method is called, in stack traces too
 * @param body - gets what it was called on, and its arguments
 */
export function namedMethod<Self>(
  name: string,
  body: (self: Self, given: readonly unknown[]) => unknown,
): PropertyDescriptor {
  const methods = {
    [name](this: Self, ...given: readonly unknown[]): unknown {
      return body(this, given);
    },
  };
  return { value: methods[name], writable: true, configurable: true };
}
