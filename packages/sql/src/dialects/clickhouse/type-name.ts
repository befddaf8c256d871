/** A name of one of ClickHouse's types, taken apart. */
export interface TypeName {
  /** The type's name alone, such as `Decimal`. */
  readonly name: string;
  /** What stands in its brackets, such as `10` and `2`. */
  readonly arguments: readonly string[];
}

const PARTS = /^([A-Za-z0-9_]+)(?:\(([\s\S]*)\))?$/;

/** Wrappers that say how values are kept, and not what they are, with the place of the type inside. */
const WRAPPERS: ReadonlyMap<string, number> = new Map([
  ["Nullable", 0],
  ["LowCardinality", 0],
  ["SimpleAggregateFunction", 1],
]);

/**
 * Takes a type's name apart, without what says only how values are kept.
 *
 * @param typeName - for example `LowCardinality(Nullable(String))` or `Decimal(10, 2)`
 */
export function typeNameOf(typeName: string): TypeName {
  const [, name = typeName.trim(), inside] = PARTS.exec(typeName.trim()) ?? [];
  const parts = inside === undefined ? [] : separated(inside);
  const wrapped = WRAPPERS.get(name);
  const inner = wrapped === undefined ? undefined : parts[wrapped];
  return inner === undefined ? { name, arguments: parts } : typeNameOf(inner);
}

// What commas separate that stand neither in quotes nor in brackets.
function separated(text: string): readonly string[] {
  const parts = [""];
  let depth = 0;
  for (const [token] of text.matchAll(/'(?:[^'\\]|\\[\s\S])*'|`(?:[^`\\]|\\[\s\S])*`|[\s\S]/g)) {
    if (token === "(") depth += 1;
    if (token === ")") depth -= 1;
    if (token === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += token;
  }
  return parts.map((part) => part.trim());
}
