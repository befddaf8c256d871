import { Either, type LocalDate, type SqlRow, type SqlValue } from "@dqx/common";
import { primitiveOf } from "@dqx/metrics";
import { type BoundAggregate, implyingIdentity, isConstant, rowCount } from "../plan/bound-aggregate.js";
import type { BoundOperand } from "../plan/bound-operand.js";
import type { PlannedStatement } from "../plan/planned-statement.js";
import { groupsIdentity, type Shape } from "../plan/shape.js";
import { groupReadings } from "./read-groups.js";

/** What the engine said of an aggregate on a day: a value, or why there is none. */
export type Reading = Either.Either<SqlValue, string>;

/** An operand and a day on which a plain aggregate over it was NaN or ±Infinity. */
export interface Suspect {
  readonly operand: BoundOperand;
  readonly date: LocalDate;
}

/** What the statements of one relation have brought, by day and aggregate. */
export class Readings {
  readonly #readings = new Map<LocalDate, Map<string, Reading>>();
  #undated = 0;

  /** How many rows have no day, as far as it was counted. */
  get undated(): number {
    return this.#undated;
  }

  /**
   * Takes in a statement's rows. A day without a row had no data: its aggregates are those of an empty input.
   *
   * @returns the operands and days on which a plain aggregate was NaN or ±Infinity
   */
  take(statement: PlannedStatement, rows: readonly SqlRow[]): readonly Suspect[] {
    const suspects: Suspect[] = [];
    const rowOf = rowsByDay(statement, rows);
    if (statement.countsUndated) {
      const place = statement.aggregates.findIndex(({ identity }) => identity === rowCount.identity);
      this.#undated = Number(rowOf.get(null)?.[place] ?? 0);
    }
    const { shape, aggregates } = statement;
    if (shape.kind === "groups") {
      for (const date of statement.dates) {
        const own = rowsOf(statement, date, rows);
        for (const [identity, reading] of groupReadings(shape, aggregates, own)) {
          this.#set(date, identity, reading);
        }
      }
      return [];
    }
    for (const date of statement.dates) {
      const row = rowOf.get(date);
      for (const [index, bound] of statement.aggregates.entries()) {
        const value = row === undefined ? primitiveOf(bound.aggregate).overNoRows : row[index];
        this.#set(
          date,
          bound.identity,
          value === undefined ? Either.left("the engine gave no result") : Either.right(value),
        );
        const [operand] = bound.operands;
        if (typeof value !== "number" || Number.isFinite(value) || operand === undefined) continue;
        if (shape.kind === "scan" && !statement.guarded.has(operand.identity))
          suspects.push({ operand, date });
      }
    }
    return suspects;
  }

  /** Notes that aggregates could not be computed. */
  fail(
    { dates, shape }: Pick<PlannedStatement, "dates" | "shape">,
    aggregates: readonly BoundAggregate[],
    reason: string,
  ): void {
    const identities = aggregates.map(({ identity }) => identity);
    for (const date of dates) {
      for (const identity of identities) this.#set(date, identity, Either.left(reason));
      // Another part of the statement may have brought the groups.
      const groups = groupsIdentity(shape);
      if (!this.#readings.get(date)?.has(groups)) this.#set(date, groups, Either.left(reason));
    }
  }

  /** What is known of the groups of a shape on a day. */
  groupsOf(date: LocalDate, shape: Shape): Reading {
    return this.#readings.get(date)?.get(groupsIdentity(shape)) ?? Either.left("it was not measured");
  }

  /** What is known of an aggregate on a day. */
  of(date: LocalDate, bound: BoundAggregate): Reading {
    if (isConstant(bound)) return Either.right(primitiveOf(bound.aggregate).overNoRows);
    const day = this.#readings.get(date);
    const reading = day?.get(bound.identity);
    if (reading !== undefined) return reading;
    const implying = day?.get(implyingIdentity(bound) ?? "");
    return Either.map(implying ?? Either.left("it was not measured"), () => 0n);
  }

  #set(date: LocalDate, identity: string, reading: Reading): void {
    const day = this.#readings.get(date) ?? new Map<string, Reading>();
    day.set(identity, reading);
    this.#readings.set(date, day);
  }
}

function rowsOf({ grouped }: PlannedStatement, date: LocalDate, rows: readonly SqlRow[]): readonly SqlRow[] {
  return grouped ? rows.filter(([day]) => day === date).map(([, ...values]) => values) : rows;
}

function rowsByDay(statement: PlannedStatement, rows: readonly SqlRow[]): ReadonlyMap<SqlValue, SqlRow> {
  if (statement.grouped) return new Map(rows.map(([day = null, ...values]) => [day, values]));
  const [row] = rows;
  const [date] = statement.dates;
  return row === undefined || date === undefined ? new Map() : new Map([[date, row]]);
}
