import { type Dialect, isNumeric, type SqlColumn, type SqlOperand } from "@dqx/sql";

/** A column as a profile looks at it. */
export interface ProfiledColumn {
  readonly name: string;
  /** The column in SQL, with its type. */
  readonly operand: SqlOperand & { readonly typeName: string };
  /** Whether the values are numbers. */
  readonly isNumber: boolean;
  readonly isText: boolean;
  /** Whether the values are texts that may have a format: not those of the engine's type for JSON. */
  readonly hasFormats: boolean;
  /** Whether the values are days, times or instants. */
  readonly isTime: boolean;
  /** Whether equal values can be told: not so for lists, structures and the like. */
  readonly isComparable: boolean;
}

/**
 * Tells what can be said of a column by its type.
 *
 * @param column - as the engine describes it
 * @param dialect - the engine's types
 */
export function profiledColumn({ name, type: typeName }: SqlColumn, dialect: Dialect): ProfiledColumn {
  const type = dialect.columnType(typeName);
  const isTime = type.kind === "date" || type.kind === "timestamp" || type.kind === "timestamptz";
  return {
    name,
    operand: { sql: dialect.quote(name), type, typeName },
    isNumber: isNumeric(type),
    isText: type.kind === "text",
    hasFormats: type.kind === "text" && dialect.rows.json?.holds(typeName) !== true,
    isTime,
    // Every engine compares its UUIDs, and no other type that DQX does not know is sure to be comparable.
    isComparable: type.kind !== "other" || /^uuid$/i.test(typeName),
  };
}
