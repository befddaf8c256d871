import type { PathStep, RowFunction } from "@dqx/metrics";
import type { ColumnType } from "./column-type.js";
import type { FormatRenderers } from "./format-renderers.js";

/**
 * Renders a row function.
 *
 * @param operands - SQL of the operands, by place; numbers are of one kind
 * @param type - what the function gives: the domain in which numbers are computed
 * @param operandType - the type of the first operand
 */
export type FunctionRenderer = (
  operands: readonly string[],
  type: ColumnType,
  operandType: ColumnType,
) => string;

/** How SQL compares two values. */
export type ComparisonSign = "=" | "<>" | "<" | "<=" | ">" | ">=";

/** What literals of days and times are. */
export type TemporalKind = "date" | "timestamp" | "timestamptz";

/** How an engine writes what can be said of one row. Null stands for what it cannot do. */
export interface RowRenderers {
  /** One function for each row function. */
  readonly functions: { readonly [Name in RowFunction]: FunctionRenderer | null };
  /** Two values of one type compared: unknown when one of both is null. */
  readonly compare: (left: string, sign: ComparisonSign, right: string) => string;
  /**
   * Whether a value is one of several, at least one, of its type; unknown when the value is null.
   *
   * @param typeName - the engine's name of the value's type; absent when the value is computed
   */
  readonly isIn: (
    value: string,
    elements: readonly string[],
    type: ColumnType,
    typeName: string | undefined,
  ) => string;
  readonly isNull: (value: string) => string;
  /** Only asked for floats; unknown when the value is null. */
  readonly isFinite: (value: string) => string;
  /** Only asked for floats; unknown when the value is null. */
  readonly isNaN: (value: string) => string;
  /**
   * How the engine's own comparison takes NaN: as IEEE 754 has it (no comparison but `<>` holds), or as a value
   * that is equal to itself and larger than all others.
   */
  readonly comparesNaN: "ieee" | "largest";
  /**
   * Whether a regular expression matches somewhere in a text; unknown when the text is null.
   *
   * @param pattern - the SQL of a text with the prefix `(?s)`
   */
  readonly matches: ((value: string, pattern: string) => string) | null;
  /** What stands for the very end of the text in a regular expression. */
  readonly endOfText: string;
  /** How it tests texts for formats. */
  readonly formats: FormatRenderers;
  /**
   * A value as a key of groups, so that equal values have one: NaN equals itself, and −0 equals 0. Absent where the
   * engine's own groups are so.
   */
  readonly groupKey?: (value: string, type: ColumnType) => string;
  /** A value as a key of an order that is the same on every engine: texts by their code points. Absent where they are. */
  readonly sortKey?: (value: string, type: ColumnType) => string;
  /** The engine's names of floats of 32 bits. */
  readonly singleFloats: readonly string[];
  /** A number with all its digits; whole ones are whole numbers and others decimals of the engine. */
  readonly exactNumber: (digits: string) => string;
  /** A number as a double. */
  readonly toDouble: (value: string) => string;
  /** A day or time by its ISO text. */
  readonly temporal: (text: string, kind: TemporalKind) => string;
  /**
   * A field inside of a value.
   *
   * @param typeName - the engine's name of the value's type
   * @returns the engine's names of the fields with their types; nothing when the type has no fields
   */
  readonly fieldsOf: (typeName: string) => ReadonlyMap<string, string> | undefined;
  /** A field of a value. @param name - as {@link fieldsOf} gives it */
  readonly field: (value: string, name: string) => string;
  /**
   * How many elements a list has, or entries a map; null where it is null. Absent where the engine has neither.
   *
   * @param typeName - the engine's name of the value's type
   * @returns nothing when the type is neither a list nor a map
   */
  readonly elementCount?: (value: string, typeName: string) => string | undefined;
  /** Elements of lists. */
  readonly elements: ElementRenderers | null;
  /** What is inside of values of the engine's type for JSON. */
  readonly json: JsonRenderers | null;
}

/** How an engine writes elements of lists. */
export interface ElementRenderers {
  /** The engine's name of the type of a list's elements; nothing when the type is no list. */
  readonly typeOf: (typeName: string) => string | undefined;
  /** An element of a list; null when there is none. @param place - from 0 */
  readonly at: (value: string, place: number) => string;
}

/** How an engine writes what is inside of JSON. */
export interface JsonRenderers {
  /** Whether a type is the engine's one for JSON. @param typeName - the engine's name of it */
  readonly holds: (typeName: string) => boolean;
  /** What is at a path as a text, without its quotes; null when nothing is, or the null of JSON. */
  readonly at: (value: string, steps: readonly PathStep[]) => string;
  /** The engine's name of the type of texts. */
  readonly typeName: string;
}
