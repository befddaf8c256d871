import type { LocalDate } from "@dqx/common";
import type { SchemaColumnKind } from "@dqx/metrics";
import type { DayRecord } from "../history/day-record.js";
import type { ExpectedFrom } from "../learn/band.js";
import type { SignalKind } from "../learn/signals.js";

/** What a verdict is about, beside the numbers of {@link SignalKind}. */
export type WatchedKind = SignalKind | "freshness" | "unseenValues" | "share" | "schema";

/** What a watch came to: versioned plain JSON. */
export interface WatchReport {
  readonly format: "dqx.watch";
  readonly version: 1;
  readonly dataset: string;
  /** The day that was judged. */
  readonly date: LocalDate;
  /** Its rows. */
  readonly rows: number;
  /** The days that were learnt from; null for none. */
  readonly history: WatchedDays | null;
  /** Alarms first, then what there is too little history for. */
  readonly verdicts: readonly WatchVerdict[];
  /** What the day was like, to be learnt from later; null when it has no rows. */
  readonly day: DayRecord | null;
  /** The columns as they are now. */
  readonly schema: readonly WatchedColumn[];
  readonly warnings: readonly string[];
}

/** The days that were learnt from. */
export interface WatchedDays {
  readonly from: LocalDate;
  readonly until: LocalDate;
  /** How many of them have rows. */
  readonly days: number;
}

/** A column by its name and type. */
export interface WatchedColumn {
  readonly name: string;
  /** The engine's name of the type. */
  readonly type: string;
  readonly kind: SchemaColumnKind;
}

/** A verdict on one number of a day. */
export interface WatchVerdict {
  readonly kind: WatchedKind;
  /** Null for what is of the table. */
  readonly column: string | null;
  /** The value of the column whose share it is; null for all else. */
  readonly of: string | null;
  readonly status: "ok" | "alarm" | "tooLittleHistory";
  readonly value: number | null;
  readonly expected: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly expectedFrom: ExpectedFrom | null;
  /** How many days it was learnt from, and how many it takes. */
  readonly days: number;
  readonly needed: number;
  readonly message: string;
}
