import { EXAMPLE_TIME, type Predicate, type RowExpression } from "@dqx/metrics";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import * as Either from "effect/Either";
import {
  bindExpression,
  bindPredicate,
  Columns,
  duckdbDialect,
  renderExpression,
  renderPredicate,
  type SqlColumn,
} from "../src/index.js";
import type { Exact, Row, Value } from "./reference-evaluator.js";

/** The columns of the table that predicates are decided on. */
export const columns: readonly SqlColumn[] = [
  { name: "i", type: "BIGINT" },
  { name: "j", type: "INTEGER" },
  { name: "d", type: "DECIMAL(10,2)" },
  { name: "x", type: "DOUBLE" },
  { name: "y", type: "DOUBLE" },
  { name: "f", type: "FLOAT" },
  { name: "b", type: "BOOLEAN" },
  { name: "c", type: "BOOLEAN" },
  { name: "s", type: "VARCHAR" },
  { name: "t", type: "VARCHAR" },
  { name: "day", type: "DATE" },
  { name: "at", type: "TIMESTAMP" },
  { name: "instant", type: "TIMESTAMP WITH TIME ZONE" },
  { name: "id", type: "UUID" },
  { name: "pair", type: 'STRUCT(a INTEGER, "b c" STRUCT(d VARCHAR))' },
];

/** What predicates are bound against. */
export const scope = new Columns("rows", columns, duckdbDialect, { referenceTime: new Date(EXAMPLE_TIME) });

/** A DuckDB with a table of rows. */
export class RowEngine {
  readonly #connection: DuckDBConnection;

  private constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  static async open(): Promise<RowEngine> {
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    await connection.run("SET TimeZone = 'UTC'");
    await connection.run(
      `CREATE TABLE t (n INTEGER, ${columns.map(({ name, type }) => `"${name}" ${type}`).join(", ")})`,
    );
    return new RowEngine(connection);
  }

  /** Puts other rows into the table. Columns that a row does not have are null. */
  async fill(rows: readonly Row[]): Promise<void> {
    await this.#connection.run("DELETE FROM t");
    for (const [index, row] of rows.entries()) {
      const names = Object.keys(row).map((name) => `, "${name}"`);
      const cells = Object.values(row).map((value) => `, ${cell(value)}`);
      await this.#connection.run(`INSERT INTO t (n${names.join("")}) VALUES (${index}${cells.join("")})`);
    }
  }

  /** Puts texts into the table, as the column `s`, and nothing else. */
  async fillTexts(texts: readonly string[]): Promise<void> {
    await this.#connection.run("DELETE FROM t");
    const rows = texts.map((each, index) => `(${index}, ${text(each)})`);
    await this.#connection.run(`INSERT INTO t (n, s) VALUES ${rows.join(", ")}`);
  }

  /** Decides a predicate for every row. */
  async decide(predicate: Predicate): Promise<readonly (boolean | null)[]> {
    const values = await this.select(predicateSql(predicate));
    return values.map((value) => {
      if (value === null || typeof value === "boolean") return value;
      throw new Error(`${String(value)} is no truth value`);
    });
  }

  /** The values of a SQL expression, in the order of the rows. */
  async select(sql: string): Promise<readonly unknown[]> {
    const reader = await this.#connection.runAndReadAll(`SELECT ${sql} FROM t ORDER BY n`);
    return reader.getRows().map(([value]) => value);
  }

  close(): void {
    this.#connection.closeSync();
  }
}

export function predicateSql(predicate: Predicate): string {
  return renderPredicate(Either.getOrThrowWith(bindPredicate(predicate, scope), fail), duckdbDialect);
}

export function expressionSql(expression: RowExpression): string {
  return renderExpression(Either.getOrThrowWith(bindExpression(expression, scope), fail), duckdbDialect);
}

function fail({ reason }: { readonly reason: string }): Error {
  return new Error(reason);
}

function cell(value: Value): string {
  if (value === null) return "NULL";
  if (typeof value === "object") return digits(value);
  if (typeof value === "string") return text(value);
  return `'${Object.is(value, -0) ? "-0" : value}'`;
}

function text(value: string): string {
  return value
    .split("\0")
    .map((part) => `'${part.replaceAll("'", "''")}'`)
    .join(" || chr(0) || ");
}

function digits({ units, scale }: Exact): string {
  return `(${units}::DECIMAL(38,0) / 1${"0".repeat(scale)})`.replace(
    /\(((-?\d+)::DECIMAL\(38,0\)) \/ 1\)/,
    "$2",
  );
}
