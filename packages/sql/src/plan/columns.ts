import { Either, nearestName } from "@dqx/common";
import type { BoundColumn, ColumnType } from "../dialect/column-type.js";
import type { Dialect } from "../dialect/dialect.js";
import type { RowRenderers } from "../dialect/row-renderers.js";
import { type BindingFailure, bindingFailure } from "../row/binding-failure.js";
import type { RowScope, SqlExpressionType } from "../row/row-scope.js";
import type { SqlColumn } from "../source/sql-data-source.js";
import type { CheckedSql, CheckedTexts } from "./check-sql.js";

/** How many columns an error lists. */
const LISTED_COLUMNS = 20;

/** What expressions are bound against beside columns. */
export interface BindingContext {
  /** What became of the SQL that the engine has checked; none was by default. */
  readonly sql?: CheckedSql;
  /** The reference time of the run. */
  readonly referenceTime?: Date;
}

/** The columns of a relation, found by the names that users write. */
export class Columns implements RowScope {
  readonly #dataset: string;
  readonly #exact = new Map<string, BoundColumn>();
  readonly #folded = new Map<string, BoundColumn>();
  readonly #dialect: Dialect;
  readonly #sql: CheckedSql;
  /** The reference time of the run; absent where none is known. */
  readonly referenceTime?: Date;

  /**
   * @param dataset - the source's name, for messages
   * @param columns - as the engine describes them
   * @param dialect - whose rules of names and types hold
   * @param known - what else expressions are bound against
   */
  constructor(
    dataset: string,
    columns: readonly SqlColumn[],
    dialect: Dialect,
    { sql = { expressions: new Map() }, referenceTime }: BindingContext = {},
  ) {
    this.#dataset = dataset;
    this.#dialect = dialect;
    this.#sql = sql;
    if (referenceTime !== undefined) this.referenceTime = referenceTime;
    for (const { name, type, guessed } of columns) {
      const column: BoundColumn = {
        name,
        typeName: type,
        type: dialect.columnType(type),
        ...(guessed !== undefined && { guessed }),
      };
      this.#exact.set(name, column);
      this.#folded.set(name.toLowerCase(), column);
    }
  }

  /** The names that the engine gives. */
  get names(): readonly string[] {
    return [...this.#exact.keys()];
  }

  /**
   * The column of a name, or why there is none.
   *
   * @param name - as a user writes it
   * @param called - what the message calls it
   */
  find(name: string, called = "column"): Either.Either<BoundColumn, BindingFailure> {
    const found =
      this.#exact.get(name) ??
      (this.#dialect.capabilities.ignoresColumnCase ? this.#folded.get(name.toLowerCase()) : undefined);
    if (found !== undefined) return Either.right(found);
    return bindingFailure(
      `${called} '${name}' does not exist in dataset '${this.#dataset}'; ${this.#hint(name)}`,
    );
  }

  /** What the engine can do with rows. */
  get rows(): RowRenderers {
    return this.#dialect.rows;
  }

  /** What a type is, by the engine's name of it. */
  columnType(typeName: string): ColumnType {
    return this.#dialect.columnType(typeName);
  }

  /** The type of an SQL expression, or why it cannot be used. */
  sqlType(text: string): Either.Either<SqlExpressionType, BindingFailure> {
    const remedy = "use col(…) and its methods, or a source that checks expressions";
    return this.#checkedType(this.#sql.expressions, text, remedy);
  }

  /** The type of an SQL aggregate, or why it cannot be used. */
  aggregateType(text: string): Either.Either<SqlExpressionType, BindingFailure> {
    const remedy = "use the metrics of the catalogue, or a source that checks aggregates";
    return this.#checkedType(this.#sql.aggregates, text, remedy);
  }

  #checkedType(
    texts: CheckedTexts | undefined,
    text: string,
    remedy: string,
  ): Either.Either<SqlExpressionType, BindingFailure> {
    const checked = texts?.get(text);
    if (checked !== undefined) {
      return Either.map(checked, (typeName) => ({ typeName, type: this.columnType(typeName) }));
    }
    return bindingFailure(
      `the SQL ${JSON.stringify(text)} was not checked by the engine of dataset '${this.#dataset}'; ${remedy}`,
    );
  }

  #hint(name: string): string {
    const nearest = nearestName(name, this.names);
    if (nearest !== undefined) return `did you mean '${nearest}'?`;
    const listed = this.names.slice(0, LISTED_COLUMNS).map((known) => `'${known}'`);
    const more = this.names.length - listed.length;
    return `it has ${listed.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  }
}
