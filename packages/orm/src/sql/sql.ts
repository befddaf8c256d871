/** What can be bound to a statement. */
export type SqlParameter = string | number | Buffer | null;

/** A statement or a part of one: its text cut at the bound values. */
export class Statement {
  /** One piece more than there are values. */
  readonly pieces: readonly string[];
  readonly values: readonly SqlParameter[];

  constructor(pieces: readonly string[], values: readonly SqlParameter[]) {
    this.pieces = pieces;
    this.values = values;
  }
}

/**
 * Writes a statement as a template: values are always bound, parts made by this function or by
 * {@link identifier} are put in as they are.
 *
 * TypeORM has such a tag too; it runs at once, takes no parts, and re-indents every text, which costs more
 * than the statement itself in a multi-row insert.
 */
export function sql(
  strings: TemplateStringsArray,
  ...parts: readonly (SqlParameter | Statement)[]
): Statement {
  const pieces = [strings[0] ?? ""];
  const values: SqlParameter[] = [];
  for (const [index, part] of parts.entries()) {
    const after = strings[index + 1] ?? "";
    if (part instanceof Statement) {
      const [first = "", ...others] = part.pieces;
      pieces.push((pieces.pop() ?? "") + first, ...others);
      pieces.push((pieces.pop() ?? "") + after);
      for (const value of part.values) values.push(value);
    } else {
      pieces.push(after);
      values.push(part);
    }
  }
  return new Statement(pieces, values);
}

/** A quoted name of a table, a column or a schema, whatever characters it has. */
export function identifier(...path: readonly string[]): Statement {
  return new Statement([path.map((name) => `"${name.replaceAll('"', '""')}"`).join(".")], []);
}

/** Bound values in a row, between commas. */
export function list(values: readonly SqlParameter[]): Statement {
  return new Statement(["", ...values.map((_, index) => (index === values.length - 1 ? "" : ", "))], values);
}

/** Statements in a row, between commas. */
export function join(statements: readonly Statement[]): Statement {
  const pieces = [""];
  const values: SqlParameter[] = [];
  for (const [index, statement] of statements.entries()) {
    const [first = "", ...others] = statement.pieces;
    pieces.push((pieces.pop() ?? "") + (index === 0 ? "" : ", ") + first);
    for (const piece of others) pieces.push(piece);
    for (const value of statement.values) values.push(value);
  }
  return new Statement(pieces, values);
}

/**
 * The text and values as a driver takes them.
 *
 * @param statement - the statement
 * @param placeholder - how the driver writes the nth value, counted from 0
 */
export function render(
  statement: Statement,
  placeholder: (index: number) => string,
): { readonly text: string; readonly values: SqlParameter[] } {
  const text = statement.pieces
    .map((piece, index) => (index === 0 ? piece : placeholder(index - 1) + piece))
    .join("");
  return { text, values: [...statement.values] };
}
