import type { Either } from "@dqx/common";
import type { BoundColumn, ColumnType } from "../dialect/column-type.js";
import type { RowRenderers } from "../dialect/row-renderers.js";
import type { BindingFailure } from "./binding-failure.js";

/** What the type of a checked SQL expression is. */
export interface SqlExpressionType {
  readonly typeName: string;
  readonly type: ColumnType;
}

/** What expressions and predicates are bound against. */
export interface RowScope {
  /** The column of a name, or why there is none. */
  find(name: string): Either.Either<BoundColumn, BindingFailure>;
  /** The type of an SQL expression that the engine has checked, or why it cannot be used. */
  sqlType(text: string): Either.Either<SqlExpressionType, BindingFailure>;
  /** The type of an SQL aggregate that the engine has checked, or why it cannot be used. */
  aggregateType(text: string): Either.Either<SqlExpressionType, BindingFailure>;
  /** What a type is, by the engine's name of it. */
  columnType(typeName: string): ColumnType;
  /** The reference time of the run; absent where none is known. */
  readonly referenceTime?: Date;
  /** What the engine can do with rows. */
  readonly rows: RowRenderers;
}
