/** A placeholder of a query, such as `{region:String}`. */
export interface Placeholder {
  readonly name: string;
  /** ClickHouse's name of its type. */
  readonly type: string;
}

// Texts and quoted names, as ClickHouse writes them when it formats a query; what is left is a placeholder.
const TOKEN =
  /'(?:[^'\\]|\\[\s\S])*'|`(?:[^`\\]|\\[\s\S])*`|"(?:[^"\\]|\\[\s\S])*"|\{([A-Za-z_]\w*):((?:[^{}']|'(?:[^'\\]|\\[\s\S])*')+)\}/g;

/**
 * The placeholders of a query, each once.
 *
 * @param formatted - the query as ClickHouse's own formatter writes it: without comments, and each text in one form
 */
export function placeholdersOf(formatted: string): readonly Placeholder[] {
  const found = new Map<string, Placeholder>();
  for (const [, name, type] of formatted.matchAll(TOKEN)) {
    if (name !== undefined && type !== undefined) found.set(name, { name, type: type.trim() });
  }
  return [...found.values()];
}

/** The query with NULL in the place of each placeholder: what it consists of, whatever their values. */
export function withoutPlaceholders(formatted: string): string {
  return formatted.replaceAll(TOKEN, (token, name: string | undefined) =>
    name === undefined ? token : "NULL",
  );
}
