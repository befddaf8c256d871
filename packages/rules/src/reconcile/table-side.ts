import { Either, InvalidArgumentError, LocalDate, type SqlRow, sentence } from "@dqx/common";
import { numRows, type Predicate, type RowExpression } from "@dqx/metrics";
import {
  type BoundColumn,
  type BoundExpression,
  type BoundSql,
  bindExpression,
  bindPredicate,
  type ColumnProtection,
  planSource,
  type RowTarget,
  renderExpression,
  renderPredicate,
  rowTarget,
  SourceError,
  type SqlDataSource,
  type SqlSession,
} from "@dqx/sql";
import { disclosureOf } from "../rows/column-protection.js";
import type { SideSettings } from "./reconcile-options.js";

/** One of two tables that are compared: its columns, and what it is asked. */
export class TableSide {
  readonly dataset: string;
  readonly #place: string;
  readonly #target: RowTarget;
  readonly #session: SqlSession;
  readonly #filters: readonly string[];
  readonly #signal: AbortSignal | undefined;
  readonly #disclosure: ReturnType<typeof disclosureOf>;
  #statements = 0;
  #rowsMoved = 0;

  private constructor(target: RowTarget, session: SqlSession, parts: SideParts) {
    const { place, filters, protection, signal } = parts;
    this.dataset = target.dataset;
    this.#place = place;
    this.#target = target;
    this.#session = session;
    this.#filters = filters;
    this.#signal = signal;
    this.#disclosure = disclosureOf(target, [protection]);
  }

  /**
   * Finds the rows and the columns of a table.
   *
   * @param source - where it is
   * @param session - of the source: all statements see its snapshot
   * @param settings - which rows
   * @throws `DQXError` when the table cannot be read, or has not what the settings name
   */
  static async open(
    source: SqlDataSource,
    session: SqlSession,
    { where, parameters, asker, date, signal }: SideSettings & SideContext,
  ): Promise<TableSide> {
    const place = `${asker} of dataset '${source.name}'`;
    if (date === undefined && source.dating.kind === "per-date") {
      throw new InvalidArgumentError(
        `${place}, which is made anew for each date, needs a date. Give it as date.`,
      );
    }
    const day = date ?? LocalDate(new Date().toISOString().slice(0, 10));
    const spec = numRows.spec({}, parameters, where === undefined ? {} : { where });
    const plan = await planSource(source, [{ spec, dates: [day] }], {
      referenceDate: day,
      ...(signal !== undefined && { signal }),
    });
    const target = rowTarget(plan, spec, day);
    /* v8 ignore next 3 -- a source whose only relation cannot be described is an error of its plan */
    if (target === undefined) {
      throw new InvalidArgumentError(`${place}: it cannot be read.`);
    }
    const isOfDay = date !== undefined && target.ofDay !== undefined ? [target.ofDay] : [];
    const filters = [...isOfDay, ...(where === undefined ? [] : [predicateSql(where, target, place)])];
    const { protection = {} } = source;
    return new TableSide(target, session, { place, filters, protection, signal });
  }

  /** The names of the columns, in their order. */
  get columns(): readonly string[] {
    return this.#target.columns.map(({ name }) => name);
  }

  /** How many statements were run, and how many rows they gave. */
  get traffic(): { readonly statements: number; readonly rowsMoved: number } {
    return { statements: this.#statements, rowsMoved: this.#rowsMoved };
  }

  /** The name of a column as the engine has it; nothing when there is no such column. */
  nameOf(name: string): string | undefined {
    return Either.match(this.#target.scope.find(name), {
      onLeft: () => undefined,
      onRight: (column) => column.name,
    });
  }

  /**
   * A column whose values may be compared and shown.
   *
   * @throws {@link InvalidArgumentError} when there is none, or it is protected
   */
  column(name: string): BoundColumn {
    const column = right(this.#target.scope.find(name), this.#place);
    if (this.#disclosure(column) === "shown") return column;
    throw new InvalidArgumentError(
      `${this.#place}: column '${column.name}' is protected, and a comparison shows values. Leave it out of the keys and columns.`,
    );
  }

  /** Whether nobody is shown the values of a column that there is. */
  hides(name: string): boolean {
    const column = this.#target.scope.find(name);
    return Either.isRight(column) && this.#disclosure(column.right) !== "shown";
  }

  /**
   * An expression over the table's columns.
   *
   * @throws {@link InvalidArgumentError} when it cannot be computed
   */
  bind(expression: RowExpression): BoundExpression {
    return right(bindExpression(expression, this.#target.scope), this.#place);
  }

  /** SQL of a condition on the table's rows. */
  condition(predicate: Predicate): string {
    return predicateSql(predicate, this.#target, this.#place);
  }

  /** SQL of an expression over the table's columns. */
  render(expression: RowExpression): string {
    return renderExpression(this.bind(expression), this.#target.dialect);
  }

  /** SQL of about how many values an expression has; of how many rows there are, where the engine does not tell. */
  distinct(of: RowExpression): string {
    return this.#target.dialect.approximateDistinct?.(this.render(of)) ?? this.count();
  }

  /** SQL of the number of rows. */
  count(): string {
    return String(this.#target.dialect.aggregates.rows?.({ kind: "rows" }, "plain"));
  }

  /** SQL of the number of rows, and of the sum of an expression over whole numbers with all its digits. */
  countAndSum(of: RowExpression): readonly [count: string, sum: string] {
    const { aggregates } = this.#target.dialect;
    const { type } = this.bind(of);
    const sum = aggregates.sum?.({ kind: "sum", of: { sql: this.render(of), type } }, "plain");
    return [this.count(), String(sum)];
  }

  /**
   * Runs a statement over the rows.
   *
   * @param selected - SQL of each column
   * @param conditions - SQL; all have to hold
   * @param groups - how many of the columns, from the first, rows are grouped by; not grouped by default
   */
  async select(
    selected: readonly string[],
    conditions: readonly string[],
    groups = 0,
  ): Promise<readonly SqlRow[]> {
    const { from, parameters, alias } = this.#target;
    const all = [...this.#filters, ...conditions].map((condition) => `(${condition})`);
    const lines = [
      `SELECT ${selected.map((sql, index) => `${sql} AS ${alias(index)}`).join(", ")}`,
      `FROM ${from}`,
      ...(all.length === 0 ? [] : [`WHERE ${all.join(" AND ")}`]),
      ...(groups === 0 ? [] : [`GROUP BY ${selected.slice(0, groups).join(", ")}`]),
    ];
    this.#statements += 1;
    const rows = await this.#query({ sql: lines.join("\n"), parameters });
    this.#rowsMoved += rows.length;
    return rows;
  }

  async #query(statement: BoundSql): Promise<readonly SqlRow[]> {
    try {
      return await this.#session.query(statement, this.#signal);
    } catch (cause) {
      if (!(cause instanceof SourceError)) throw cause;
      throw new SourceError(`${this.#place}: ${sentence(cause.message)}`, { cause });
    }
  }
}

interface SideParts {
  /** What looks at it, for messages. */
  readonly place: string;
  readonly filters: readonly string[];
  readonly protection: ColumnProtection;
  readonly signal: AbortSignal | undefined;
}

/** What is said of all tables. */
interface SideContext {
  /** What looks at the table, for messages. */
  readonly asker: string;
  readonly date: LocalDate | undefined;
  readonly signal: AbortSignal | undefined;
}

function predicateSql(predicate: Predicate, { scope, dialect }: RowTarget, place: string): string {
  return renderPredicate(right(bindPredicate(predicate, scope), place), dialect);
}

function right<Value>(bound: Either.Either<Value, { readonly reason: string }>, place: string): Value {
  if (Either.isRight(bound)) return bound.right;
  throw new InvalidArgumentError(`${place}: ${bound.left.reason}.`);
}
