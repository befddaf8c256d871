import { LocalDate, type SqlRow } from "@dqx/common";
import { countResult } from "@dqx/metrics";
import type { Dialect, SqlDataSource } from "@dqx/sql";
import { askFacts, type ColumnFacts } from "../rows/column-facts.js";
import { groupingStatement, type KeyPart, readGroupings } from "../rows/grouping-statement.js";
import { type ProfiledColumn, profiledColumn } from "../rows/profiled-column.js";
import { type ProfiledRows, profiledRows } from "../rows/profiled-rows.js";
import { SelectList } from "../rows/select-list.js";
import { StatementRunner } from "../rows/statement-runner.js";
import { unusedPrefix } from "../rows/unused-prefix.js";

/** A column of texts or booleans has its values counted day by day while no day has more of them than this. */
const MOST_VALUES = 300;

/** What the days of a dataset were like. */
export interface DayHistory {
  readonly columns: readonly ProfiledColumn[];
  /** The column that holds the day of a row; none where all rows are of one day. */
  readonly dayColumn: string | undefined;
  /** The days that have rows, ascending. */
  readonly days: readonly DayFacts[];
  /** Columns that the engine failed on, and why. */
  readonly failures: ReadonlyMap<string, string>;
}

/** What a day was like. */
export interface DayFacts {
  readonly date: LocalDate;
  readonly rows: number;
  readonly columns: ReadonlyMap<string, ColumnFacts>;
  /** The rows of each value, by its canonical text, of columns that have few. */
  readonly values: ReadonlyMap<string, ReadonlyMap<string | null, number>>;
}

/** Which days are looked at. */
export interface HistoryRange {
  readonly from: LocalDate;
  /** The last day. */
  readonly until: LocalDate;
  readonly signal?: AbortSignal;
}

/**
 * Measures each day of a dataset, in two scans of the rows of these days: one for what is counted and added up, one
 * for the values of columns that have few. All rows of a dataset without a date column are of the last day.
 *
 * @param source - where the rows are
 * @param range - the days
 * @throws the source's `DQXError` when it cannot be read, the signal's reason when aborted
 */
export async function dayHistory(source: SqlDataSource, range: HistoryRange): Promise<DayHistory> {
  const { signal } = range;
  return source.withSession(async (session) => {
    const { from, until } = range;
    const chosen = { column: { from, until }, "per-date": { from: until, until }, snapshot: {} };
    const rows = await profiledRows(source, session, chosen[source.dating.kind], signal);
    const runner = new StatementRunner(session, source.dialect, signal);
    return new HistoryReading(rows, until, runner, source.dialect).read();
  }, signal);
}

// Engines give groups in no order, and what is kept of them has one.
function inOrder(values: ReadonlyMap<string, ReadonlyMap<string | null, number>>): DayFacts["values"] {
  const byText = ([a]: readonly unknown[], [b]: readonly unknown[]): number =>
    String(a) < String(b) ? -1 : 1;
  return new Map(
    [...values].toSorted(byText).map(([name, counts]) => [name, new Map([...counts].toSorted(byText))]),
  );
}

/** A day that is being put together. */
interface OpenDay {
  rows: number;
  readonly columns: Map<string, ColumnFacts>;
  readonly values: Map<string, Map<string | null, number>>;
}

class HistoryReading {
  readonly #rows: ProfiledRows;
  readonly #onlyDay: LocalDate;
  readonly #runner: StatementRunner;
  readonly #dialect: Dialect;
  readonly #prefix: string;
  readonly #days = new Map<string, OpenDay>();
  readonly #failures = new Map<string, string>();

  constructor(rows: ProfiledRows, onlyDay: LocalDate, runner: StatementRunner, dialect: Dialect) {
    this.#rows = rows;
    this.#onlyDay = onlyDay;
    this.#runner = runner;
    this.#dialect = dialect;
    this.#prefix = unusedPrefix(rows.columns.names);
  }

  async read(): Promise<DayHistory> {
    const columns = this.#rows.described.map((column) => profiledColumn(column, this.#dialect));
    const fail = ({ name }: ProfiledColumn, reason: string): void => {
      this.#failures.set(name, reason);
    };
    await this.#runner.withoutGuilty(columns, (asked) => this.#readFacts(asked), fail);
    const few = columns.filter((column) => this.#hasFewValues(column));
    if (few.length > 0) await this.#runner.withoutGuilty(few, (asked) => this.#readValues(asked), fail);
    const days = [...this.#days]
      .map(([date, { rows, columns, values }]) => ({
        date: LocalDate(date),
        rows,
        columns,
        values: inOrder(values),
      }))
      .toSorted((a, b) => (a.date < b.date ? -1 : 1));
    return { columns, dayColumn: this.#rows.day?.column.name, days, failures: this.#failures };
  }

  async #readFacts(columns: readonly ProfiledColumn[]): Promise<void> {
    const list = new SelectList();
    const date = list.add(this.#dayText());
    const count = list.add("count(*)");
    const readers = columns.map((column) => [column.name, askFacts(list, column, this.#dialect)] as const);
    const selected = list.render((index) => this.#dialect.quote(`${this.#prefix}${index}`));
    for (const row of await this.#scan(`SELECT ${selected}\nFROM ${this.#rows.from}\nGROUP BY 1`)) {
      const day = this.#day(date(row));
      // Rows without a day are of none, and no rows are of no day.
      if (day === undefined) continue;
      day.rows = countResult([count(row)], 0);
      for (const [name, read] of readers) day.columns.set(name, read(row));
    }
  }

  #hasFewValues({ name, isText, operand }: ProfiledColumn): boolean {
    if (!isText && operand.type.kind !== "boolean") return false;
    if (this.#failures.has(name)) return false;
    const counts = [...this.#days.values()].map(({ columns }) => columns.get(name)?.distinct?.count);
    return counts.length > 0 && counts.every((count) => count !== undefined && count <= MOST_VALUES);
  }

  async #readValues(columns: readonly ProfiledColumn[]): Promise<void> {
    const day: KeyPart = { sql: this.#daySql(), type: { kind: "date" } };
    const keys = columns.map(({ operand }) => ({ parts: [operand, day], tellFrom: 1 }));
    const sql = groupingStatement(this.#rows.from, keys, this.#prefix, this.#dialect);
    for (const [place, { told }] of readGroupings(await this.#scan(sql), keys.length).entries()) {
      const name = columns[place]?.name ?? "";
      for (const { text, second, rows } of told) {
        const values = this.#day(second)?.values;
        const counts = values?.get(name) ?? new Map<string | null, number>();
        counts.set(text, rows);
        values?.set(name, counts);
      }
    }
  }

  #day(date: unknown): OpenDay | undefined {
    if (date === null) return undefined;
    const text = String(date).slice(0, 10);
    const known = this.#days.get(text) ?? { rows: 0, columns: new Map(), values: new Map() };
    this.#days.set(text, known);
    return known;
  }

  #scan(sql: string): Promise<readonly SqlRow[]> {
    return this.#runner.run("scan", sql, this.#rows.parameters);
  }

  #daySql(): string {
    const { day } = this.#rows;
    return day === undefined
      ? this.#dialect.rows.temporal(this.#onlyDay, "date")
      : this.#dialect.dayOf(day.column, day.timeZone);
  }

  #dayText(): string {
    const day = this.#daySql();
    return this.#dialect.rows.functions.canonicalText?.([day], { kind: "text" }, { kind: "date" }) ?? day;
  }
}
