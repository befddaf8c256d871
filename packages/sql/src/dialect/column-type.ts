/** What a dialect makes of an engine's type, as far as metrics care. */
export type ColumnType =
  | {
      readonly kind: "integer";
      /** The smallest value of the type. */
      readonly minimum: bigint;
      /** The largest value of the type. */
      readonly maximum: bigint;
    }
  | {
      readonly kind: "decimal";
      /** Digits in all. */
      readonly precision: number;
      /** Digits behind the point. */
      readonly scale: number;
    }
  /** Numbers that may be NaN or ±Infinity. */
  | { readonly kind: "float" }
  | { readonly kind: "boolean" }
  | { readonly kind: "text" }
  | { readonly kind: "date" }
  /** Wall time, without a zone. */
  | { readonly kind: "timestamp" }
  /** An instant. */
  | { readonly kind: "timestamptz" }
  | { readonly kind: "other" };

/** The kinds of {@link ColumnType}. */
export type ColumnKind = ColumnType["kind"];

/** A column that exists, under the name that the engine gives it. */
export interface BoundColumn {
  readonly name: string;
  /** Why the type is only a guess; absent when it is known. */
  readonly guessed?: string;
  /** The engine's own name of the type. */
  readonly typeName: string;
  readonly type: ColumnType;
}

/** A column that exists and holds days: a date, a timestamp (wall time) or an instant. */
export interface DayColumn extends BoundColumn {
  readonly type: Extract<ColumnType, { readonly kind: "date" | "timestamp" | "timestamptz" }>;
}

/** Tells whether a type holds numbers: whole ones, decimals and doubles; booleans are none. */
export function isNumeric(type: ColumnType): boolean {
  return type.kind === "integer" || type.kind === "decimal" || type.kind === "float";
}

/** Tells whether a type holds days, timestamps or instants. */
export function isTime(type: ColumnType): type is DayColumn["type"] {
  return type.kind === "date" || type.kind === "timestamp" || type.kind === "timestamptz";
}
