import type {
  ComparisonOperator,
  FormatName,
  MetricLiteral,
  PathStep,
  Pattern,
  RowFunction,
} from "@dqx/metrics";
import type { BoundColumn, ColumnType } from "../dialect/column-type.js";

/** A step into a value that has such an inside. */
export type BoundStep =
  /** A field of a struct, as the engine names it. */
  | { readonly kind: "field"; readonly name: string }
  /** An element of a list. @param place - from 0 */
  | { readonly kind: "element"; readonly place: number }
  /** All the way into a JSON value. */
  | { readonly kind: "json"; readonly steps: readonly PathStep[] };

/** A row expression whose columns exist, with the type of its value. */
export type BoundExpression =
  | {
      readonly kind: "column";
      readonly column: BoundColumn;
      /** The way into the column's value. */
      readonly path: readonly BoundStep[];
      readonly type: ColumnType;
      readonly typeName: string;
    }
  | { readonly kind: "literal"; readonly value: MetricLiteral; readonly type: ColumnType }
  /** An instant of which the run knows; where wall times are wanted, that of UTC. */
  | {
      readonly kind: "instant";
      /** The wall time in UTC, for example `2024-03-01 12:00:00.000`. */
      readonly wall: string;
      readonly type: Extract<ColumnType, { kind: "timestamp" | "timestamptz" }>;
    }
  | {
      readonly kind: "call";
      readonly name: RowFunction;
      readonly arguments: readonly BoundExpression[];
      readonly type: ColumnType;
    }
  /** The number of elements of a list, or of entries of a map. */
  | {
      readonly kind: "elementCount";
      readonly of: BoundExpression;
      /** The engine's own name of the type of the list or map. */
      readonly ofType: string;
      readonly type: ColumnType;
    }
  | {
      readonly kind: "sql";
      readonly text: string;
      readonly type: ColumnType;
      readonly typeName: string;
    };

/** A predicate whose columns exist and whose values can be compared. */
export type BoundPredicate =
  /** Two values that are no literals, or both are. */
  | {
      readonly kind: "compare";
      readonly operator: ComparisonOperator;
      readonly left: BoundExpression;
      readonly right: BoundExpression;
    }
  /** A value compared with a literal of its type. */
  | {
      readonly kind: "compareLiteral";
      readonly operator: ComparisonOperator;
      readonly of: BoundExpression;
      readonly literal: MetricLiteral;
    }
  | { readonly kind: "in"; readonly of: BoundExpression; readonly values: readonly MetricLiteral[] }
  | { readonly kind: "matches"; readonly of: BoundExpression; readonly pattern: Pattern }
  | { readonly kind: "isNull"; readonly of: BoundExpression }
  | { readonly kind: "isFinite"; readonly of: BoundExpression }
  | { readonly kind: "hasFormat"; readonly of: BoundExpression; readonly format: FormatName }
  | { readonly kind: "and" | "or"; readonly operands: readonly BoundPredicate[] }
  | { readonly kind: "not"; readonly operand: BoundPredicate }
  | { readonly kind: "sql"; readonly text: string };
