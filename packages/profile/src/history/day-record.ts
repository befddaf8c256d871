import { LocalDate } from "@dqx/common";
import type { ColumnFacts } from "../rows/column-facts.js";
import { type ProfileValue, profileValue } from "../rows/profile-value.js";
import type { DayFacts } from "./day-history.js";

/** What a day was like, as plain JSON that can be kept. */
export interface DayRecord {
  readonly date: string;
  readonly rows: number;
  readonly columns: Readonly<Record<string, ColumnRecord>>;
  /** The rows of each value, by its canonical text, of columns that have few. */
  readonly values: Readonly<Record<string, readonly (readonly [string | null, number])[]>>;
}

/** What a column was like on a day. */
export interface ColumnRecord
  extends Pick<ColumnFacts, "nonNull" | "mean" | "nonFinite" | "lengths" | "blank"> {
  readonly distinct: ColumnFacts["distinct"] | null;
  readonly minimum: ProfileValue | null;
  readonly maximum: ProfileValue | null;
}

/** A day as plain JSON. */
export function toRecord({ date, rows, columns, values }: DayFacts): DayRecord {
  return {
    date,
    rows,
    columns: Object.fromEntries(
      [...columns].map(([name, { sum: _, minimum, maximum, distinct, ...facts }]) => [
        name,
        {
          ...facts,
          distinct: distinct ?? null,
          minimum: profileValue(minimum, { kind: "text" }),
          maximum: profileValue(maximum, { kind: "text" }),
        },
      ]),
    ),
    values: Object.fromEntries([...values].map(([name, counts]) => [name, [...counts]])),
  };
}

/** A day that was kept as JSON. */
export function fromRecord({ date, rows, columns, values }: DayRecord): DayFacts {
  return {
    date: LocalDate(date),
    rows,
    columns: new Map(
      Object.entries(columns).map(([name, { distinct, ...facts }]): [string, ColumnFacts] => [
        name,
        { ...facts, distinct: distinct ?? undefined, sum: null },
      ]),
    ),
    values: new Map(Object.entries(values).map(([name, counts]) => [name, new Map(counts)])),
  };
}
