/** The functions that row expressions may call. Every SQL dialect renders each of them. */
export type RowFunction =
  | "length"
  | "lower"
  | "upper"
  | "trim"
  | "abs"
  | "floor"
  | "ceiling"
  | "add"
  | "subtract"
  | "multiply"
  | "divide"
  | "coalesce"
  | "nullIf";
