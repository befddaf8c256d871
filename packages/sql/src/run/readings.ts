import type { LocalDate, SqlRow, SqlValue } from "@dqx/common";
import type { Aggregate } from "@dqx/metrics";
import * as Either from "effect/Either";
import type { BoundAggregate } from "../plan/bound-aggregate.js";
import { isZero } from "../plan/plan-scan.js";
import type { PlannedStatement } from "../plan/planned-statement.js";

/** What the engine said of an aggregate on a day: a value, or why there is none. */
export type Reading = Either.Either<SqlValue, string>;

/** What the statements of one relation have brought, by day and aggregate. */
export class Readings {
  readonly #readings = new Map<LocalDate, Map<string, Reading>>();

  /**
   * Takes in a statement's rows. A day without a row had no data: its aggregates are those of an empty input.
   *
   * @returns the columns and days on which a plain aggregate was NaN or ±Infinity
   */
  take(statement: PlannedStatement, rows: readonly SqlRow[]): ReadonlyMap<string, readonly LocalDate[]> {
    const suspects = new Map<string, LocalDate[]>();
    const rowOf = rowsByDay(statement, rows);
    for (const date of statement.dates) {
      const row = rowOf.get(date);
      for (const [index, bound] of statement.aggregates.entries()) {
        const value = row === undefined ? emptyResult(bound.aggregate) : row[index];
        this.#set(
          date,
          bound,
          value === undefined ? Either.left("the engine gave no result") : Either.right(value),
        );
        const [column] = bound.columns;
        if (typeof value !== "number" || Number.isFinite(value) || column === undefined) continue;
        if (statement.guardedColumns.has(column.name)) continue;
        suspects.set(column.name, [...(suspects.get(column.name) ?? []), date]);
      }
    }
    return suspects;
  }

  /** Notes that aggregates could not be computed. */
  fail(dates: readonly LocalDate[], aggregates: readonly BoundAggregate[], reason: string): void {
    for (const date of dates) {
      for (const bound of aggregates) this.#set(date, bound, Either.left(reason));
    }
  }

  /**
   * What is known of an aggregate on a day.
   *
   * @param implying - the sum whose being finite answers a count of NaN and ±Infinity, when there is one
   */
  of(date: LocalDate, bound: BoundAggregate, implying: BoundAggregate | undefined): Reading {
    if (isZero(bound)) return Either.right(0n);
    const reading = this.#readings.get(date)?.get(bound.identity);
    if (reading !== undefined) return reading;
    const sum = implying && this.#readings.get(date)?.get(implying.identity);
    return Either.map(sum ?? Either.left("it was not measured"), () => 0n);
  }

  #set(date: LocalDate, bound: BoundAggregate, reading: Reading): void {
    const day = this.#readings.get(date) ?? new Map<string, Reading>();
    day.set(bound.identity, reading);
    this.#readings.set(date, day);
  }
}

function rowsByDay(statement: PlannedStatement, rows: readonly SqlRow[]): ReadonlyMap<SqlValue, SqlRow> {
  if (statement.grouped) return new Map(rows.map(([day = null, ...values]) => [day, values]));
  const [row] = rows;
  const [date] = statement.dates;
  return row === undefined || date === undefined ? new Map() : new Map([[date, row]]);
}

function emptyResult({ kind }: Aggregate): SqlValue {
  switch (kind) {
    case "rows":
    case "nonNull":
    case "nonFinite":
    case "countDistinct":
    case "countEqual":
      return 0n;
    default:
      return null;
  }
}
