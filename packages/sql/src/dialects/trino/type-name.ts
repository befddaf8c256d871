/** A name of one of Trino's types, taken apart. */
export interface TypeName {
  /** The type's name alone, in lower case, such as `timestamp with time zone`. */
  readonly name: string;
  /** What stands in its brackets, such as `10` and `2`. */
  readonly arguments: readonly string[];
}

const PARTS = /^([a-z]+)(?:\(([\s\S]*)\))?((?: with(?:out)? time zone)?)$/i;

/**
 * Takes a type's name apart.
 *
 * @param typeName - for example `row(a bigint, b array(varchar))` or `timestamp(6) with time zone`
 */
export function typeNameOf(typeName: string): TypeName {
  const [, name = typeName, inside, suffix = ""] = PARTS.exec(typeName.trim()) ?? [];
  return {
    name: `${name}${suffix}`.toLowerCase(),
    arguments: inside === undefined ? [] : separated(inside),
  };
}

// What commas separate that stand neither in quotes nor in brackets.
function separated(text: string): readonly string[] {
  const parts = [""];
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"]|"")*"|[\s\S]/g)) {
    if (token === "(") depth += 1;
    if (token === ")") depth -= 1;
    if (token === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += token;
  }
  return parts.map((part) => part.trim());
}
