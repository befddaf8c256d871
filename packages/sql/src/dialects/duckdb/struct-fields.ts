const STRUCT = /^STRUCT\((.*)\)$/s;
const QUOTED = /^"((?:[^"]|"")*)" /;
const PLAIN = /^([^\s"(),]+) /;

/**
 * The fields of a struct, from DuckDB's name of its type.
 *
 * @param typeName - for example `STRUCT(city VARCHAR, "post code" INTEGER)`
 * @returns the types by the names of the fields; nothing for what is no struct, or one without names
 */
export function structFields(typeName: string): ReadonlyMap<string, string> | undefined {
  const inside = STRUCT.exec(typeName)?.[1];
  if (inside === undefined) return undefined;
  const fields = new Map<string, string>();
  for (const member of members(inside)) {
    const [written = "", name] = QUOTED.exec(member) ?? PLAIN.exec(member) ?? [];
    if (name === undefined) return undefined;
    fields.set(name.replaceAll('""', '"'), member.slice(written.length));
  }
  return fields;
}

// What commas separate that stand neither in quotes nor in brackets.
function members(text: string): readonly string[] {
  const parts: string[] = [];
  let [start, depth, quote] = [0, 0, ""];
  for (const [index, character] of text.split("").entries()) {
    if (quote !== "") quote = character === quote ? "" : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === "(") depth += 1;
    else if (character === ")") depth -= 1;
    else if (character === "," && depth === 0) {
      parts.push(text.slice(start, index).trim());
      start = index + 1;
    }
  }
  return [...parts, text.slice(start).trim()];
}
