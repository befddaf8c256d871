import type { SqlRow, SqlValue } from "@dqx/common";

/** Reads a value of the row that a select list gives. */
export type Slot = (row: SqlRow) => SqlValue;

/** The expressions that one statement computes, each with a way back from the row to its value. */
export class SelectList {
  readonly #expressions: string[] = [];

  /** Adds an expression. @param sql - one that stands in a select list */
  add(sql: string): Slot {
    const index = this.#expressions.push(sql) - 1;
    return (row) => row[index] ?? null;
  }

  /**
   * The select list.
   *
   * @param name - makes the name of a place, which no column has
   */
  render(name: (index: number) => string): string {
    return this.#expressions.map((sql, index) => `${sql} AS ${name(index)}`).join(",\n  ");
  }
}
