import type { MetricLiteral } from "./metric-literal.js";
import type { RowFunction } from "./row-function.js";
import type { TimeUnit } from "./time-unit.js";

/** A value computed from one row. Plain data: it can be written as JSON, stored and compared. */
export type RowExpression =
  /** The value of a column, or what is inside of it at a path. */
  | { readonly kind: "column"; readonly name: string; readonly path?: readonly PathStep[] }
  /** The same value for every row. */
  | { readonly kind: "literal"; readonly value: MetricLiteral }
  /** The instant that lies an amount of a unit before the reference time of the run; an amount of 0 is that time. */
  | { readonly kind: "ago"; readonly amount: number; readonly unit: TimeUnit }
  /** One of the row functions, applied to values of the row. */
  | { readonly kind: "call"; readonly name: RowFunction; readonly arguments: readonly RowExpression[] }
  /** One expression in the engine's own SQL, which the engine's parser checks. */
  | { readonly kind: "sql"; readonly text: string };

/** A step into nested data: the name of a field of a struct or JSON object, or the place of an element, from 0. */
export type PathStep = string | number;
