import { escapeControls } from "@dqx/common";
import { SourceError } from "@dqx/sql";

/** What the gate needs of the parser's module. */
export interface SqlParser {
  /**
   * Takes a text apart as the server would.
   *
   * @returns the parse tree, as data
   * @throws SourceError when the text is no SQL
   */
  parse(sql: string): unknown;
  /** The words and signs of a text, with their places in its UTF-8. */
  scan(sql: string): readonly SqlToken[];
}

/** A word or sign of a text. */
interface SqlToken {
  readonly text: string;
  /** Its first byte in the text as UTF-8. */
  readonly start: number;
  /** The byte behind its last one. */
  readonly end: number;
}

let loaded: Promise<SqlParser> | undefined;

/** Loads PostgreSQL's own parser, compiled to WebAssembly, when it is first needed. */
export function loadParser(): Promise<SqlParser> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<SqlParser> {
  const { loadModule, parseSync, scanSync } = await import("libpg-query");
  await loadModule();
  const said = <T>(sql: string, read: () => T): T => {
    if (sql.includes("\0")) {
      throw new SourceError("it holds the character NUL (U+0000), which PostgreSQL does not take");
    }
    try {
      return read();
    } catch (cause) {
      throw new SourceError(
        `it cannot be parsed: ${escapeControls(cause instanceof Error ? cause.message : String(cause))}`,
        { cause },
      );
    }
  };
  return {
    parse: (sql) => said(sql, () => (sql.trim() === "" ? { stmts: [] } : parseSync(sql))),
    scan(sql) {
      if (!sql.includes("$")) return [];
      return said(sql, () => scanSync(sql).tokens);
    },
  };
}
